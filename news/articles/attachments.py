"""What hangs on a story: its rows, or, in a preview, what stands in no table yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import F, QuerySet
from django.db.models.lookups import In

from news.compiled_queries import CompiledListQuery

if TYPE_CHECKING:
    from news.articles.models import Article


class Attachments:
    """A part of the article. `attached`: what is known to hang on it, by the name of the relation."""

    attached: Mapping[str, Any] = {}

    @property
    def shown_photos(self) -> list[Any]:
        return self.rows_of("photos")

    @property
    def shown_videos(self) -> list[Any]:
        return self.rows_of("videos")

    @property
    def shown_sources(self) -> list[Any]:
        return self.rows_of("sources")

    @property
    def shown_corrections(self) -> list[Any]:
        return self.rows_of("corrections")

    def rows_of(self, name: str) -> list[Any]:
        return self.attached[name] if name in self.attached else list(getattr(self, name).all())


def fetch_attachments(articles: Collection[Article], *names: str) -> None:
    """Let each of these stories know what hangs on it, by one question for each of `names`.

    Of stories `with_kinds` that have nothing of a name, nothing is asked. Django's own `prefetch_related` makes a
    queryset for every story and name, which takes longer than the reading.
    """
    for name in names:
        rows = defaultdict(list)
        for row in ROWS[name].fetch(article.pk for article in articles if getattr(article, f"has_{name}", True)):
            rows[row.article_id].append(row)
        for article in articles:
            article.attached = {**article.attached, name: rows[article.pk]}


def rows_query(model: str) -> CompiledListQuery:
    def of_articles(pks: list[Any]) -> QuerySet[Any]:
        return apps.get_model("news", model).objects.filter(In(F("article_id"), pks))

    return CompiledListQuery(of_articles)


ROWS = {
    "photos": rows_query("Photo"),
    "videos": rows_query("Video"),
    "sources": rows_query("Source"),
    "corrections": rows_query("Correction"),
}
