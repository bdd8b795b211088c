"""Which stories stand at a place of the front page that an editor has chosen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from news.articles.models import Article


class FrontPlace(models.Model):
    """A place: 1 is 头条, 2 the first line of the list of the newest, and so on; until a moment, or for good."""

    LAST = 20

    article = models.OneToOneField(Article, models.CASCADE, related_name="front_place")
    place = models.PositiveSmallIntegerField("位置", unique=True)
    until = models.DateTimeField("到何时", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "首页位置"
        ordering = ["place"]

    def __str__(self) -> str:
        return "头条" if self.place == 1 else f"第 {self.place} 位"

    @staticmethod
    def stories(now: datetime) -> Any:
        """The published stories whose places hold now, in their order."""
        lasts = models.Q(front_place__until=None) | models.Q(front_place__until__gt=now)
        rows = Article.objects.published().by_editors().filter(lasts, front_place__isnull=False)
        return rows.select_related("channel", "front_place").defer("body").order_by("front_place__place")

    @classmethod
    def leave(cls, article: Article) -> None:
        """A story that is withdrawn leaves its place, and does not come back to it."""
        if article.published_at is None:
            cls.objects.filter(article=article).delete()


def next_front_end(now: datetime) -> datetime | None:
    """When the next place ends by the clock; None if none does."""
    coming = FrontPlace.objects.filter(until__gt=now).order_by("until")
    return coming.values_list("until", flat=True).first()
