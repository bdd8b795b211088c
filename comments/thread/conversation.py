"""The exchange around a comment: what it answers, itself, and what answers it. Of any length, a page is bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from comments.thread.models import Comment

ANCESTORS = 80  # the nearest that stand above a comment
PER_PAGE = 100  # of what answers it
LOOKED_AT = 1000  # rows of the whole exchange among which deeper answers are looked for
UPWARDS = """
    WITH RECURSIVE above (id, parent_id) AS (
        SELECT id, parent_id FROM comments_comment WHERE id = %s
        UNION ALL
        SELECT comment.id, comment.parent_id
        FROM above JOIN comments_comment AS comment ON comment.id = above.parent_id
    )
    SELECT id FROM above LIMIT %s"""


@dataclass
class Exchange:
    """A page of an exchange, oldest first; `after`: the pk behind which the next one begins, or None."""

    comments: list[Comment]
    after: int | None


def around(comment: Comment, after: int | None = None) -> Exchange:
    """The comment with the nearest that it answers and the first of its answers; behind the pk `after` only answers.

    What answers it not directly is found among the next thousand of the exchange; the rest stands on the pages of the
    answers themselves.
    """
    answers = answers_behind(comment, comment.pk if after is None else after)
    shown, more = answers[:PER_PAGE], len(answers) > PER_PAGE
    wanted = [*shown, *(ancestors(comment) if after is None else ())]
    rows = {row.pk: row for row in Comment.objects.in_thread().filter(pk__in=wanted).for_rendering()}
    if after is None:
        rows.setdefault(comment.pk, comment)
    in_order = sorted(rows.values(), key=lambda row: (row.shown_at_ms, row.pk))
    return Exchange(in_order, shown[-1] if more else None)


def ancestors(comment: Comment) -> list[int]:
    """The pks of the nearest comments above, up from the one that is answered, at most 80."""
    if comment.parent_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(UPWARDS, [comment.parent_id, ANCESTORS])
        return [pk for (pk,) in cursor.fetchall()]


def answers_behind(comment: Comment, after: int) -> list[int]:
    """The pks of the next 101 comments that answer this one or an answer to it, in order, behind the pk `after`."""
    behind = Comment.objects.filter(pk__gt=after).order_by("pk")
    if comment.parent_id is None:
        return list(behind.filter(root=comment.pk).values_list("pk", flat=True)[: PER_PAGE + 1])
    direct = behind.filter(parent=comment.pk).values_list("pk", flat=True)[: PER_PAGE + 1]
    family = behind.filter(root=comment.root_id).values_list("pk", "parent_id")[:LOOKED_AT]
    return sorted({*direct, *descendants(comment.pk, family)})[: PER_PAGE + 1]


def descendants(pk: int, family: Iterable[tuple[int, int | None]]) -> Iterator[int]:
    """Everything below `pk`; parents are older than their answers, so one pass in order of pk is enough."""
    below = {pk}
    for child, parent in family:
        if parent in below:
            below.add(child)
            yield child
