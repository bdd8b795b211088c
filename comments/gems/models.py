"""神评: the comments that stood in the ranking 72小时神评妙论 when a day closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction

from comments.readers.models import Reader
from comments.reputation.models import LedgerEntry
from comments.states import SHOWN_STATES
from news.articles.models import Article

if TYPE_CHECKING:
    from comments.thread.models import Comment


class GemQuerySet(models.QuerySet["Gem"]):
    def shown(self) -> GemQuerySet:
        """Those whose comment may still be read, with what a line shows."""
        published = models.Exists(Article.objects.published().filter(pk=models.OuterRef("comment__article")))
        rows = self.filter(published, comment__state__in=SHOWN_STATES)
        return rows.select_related("comment__article", "comment__author").defer("comment__article__body")

    def of_day(self, day: date) -> GemQuerySet:
        """What stood there when `day` closed and may still be read, best first."""
        rows = self.shown().filter(day=day).order_by("-comment__hot", "-comment_id")
        return rows.select_related("comment__parent__author").prefetch_related("comment__mentions__reader")


class Gem(models.Model):
    comment = models.OneToOneField("comments.Comment", models.CASCADE, verbose_name="评论", related_name="gem")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="gems")
    day = models.DateField("日期")
    made_at = models.DateTimeField("时间")

    objects = GemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "神评"
        indexes = [
            models.Index(fields=["author", "-made_at"], name="gems_of_author"),
            models.Index(fields=["day"], name="gems_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}：{self.comment_id}"

    @classmethod
    @transaction.atomic
    def award_all(cls, pks: list[int], day: date, now: datetime) -> int:
        """Make the visible comments among `pks` gems of `day`, each once for ever, with the points that brings.

        Return how many are new.
        """
        comments = locked_comments(pks)
        known = set(cls.objects.filter(comment__in=pks).values_list("comment_id", flat=True))
        fresh = [row for row in comments if row.state == row.State.VISIBLE and row.pk not in known]
        authors = Reader.objects.locked(*{row.author_id for row in fresh})
        for row in fresh:
            author = authors[row.author_id]
            cls.objects.create(comment=row, author=author, day=day, made_at=now)
            LedgerEntry.write(author, LedgerEntry.Reason.GEM, comment=row)
        return len(fresh)


def locked_comments(pks: list[int]) -> list[Comment]:
    """The comments `pks` in that order, locked after their articles."""
    comments: Any = Gem._meta.get_field("comment").related_model
    rows = comments.objects.filter(pk__in=pks)
    articles = rows.order_by().values_list("article_id", flat=True)
    list(Article.objects.select_for_update().filter(pk__in=set(articles)).order_by("pk").values_list("pk"))
    locked = {row.pk: row for row in rows.select_for_update().order_by("pk")}
    return [locked[pk] for pk in pks if pk in locked]


class GemDay(models.Model):
    """A day whose gems have been awarded; its row is written with them, so that no day is awarded twice."""

    day = models.DateField("日期", primary_key=True)
    awarded_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "神评结算日"

    def __str__(self) -> str:
        return str(self.day)

    @classmethod
    @transaction.atomic
    def award(cls, day: date, pks: list[int], now: datetime) -> int:
        """Award the comments `pks` as the gems of `day`; return how many are new, 0 if the day was awarded before."""
        # A second worker waits here for the first one's commit.
        _, is_first = cls.objects.get_or_create(day=day, defaults={"awarded_at": now})
        return Gem.award_all(pks, day, now) if is_first else 0
