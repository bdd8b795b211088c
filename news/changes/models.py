"""The log behind every open page: what changed on an article, in the order in which it was committed."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from news import hooks
from news.changes.cached_tables import clear_tables
from news.changes.pruning import BATCH
from news.compiled_queries import CompiledQuery
from news.compiled_writes import CompiledInsert, CompiledSave

KEPT = timedelta(hours=24)


class ChangeQuerySet(models.QuerySet):
    def after(self, article_id: int, cursor: int) -> ChangeQuerySet:
        """The changes of one article that a page at `cursor` has not seen, oldest first."""
        return self.filter(article_id=article_id, pk__gt=cursor).order_by("pk")

    def prune(self, now: Any = None) -> int:
        """Forget what is older than a day, in small transactions; each article remembers up to where.

        Returns how many rows went.
        """
        old = self.filter(made_at__lt=(now or timezone.now()) - KEPT).order_by("made_at")
        return sum(iter(lambda: self.forget(list(old.values_list("pk", "article_id")[:BATCH])), 0))

    @transaction.atomic
    def forget(self, rows: list[tuple[int, int]]) -> int:
        """Delete these rows, (pk, pk of the article), and let their articles remember; return how many they were."""
        articles: Any = self.model._meta.get_field("article").related_model
        for article, last in {article: pk for pk, article in sorted(rows)}.items():
            articles.objects.filter(pk=article, pruned_to__lt=last).update(pruned_to=last)
        self.filter(pk__in=[pk for pk, _ in rows]).delete()
        return len(rows)


class Change(models.Model):
    """One visible change of an article; the thing itself is read afresh when it is rendered.

    Ids follow the order of commits within an article (its row is locked), not across articles.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", "评论"
        COUNTS = "counts", "评论的花与蛋"
        COUNT = "count", "评论数"
        VOTES = "votes", "新闻的花与蛋"
        STORY = "story", "新闻本身"
        POLL = "poll", "问卷的结果"
        AUTHOR = "author", "评论人"  # everything one person wrote here shows their name or badge anew
        QUOTES = "quotes", "引用"  # everything that answers one comment quotes it anew

    article = models.ForeignKey("news.Article", models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind)
    target = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["article", "id"], name="change_of_article")]

    def __str__(self) -> str:
        return f"{self.article_id}:{self.pk} {self.kind} {self.target}"

    @classmethod
    def record(cls, article: Any, *things: Any, also: tuple[str, ...] = ()) -> None:
        """Write one row for each (kind, target) and move the article's cursor to the last of them.

        `also`: further columns of the article that were set and are to be saved with it.

        Call it in the transaction of the fact, with the article's row locked.
        """
        rows: list[Any] = [cls(article=article, kind=kind, target=target) for kind, target in things]
        NEW_CHANGES.save(*rows)
        article.cursor = rows[-1].pk
        save_of_article("cursor", *also).save(article)
        transaction.on_commit(lambda: hooks.call("changes_committed", article.pk))
        hooks.call("changes_recorded", article, {kind for kind, _ in things})


NEW_CHANGES = CompiledInsert(lambda: Change)


@cache
def save_of_article(*columns: str) -> CompiledSave:
    """What saves these columns of an article; of the few sets of columns that changes are recorded with."""
    return CompiledSave(lambda: apps.get_model("news.Article"), columns)


class SiteVersion(models.Model):
    """One number for everything on a page that is not the article's; raised when any of it changes."""

    number = models.BigIntegerField(default=1)
    # When the clock alone will change pages next: a story or a poll that was scheduled.
    due_at = models.DateTimeField(null=True)

    _seen = 0

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        number, due = NUMBER_AND_DUE.first() or (0, None)
        if due and due <= timezone.now():
            cls.bump()
            number = cls.objects.values_list("number", flat=True).get(pk=1)
        if number != cls._seen:  # what this process remembers is older than the page that it would go onto
            cls._seen = number
            clear_tables()
        return number

    @classmethod
    def bump(cls) -> None:
        """Raise the number, and note when the clock will raise it next."""
        cls.objects.get_or_create(pk=1)
        now = timezone.now()
        turns = [moment for moment in hooks.call("next_due", now) if moment]
        cls.objects.filter(pk=1).update(number=F("number") + 1, due_at=min(turns, default=None))


NUMBER_AND_DUE = CompiledQuery(lambda: SiteVersion.objects.values_list("number", "due_at").filter(pk=1))
