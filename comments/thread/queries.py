"""Which comments, in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, prefetch_related_objects
from django.db.models.lookups import Exact, In

from comments.reputation.scores import LIFTED
from comments.states import SHOWN_STATES, STANDING_STATES, CommentState
from news.compiled_queries import CompiledQuery, Given
from news.lists.unindexed import Unindexed

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.models import Comment  # noqa: F401  (named in quotes)
    from news.articles.models import Article
    from news.articles.queries import ArticleQuerySet


PAGE = 30
# By no index of the state: nearly all rows are shown, and SQLite would gather them first.
IS_SHOWN = In(Unindexed("state"), SHOWN_STATES)
IN_THREAD = Q(IS_SHOWN) | Q(Exact(Unindexed("state"), CommentState.DELETED), reply_count__gt=0)
SEEN_OF_ONE = 60  # rows of one person that an open page is likely to show


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown(self) -> CommentQuerySet:
        """What counts as one of the 条: visible, or collapsed in its place."""
        return self.filter(IS_SHOWN)

    def in_thread(self) -> CommentQuerySet:
        """What stands on pages: shown comments, and the tombstones of deleted ones that have replies."""
        return self.filter(IN_THREAD)

    def visible_to(self, reader: Reader | None) -> CommentQuerySet:
        """What this reader (or None, a guest) may open: the thread, and their own held comments."""
        if reader is None:
            return self.in_thread().in_open_articles()
        return self.visible_to_staff() if reader.is_staff else self.visible_to_one(reader)

    def visible_to_staff(self, at: Any = None) -> CommentQuerySet:
        """What the staff may open, now or `at` a moment: all that is held, too."""
        return self.filter(IN_THREAD | Q(state=CommentState.HELD)).in_open_articles(at)

    def visible_to_one(self, reader: Any, at: Any = None) -> CommentQuerySet:
        """What one reader (or the `Given` pk of one) may open, now or `at` a moment."""
        return self.filter(IN_THREAD | Q(author=reader, state=CommentState.HELD)).in_open_articles(at)

    def in_open_articles(self, at: Any = None) -> CommentQuerySet:
        """Of stories that readers may see now, or `at` a moment."""
        # Row by row: as a list, the database would gather all stories there are for a page of thirty comments.
        return self.filter(Exists(self.open_articles(at).filter(pk=OuterRef("article"))))

    def open_articles(self, at: Any = None) -> ArticleQuerySet:
        articles: Any = self.model._meta.get_field("article").related_model
        return articles.objects.published(at).values("pk")

    def editable_by(self, reader: Reader) -> CommentQuerySet:
        """What this reader may still change: their own, for five minutes, while it is shown or held."""
        return self.filter(
            author=reader,
            state__in=STANDING_STATES,
            created_at__gt=self.model.editable_since(),
        )

    def deletable_by(self, reader: Any) -> CommentQuerySet:
        return self.filter(author=reader, state__in=STANDING_STATES)

    def for_rendering(self) -> CommentQuerySet:
        """With all that one fragment shows."""
        return self.with_people().prefetch_related(self.mentions_with_readers())

    def with_people(self) -> CommentQuerySet:
        """With their stories, but for the texts of these, and the people of a fragment but for those who are named."""
        return self.select_related("author", "article", "parent__author").defer("article__body")

    def mentions_with_readers(self) -> Prefetch:
        mentions: Any = self.model.mentions.rel.related_model
        return Prefetch("mentions", queryset=mentions.objects.select_related("reader"))

    def fetch_mentions(self, comments: list[Comment]) -> None:
        """Let those of `comments` (of `with_people`) whose texts name somebody know whom, by one question."""
        prefetch_related_objects([one for one in comments if one.names_somebody], self.mentions_with_readers())

    def newest(self) -> CommentQuerySet:
        return self.order_by("-shown_at", "-pk")

    def featured(self) -> CommentQuerySet:
        """编辑精选: those that editors have marked, the last marked first."""
        return self.filter(featured_at__isnull=False).order_by("-featured_at", "-pk")

    def lifted(self) -> CommentQuerySet:
        return self.filter(lifted=True).newest()

    def latest(self) -> CommentQuerySet:  # type: ignore[override]
        """当前热评: the newest that are not lifted."""
        return self.in_thread().filter(lifted=False).newest()

    def best(self) -> CommentQuerySet:
        """The five that belong into 热门评论, best first."""
        return self.filter(state=CommentState.VISIBLE, liftable=True).order_by("-hot", "-pk")[:LIFTED]

    def shown_by(self, article: Article | int, reader_pk: int) -> set[int]:
        """The pks of the rows on open pages of `article` that show this reader: written by them, or quoting them."""
        floor = self.filter(article=article).in_thread()
        newest = [floor.filter(**{who: reader_pk}).newest()[:SEEN_OF_ONE] for who in ("author", "answers")]
        return {comment.pk for rows in newest for comment in rows.only("pk")} | set(
            floor.filter(author=reader_pk, lifted=True).values_list("pk", flat=True)
        )

    def quoting(self, pk: int, most: int) -> list[int]:
        """The pks of at most `most` shown comments that quote this one, since they answer it."""
        return list(self.filter(parent=pk).shown().order_by().values_list("pk", flat=True)[:most])

    def floors(self, page: int) -> CommentQuerySet:
        """The comments of one page of the thread: a fixed range of 楼, so that pages never shift."""
        return self.filter(floor__gt=(page - 1) * PAGE, floor__lte=page * PAGE)

    def regroup(self, article_pk: int) -> list[int]:
        """Of one article's comments, lift the five best and let the others down; return the pks that moved."""
        best, lifted = (
            {pk for (pk,) in query.fetch(article=article_pk)} for query in (BEST_OF_ARTICLE, LIFTED_OF_ARTICLE)
        )
        moved = best ^ lifted
        for pk in moved:
            self.filter(pk=pk).update(lifted=pk in best, revision=F("revision") + 1)
        return sorted(moved)


def of_article() -> CommentQuerySet:
    """The comments of the article that is given."""
    comments: CommentQuerySet = apps.get_model("comments.Comment").objects.filter(article=Given("article"))
    return comments


BEST_OF_ARTICLE = CompiledQuery(lambda: of_article().best().values_list("pk"))
# In an order: without one, SQLite passes the partial index over and walks the whole thread.
LIFTED_OF_ARTICLE = CompiledQuery(lambda: of_article().lifted().values_list("pk"))
