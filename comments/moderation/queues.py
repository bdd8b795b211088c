"""The moderators' queues: which comments wait where, in what order, for whom, and how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from comments.appeals.models import Appeal
from comments.reports.models import Report
from comments.sections.models import in_sections_of, is_limited, sections_of
from comments.states import CommentState
from comments.thread.models import Comment

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.queries import CommentQuerySet
    from news.articles.models import Article

COUNTED_TO = 999


@dataclass(frozen=True)
class Queue:
    """A queue: its name in addresses, its label, its comments in order, and whether what stands there waits."""

    name: str
    label: str
    rows: Callable[[CommentQuerySet], CommentQuerySet]
    waits: bool = True


QUEUES = {
    queue.name: queue
    for queue in (
        Queue("held", "待审", lambda rows: rows.filter(state=CommentState.HELD).order_by("created_at", "pk")),
        Queue("reported", "被举报", lambda rows: rows.filter(reported=True).order_by("-review_weight", "pk")),
        Queue(
            "collapsed",
            "已折叠",
            lambda rows: rows.filter(state=CommentState.COLLAPSED, reviewed=False).order_by("created_at", "pk"),
        ),
        Queue(
            "recent",
            "最近",
            lambda rows: rows.filter(state=CommentState.VISIBLE).order_by("-created_at", "-pk"),
            waits=False,
        ),
        Queue("all", "全部", lambda rows: rows.order_by("-pk"), waits=False),
    )
}


def check_moderator(request: Any) -> None:
    """PermissionDenied for whoever may not rule on comments."""
    if not request.user.has_perm("comments.change_comment"):
        raise PermissionDenied("您没有处理评论的权限。")


def moderated_by(moderator: Any, rows: Any = None) -> CommentQuerySet:
    """The comments, or those of `rows`, that this moderator may rule on: of a 版块版主, those in their sections."""
    return in_sections_of(moderator, Comment.objects.all() if rows is None else rows, "article__channel")


def moderates(reader: Reader, article: Article | None) -> bool:
    """Whether this reader rules on comments on `article`, or (None) on any at all."""
    if not (reader.is_staff and reader.has_perm("comments.change_comment")):
        return False
    sections = sections_of(reader) if article is not None else None
    return sections is None or article is None or article.channel in sections


def moderated_among(moderator: Any, pks: set[int]) -> set[int]:
    """Those of these comments (pks) that this moderator may rule on."""
    if not is_limited(moderator):
        return pks
    return set(moderated_by(moderator).filter(pk__in=pks).values_list("pk", flat=True))


def narrowed(rows: CommentQuerySet, filters: dict[str, Any]) -> CommentQuerySet:
    """Those of `rows` by one author, under one story, or with the same text as a comment (pks)."""
    if author := filters.get("author"):
        rows = rows.filter(author=author)
    if article := filters.get("article"):
        rows = rows.filter(article=article)
    if same := filters.get("same"):
        rows = rows.filter(folded__in=Comment.objects.filter(pk=same).values("folded"))
    return rows


def count_waiting(moderator: Reader) -> dict[str, int]:
    """{name of a queue: how many wait in it, counted up to 1,000}; reports of other things and appeals too."""
    rows = moderated_by(moderator)
    waiting = [queue for queue in QUEUES.values() if queue.waits]
    counts = {queue.name: count_bounded(queue.rows(rows)) for queue in waiting}
    counts["things"] = count_bounded(Report.objects.open().filter(comment=None).moderated_by(moderator))
    counts["appeals"] = count_bounded(Appeal.objects.waiting().moderated_by(moderator))
    return counts


def number_waiting(moderator: Reader) -> str:
    """How much waits to be read or was reported, of whatever kind, for the moderator's own masthead; "" for nothing."""
    if not moderates(moderator, None):
        return ""
    rows = moderated_by(moderator)
    number = sum(count_bounded(QUEUES[name].rows(rows)) for name in ("held", "reported"))
    number += count_bounded(Report.objects.open().filter(comment=None).moderated_by(moderator))
    return as_text(number) if number else ""


def count_bounded(rows: QuerySet[Any]) -> int:
    """How many rows there are, counted up to one more than is ever shown."""
    return rows.order_by()[: COUNTED_TO + 1].count()


def as_text(count: int) -> str:
    return f"{COUNTED_TO}+" if count > COUNTED_TO else str(count)
