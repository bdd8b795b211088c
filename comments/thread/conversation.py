"""The exchange around a comment: what it answers, itself, and what answers it."""

from collections.abc import Iterator

from comments.thread.models import Comment

MOST = 200


def around(comment: Comment) -> list[Comment]:
    """Return the ancestors, the comment and its descendants that are shown, oldest first (at most 200)."""
    root = comment.root_id or comment.pk
    family = Comment.objects.filter(article_id=comment.article_id)
    pairs = dict(family.filter(root_id=root).values_list("pk", "parent_id")) | {root: None}
    wanted = {comment.pk, *ancestors(comment.pk, pairs), *descendants(comment.pk, pairs)}
    near = nearest(sorted(wanted), comment.pk)
    shown = {row.pk: row for row in family.in_thread().filter(pk__in=near).for_rendering()}
    shown.setdefault(comment.pk, comment)
    return sorted(shown.values(), key=lambda row: (row.shown_at_ms, row.pk))


def nearest(pks: list[int], pk: int) -> list[int]:
    """At most 200 of these pks: those around `pk`."""
    start = max(0, min(pks.index(pk) - MOST // 2, len(pks) - MOST))
    return pks[start : start + MOST]


def ancestors(pk: int, parents: dict[int, int | None]) -> Iterator[int]:
    parent = parents.get(pk)
    while parent:
        yield parent
        parent = parents.get(parent)


def descendants(pk: int, parents: dict[int, int | None]) -> Iterator[int]:
    """Everything below `pk`; parents are older than their answers, so one pass in order of pk is enough."""
    below = {pk}
    for child in sorted(parents):
        if parents[child] in below:
            below.add(child)
            yield child
