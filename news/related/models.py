"""前期相关: which earlier articles are listed below an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from news.related.similarity import earlier_stories

if TYPE_CHECKING:
    from news.articles.models import Article


class Related(models.Model):
    """One earlier story below another."""

    article = models.ForeignKey("news.Article", models.CASCADE, related_name="related")
    earlier = models.ForeignKey("news.Article", models.CASCADE, verbose_name="前期新闻", related_name="followed_by")
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "前期相关新闻"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "earlier"], name="related_once"),
            models.CheckConstraint(condition=~models.Q(article=models.F("earlier")), name="not_related_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} ← {self.earlier_id}"

    @classmethod
    @transaction.atomic
    def find(cls, article: Article) -> bool:
        """Find the earlier stories of `article` anew, unless an editor has chosen them; return whether any changed."""
        if article.related_by_hand or article.published_at is None:
            return False
        before = list(cls.objects.filter(article=article).values_list("earlier_id", flat=True))
        found = earlier_stories(article)
        if found == before:
            return False
        cls.objects.filter(article=article).delete()
        rows: list[Any] = [cls(article=article, earlier_id=pk, position=place) for place, pk in enumerate(found)]
        cls.objects.bulk_create(rows)
        return True
