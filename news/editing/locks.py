"""Who has a story's form open: a lock that tells others, and that anybody may take over; the version check decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from news.changes.pruning import delete_in_batches


class EditingLock(models.Model):
    ALIVE = timedelta(seconds=60)  # after the last beat; an open form beats every ten seconds
    KEPT = timedelta(days=1)

    article = models.OneToOneField("news.Article", models.CASCADE, related_name="editing_lock")
    editor = models.BigIntegerField(null=True)  # the pk of a user (`news` knows no users); None: given back
    name = models.CharField(max_length=150)
    key = models.CharField(max_length=64)  # of the open page: only it gives the lock back
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "正在编辑"

    def __str__(self) -> str:
        return self.name

    @property
    def is_alive(self) -> bool:
        return self.editor is not None and self.seen_at > timezone.now() - self.ALIVE

    @classmethod
    def of_other(cls, article: int, editor: int) -> EditingLock | None:
        """The lock of somebody else than `editor` who has this story open now."""
        lock = cls.objects.filter(article=article).exclude(editor=editor).first()
        return lock if lock and lock.is_alive else None

    @classmethod
    @transaction.atomic
    def hold(cls, article: int, editor: int, name: str, key: str, take: bool = False) -> EditingLock:
        """Hold a story's lock, or take it over; return the lock as it stands then, maybe another editor's.

        A page that has given the lock back does not get it again by a beat that was still under way.
        """
        now = timezone.now()
        mine = {"editor": editor, "name": name, "key": key, "since": now, "seen_at": now}
        lock, made = cls.objects.select_for_update().get_or_create(article_id=article, defaults=mine)
        is_late = lock.editor is None and lock.key == key
        is_others = lock.is_alive and lock.editor != editor
        if made or ((is_late or is_others) and not take):
            return lock
        if lock.editor == editor and lock.is_alive:
            del mine["since"]
        for field, value in mine.items():
            setattr(lock, field, value)
        lock.save()
        return lock

    @classmethod
    def release(cls, article: int, editor: int, key: str) -> None:
        cls.objects.filter(article=article, editor=editor, key=key).update(editor=None)

    @classmethod
    def prune(cls, now: datetime) -> None:
        delete_in_batches(cls.objects.filter(seen_at__lt=now - cls.KEPT))
