"""定时改动 and 展示到: what a story will say from a moment on, and when it is taken down; the worker does both."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from news.articles.models import Article, Correction
from news.articles.publication import ENDED
from news.editing.versions import keep_first_version, write_version

EDITED = "网编修改了文章。"  # a reader's words are not changed unseen


class ScheduledChange(models.Model):
    """The title and body that a story gets at `due_at`, if nobody has changed them until then."""

    article = models.OneToOneField("news.Article", models.CASCADE, related_name="scheduled_change")
    due_at = models.DateTimeField("生效时间", db_index=True)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文")
    note = models.CharField("更正内容", max_length=500, blank=True)
    editor = models.BigIntegerField()  # the pk of a user; `news` knows no users
    name = models.CharField(max_length=150)
    made_at = models.DateTimeField(default=timezone.now)
    made_from = models.CharField(max_length=32)  # `hash_texts` of the story that it changes
    failed_at = models.DateTimeField(null=True)  # when it was due and the story said something else

    class Meta:
        verbose_name = verbose_name_plural = "定时改动"

    def __str__(self) -> str:
        return self.title

    @property
    def is_stale(self) -> bool:
        """Whether the story was changed since, so that this would overwrite what somebody else has written."""
        return self.made_from != hash_texts(self.article)

    @classmethod
    def plan(cls, article: Article, title: str, body: str, due_at: datetime, note: str, user: Any) -> None:
        """Note a change, in the place of the one that was planned before; `article` says what readers see now."""
        known = {"due_at": due_at, "title": title, "body": body, "note": note, "made_from": hash_texts(article)}
        known |= {"editor": user.pk, "name": user.get_username(), "made_at": timezone.now(), "failed_at": None}
        cls.objects.update_or_create(article_id=article.pk, defaults=known)

    @classmethod
    def due(cls, now: datetime) -> models.QuerySet[ScheduledChange]:
        return cls.objects.filter(due_at__lte=now, failed_at=None)


def hash_texts(article: Article) -> str:
    return blake2b(f"{article.title}\0{article.body}".encode("utf-8", "replace"), digest_size=16).hexdigest()


def carry_out_due() -> None:
    """Make the changes and take down the stories whose time has come; each in a transaction of its own."""
    now = timezone.now()
    for pk in ScheduledChange.due(now).order_by("due_at").values_list("article", flat=True):
        make_change(pk)
    for pk in Article.objects.filter(ends_at__lte=now).order_by("ends_at").values_list("pk", flat=True):
        end_story(pk)


@transaction.atomic
def make_change(pk: int) -> None:
    """Let a story say what its change says, with a version and the note; a change of another text is only marked."""
    article = Article.objects.select_for_update().get(pk=pk)
    change = ScheduledChange.due(timezone.now()).filter(article=article).first()
    if change is None:  # another process was faster, or an editor has called it off
        return
    if change.made_from != hash_texts(article):
        ScheduledChange.objects.filter(pk=change.pk).update(failed_at=timezone.now())
        return
    keep_first_version(article)
    article.title, article.body = change.title, change.body
    article.save(update_fields=["title", "body", "revised_at"])
    write_version(article, change.name, history_user_id=change.editor)
    for note in filter(None, [change.note, EDITED if article.noun == "文章" else ""]):
        Correction.note(article, note)
    change.delete()
    article.announce()


@transaction.atomic
def end_story(pk: int) -> None:
    """Withdraw a story that was to be shown until now; a draft only forgets the moment."""
    article = Article.objects.select_for_update().get(pk=pk)
    if article.ends_at is None or article.ends_at > timezone.now():
        return
    if article.published_at is None:
        article.ends_at = None
        article.save(update_fields=["ends_at"])
        return
    article.withdraw(article.published_at, ENDED)
    article.save(update_fields=["published_at", "ends_at", "withdrawn_at", "withdrawn_for", "stood_at", "revised_at"])
    article.announce()
