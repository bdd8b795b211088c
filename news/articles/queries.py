"""Querysets of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, models
from django.utils import timezone

from news.channels.models import Channel

if TYPE_CHECKING:
    from news.articles.models import Article


EDITORS = """
    WITH RECURSIVE pen (name) AS (
        SELECT min(editor) FROM news_article WHERE editor > ''
        UNION ALL
        SELECT (SELECT min(editor) FROM news_article WHERE editor > pen.name) FROM pen WHERE pen.name IS NOT NULL
    )
    SELECT name FROM pen LIMIT %s"""


class ArticleQuerySet(models.QuerySet):
    def published(self) -> ArticleQuerySet:
        """What readers may see now: the only place that knows."""
        return self.filter(published_at__lte=timezone.now())

    def drafts(self) -> ArticleQuerySet:
        return self.filter(published_at=None, withdrawn_at=None)

    def scheduled(self) -> ArticleQuerySet:
        return self.filter(published_at__gt=timezone.now())

    def withdrawn(self) -> ArticleQuerySet:
        """What was taken from its readers, and has not come back."""
        return self.filter(published_at=None, withdrawn_at__isnull=False)

    def by_editors(self) -> ArticleQuerySet:
        """The editors' own stories, without what readers write in sections."""
        return self.filter(channel__kind=Channel.Kind.STORY)

    def newest(self) -> ArticleQuerySet:
        return self.order_by("-published_at", "-pk")

    def earlier_related(self, article: Article) -> ArticleQuerySet:
        """The earlier stories on the same matter; never later ones, whatever an editor has chosen."""
        found = self.published().filter(followed_by__article=article, published_at__lt=article.published_at)
        return found.order_by("followed_by__position", "followed_by__pk")

    def for_lists(self) -> ArticleQuerySet:
        """With what a line in a list shows: channel, mark, the first picture."""
        return self.select_related("channel").prefetch_related("photos", "videos").defer("body")

    def newest_of_each(self, column: str, values: list[int], each: int) -> ArticleQuerySet:
        """The newest `each` stories for every one of `values` of a column with an index of its own, newest first."""
        # One walk along the index for each value; a window over all stories would read all stories.
        asked = [
            self.filter(**{column: one}).newest().values_list("pk")[:each].query.sql_with_params() for one in values
        ]
        if not asked:
            return self.none()
        sql = " UNION ALL ".join(f"SELECT * FROM ({one}) AS part{number}" for number, (one, _) in enumerate(asked))
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for _, values in asked for value in values])
            pks = [pk for (pk,) in cursor.fetchall()]
        return self.filter(pk__in=pks).newest()

    @staticmethod
    def editors(most: int = 2000) -> list[str]:
        """The pen names under which stories were ever saved, at most `most`: one step along their index for each."""
        with connection.cursor() as cursor:
            cursor.execute(EDITORS, [most])
            return [name for (name,) in cursor.fetchall() if name]

    def for_page(self) -> ArticleQuerySet:
        return self.select_related("channel").prefetch_related("sources", "photos", "videos", "corrections")
