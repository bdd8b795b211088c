"""个人动态: what was done by and what happened to one person, newest first, out of six tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField, Exists, F, OuterRef, QuerySet, Value

from comments.gems.models import Gem
from comments.states import CommentState
from comments.submissions.authorship import Authorship
from comments.submissions.models import Submission
from comments.thread.models import Comment
from news.articles.models import Article
from news.lists.keyset import RowBefore

if TYPE_CHECKING:
    from comments.readers.models import Reader


PER_PAGE = 30
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KINDS = (
    "comment",
    "reply",
    "gem",
    "level",
    "story",
    "own",
    "sent",
)  # of two at one moment, the one further right comes first


@dataclass
class ActivityLine:
    """One line of an activity: what kind, which row, when."""

    kind: str
    row: Any
    at: datetime

    @property
    def place(self) -> tuple[int, int, int]:
        """Where this stands in time: (microseconds, kind, pk), by which a page goes on behind it."""
        return ((self.at - EPOCH) // timedelta(microseconds=1), KINDS.index(self.kind), self.row.pk)

    @property
    def mark(self) -> str:
        return "-".join(map(str, self.place))

    @property
    def cursor(self) -> int:
        """Of the article on which it happened, 0 if on none: votes, quotes and badges in the line move it."""
        thing = getattr(self.row, "comment", self.row)
        article = getattr(thing, "article", None)
        return article.cursor if article else 0


def parse_place(mark: str) -> Any:
    """The place that a mark names, or None if it is none."""
    parts = mark.split("-")
    fits = len(parts) == 3 and all(part.isascii() and part.isdigit() and len(part) < 18 for part in parts)
    return tuple(map(int, parts)) if fits and int(parts[1]) < len(KINDS) else None


def activity(reader: Reader, after: Any = None, owner: bool = False, only: str = "") -> tuple[list[ActivityLine], bool]:
    """Return (at most 30 `ActivityLine` behind the place `after`, whether there are more).

    `owner`: with what is held or was removed. `only`: "replies", "mentions" or "held", for the owner.
    """
    sources = [source for name, source in sources_of(reader, owner).items() if not only or name == only]
    lines = merge(*(newest_of(*source, after) for source in sources), key=lambda one: one.place, reverse=True)
    found = list(islice(lines, PER_PAGE + 1))
    return found[:PER_PAGE], len(found) > PER_PAGE


def sources_of(reader: Reader, owner: bool) -> dict[str, tuple[str, QuerySet[Any], str]]:
    """{name: (kind, rows, column of their time)} of what makes up the activity of a reader."""
    shown = Comment.objects.shown().in_open_articles()
    sources: dict[str, tuple[str, QuerySet[Any], str]] = {
        "comments": ("comment", shown.filter(author=reader).for_rendering(), "shown_at"),
        "replies": ("reply", shown.filter(answers=reader).exclude(author=reader).for_rendering(), "shown_at"),
        "gems": ("gem", Gem.objects.shown().filter(author=reader), "made_at"),
        "levels": ("level", reader.level_changes.all(), "made_at"),
        "stories": ("story", stories(reader), "article__published_at"),
    }
    if owner:
        mentioned = shown.filter(mentions__reader=reader).exclude(author=reader).distinct()
        sources["mentions"] = ("reply", mentioned.exclude(answers=reader).for_rendering(), "shown_at")
        waiting = Comment.objects.filter(
            author=reader, state__in=(CommentState.HELD, CommentState.HIDDEN)
        ).for_rendering()
        sources["held"] = ("own", waiting.prefetch_related("rulings"), "created_at")
        states = Submission.State
        sent = Submission.objects.filter(reader=reader, state__in=(states.SENT, states.REFUSED, states.WITHDRAWN))
        sources["sent"] = ("sent", sent.filter(sent_at__isnull=False), "sent_at")
    return sources


def stories(reader: Reader) -> QuerySet[Authorship]:
    published = Article.objects.published().filter(pk=OuterRef("article"))  # row by row: as a list it would be all
    return Authorship.objects.filter(Exists(published), reader=reader).select_related("article__channel")


def behind(kind: str, rows: QuerySet[Any], column: str, microseconds: int, of_kind: int, pk: int) -> QuerySet[Any]:
    """The rows of one source behind a place; of other kinds at the same moment only those later in the order."""
    moment = EPOCH + timedelta(microseconds=microseconds)
    if KINDS.index(kind) == of_kind:
        bound = Value(moment, output_field=DateTimeField())
        return rows.filter(RowBefore(F(column), F("pk"), bound, Value(pk)))
    return rows.filter(**{f"{column}__{'lte' if KINDS.index(kind) < of_kind else 'lt'}": moment})


def newest_of(kind: str, rows: QuerySet[Any], column: str, after: Any) -> list[ActivityLine]:
    """The newest rows of one source behind `after`, as `ActivityLine`, newest first."""
    if after:
        rows = behind(kind, rows, column, *after)
    newest = rows.order_by(f"-{column}", "-pk")[: PER_PAGE + 1]
    return [ActivityLine(kind, row, moment_of(row, column)) for row in newest]


def moment_of(row: Any, column: str) -> Any:
    for name in column.split("__"):
        row = getattr(row, name)
    return row
