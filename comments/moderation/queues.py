"""The moderators' queues: which comments wait where, in what order, for whom, and how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from comments.appeals.models import Appeal
from comments.reports.models import Report
from comments.sections.models import in_sections_of
from comments.states import CommentState
from comments.thread.models import Comment

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.queries import CommentQuerySet

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
    """How many comments wait to be read or were reported, for the moderator's own masthead; "" for none."""
    rows = moderated_by(moderator)
    number = sum(count_bounded(QUEUES[name].rows(rows)) for name in ("held", "reported"))
    return as_text(number) if number else ""


def count_bounded(rows: QuerySet[Any]) -> int:
    """How many rows there are, counted up to one more than is ever shown."""
    return rows.order_by()[: COUNTED_TO + 1].count()


def as_text(count: int) -> str:
    return f"{COUNTED_TO}+" if count > COUNTED_TO else str(count)
