"""Querysets of stories."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models import Exists, OuterRef
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from news.channels.models import Channel
from news.lists.unindexed import Unindexed

Question = tuple[str, tuple[Any, ...]]  # SQL and its values
NO_PK = -1  # which no row has: stands for one that is put in later
MANY = 1000  # stories of one source that are sorted for a page; more stand so dense that the newest are soon found
EDITORS = """
    WITH RECURSIVE pen (name) AS (
        SELECT min(editor) FROM news_article WHERE editor > ''
        UNION ALL
        SELECT (SELECT min(editor) FROM news_article WHERE editor > pen.name) FROM pen WHERE pen.name IS NOT NULL
    )
    SELECT name FROM pen LIMIT %s"""


class ArticleQuerySet(models.QuerySet):
    def published(self, at: Any = None) -> ArticleQuerySet:
        """What readers may see now, or `at` a moment (or a `Given` one): the only place that knows."""
        # Asked of each row: of two upper bounds, SQLite takes this one for its index, and walks from now to the other.
        return self.filter(LessThanOrEqual(Unindexed("published_at"), at or timezone.now()))

    def from_source(self, name: str) -> ArticleQuerySet:
        """What names this source, looked for from the side of which there is less: the stories or the sources."""
        sources: Any = self.model._meta.get_field("sources").related_model
        named = sources.objects.filter(name=name).order_by()
        if named.values("pk")[MANY:].exists():
            beside = sources.objects.alias(plain_name=Unindexed("name")).filter(plain_name=name)
            return self.filter(Exists(beside.filter(article=OuterRef("pk"))))
        return self.filter(pk__in=named.values("article"))

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

    def earlier_related(self, article: Any, published_at: Any) -> ArticleQuerySet:
        """The earlier stories on the same matter as the `article` of that time; never later ones, whatever an editor
        has chosen."""
        found = self.filter(followed_by__article=article, published_at__lt=published_at)
        return found.order_by("followed_by__position", "followed_by__pk")

    def for_lists(self) -> ArticleQuerySet:
        """With what a line in a list shows: channel, mark, the first picture."""
        return self.for_lines().prefetch_related("photos", "videos")

    def for_lines(self) -> ArticleQuerySet:
        """The same without pictures and videos, which `fetch_attachments` reads."""
        return self.select_related("channel").defer("body")

    def newest_of_any(self, column: str, values: list[int], most: int) -> ArticleQuerySet:
        """The newest `most` stories with any of `values` in a column that has an index of its own, newest first."""
        # One walk along the index for each value; a window over all stories would read all stories.
        asked = self.of_each(column, values, most, "published_at", "pk")
        if not asked:
            return self.none()
        sql = " UNION ALL ".join(f"SELECT * FROM ({one}) AS part{number}" for number, (one, _) in enumerate(asked))
        with connection.cursor() as cursor:
            sql = f"SELECT * FROM ({sql}) AS parts ORDER BY 1 DESC, 2 DESC LIMIT %s"
            cursor.execute(sql, [*(value for _, values in asked for value in values), most])
            return self.filter(pk__in=[pk for _, pk in cursor.fetchall()]).newest()

    def of_each(self, column: str, values: list[int], each: int, *columns: str) -> list[Question]:
        """For every one of `values` (pks) of a column with an index of its own, what asks for the newest `each`.

        For these `columns` of them, or their pks. The SQL is written once: there are as many as channels and regions.
        """
        rows = self.filter(**{column: NO_PK}).newest()[:each].values_list(*columns or ("pk",))
        sql, params = rows.query.sql_with_params()
        return [(sql, tuple(value if param == NO_PK else param for param in params)) for value in values]

    def question(self) -> Question:
        """What asks for the pks of these."""
        sql, params = self.values_list("pk").query.sql_with_params()
        return sql, tuple(params)

    @staticmethod
    def pks_of(parts: dict[str, list[Question]]) -> dict[str, list[int]]:
        """{name: pks} of several lists, each of which may be made of several, by one question."""
        asked = [(name, part) for name, several in parts.items() for part in several]
        pks: dict[str, list[int]] = {name: [] for name in parts}
        if not asked:
            return pks
        one = "SELECT %s AS list, {0} AS part, ROW_NUMBER() OVER () AS place, pk FROM ({1}) AS part{0}"
        sql = " UNION ALL ".join(one.format(number, sql) for number, (_, (sql, _)) in enumerate(asked))
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for name, (_, values) in asked for value in (name, *values)])
            for name, _, _, pk in sorted(cursor.fetchall(), key=lambda row: row[1:3]):
                pks[name].append(pk)
        return pks

    @staticmethod
    def editors(most: int = 2000) -> list[str]:
        """The pen names under which stories were ever saved, at most `most`: one step along their index for each."""
        with connection.cursor() as cursor:
            cursor.execute(EDITORS, [most])
            return [name for (name,) in cursor.fetchall() if name]

    def with_kinds(self, *names: str) -> ArticleQuerySet:
        """With `has_…` for each of these relations: whether anything of it hangs on the story, which is seldom."""
        kinds: dict[str, Any] = {name: self.model._meta.get_field(name).related_model for name in names}
        return self.annotate(
            **{f"has_{name}": Exists(kind.objects.filter(article=OuterRef("pk"))) for name, kind in kinds.items()}
        )

    def for_page(self) -> ArticleQuerySet:
        return self.select_related("channel").prefetch_related("sources", "photos", "videos", "corrections")
