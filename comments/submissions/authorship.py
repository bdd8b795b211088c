"""Which reader an article is from: as its author in a section, or as the sender of a 投稿."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from news.compiled_queries import CompiledQuery, Given


class Authorship(models.Model):
    """Who among the readers an article is from: who wrote it for a section, or sent it in to the editors."""

    class Kind(models.TextChoices):
        WRITTEN = "written", "作者"
        SENT = "sent", "投稿"

    article = models.OneToOneField("news.Article", models.CASCADE, related_name="authorship")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles")
    kind = models.CharField("身份", max_length=7, choices=Kind, default=Kind.WRITTEN)

    class Meta:
        verbose_name = verbose_name_plural = "网友文章"

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.article_id}"

    @classmethod
    def of(cls, article: Any) -> Authorship | None:
        """The row of `article` with its reader, or None; looked up once, for several parts of its page ask."""
        known = vars(article)
        if "authorship_found" not in known:
            known["authorship_found"] = OF_ARTICLE.first(article=article.pk)
        return known["authorship_found"]

    @classmethod
    def readers_of(cls, articles: list[int]) -> dict[int, tuple[int, str]]:
        """{article's pk: (reader's pk, name)} of those of `articles` that are from a reader."""
        rows = cls.objects.filter(article__in=articles).values_list("article_id", "reader_id", "reader__name")
        return {article: (reader, name) for article, reader, name in rows}


OF_ARTICLE = CompiledQuery(lambda: Authorship.objects.filter(article=Given("article")).select_related("reader"))
