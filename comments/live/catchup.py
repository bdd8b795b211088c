"""From a cursor to what has happened since: shared by the poll and by streams that begin behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from comments.live.buffer import RESYNC
from comments.live.rendering import render_changes
from comments.thread.models import Comment
from news.changes.models import Change
from news.http.numbers import parse_pk

if TYPE_CHECKING:
    from news.articles.models import Article


MOST = 300  # more changed things than this, and loading the page anew is cheaper for everybody


def position(raw: str) -> int | None:
    """A cursor from outside: an int, or None if it is absurd or missing."""
    return parse_pk(str(raw).strip())


def changes_since(article: Article, cursor: int | None) -> dict[tuple[str, int], int] | None:
    """Return {thing: id of its last change} after `cursor`, in order of those ids; None if it cannot be told.

    It cannot where the cursor was never given out, or lies before what is still kept.
    """
    if cursor is None or not article.pruned_to <= cursor <= article.cursor:
        return None
    things: dict[tuple[str, int], int] = {}
    for pk, kind, target in Change.objects.after(article.pk, cursor).values_list("pk", "kind", "target")[: MOST * 4]:
        things.pop((kind, target), None)
        things[kind, target] = pk
    complete = max(things.values(), default=cursor) >= article.cursor
    return expand(article, things) if complete else None


def expand(article: Article, things: dict[tuple[str, int], int]) -> dict[tuple[str, int], int] | None:
    """`things` with each change of many rows replaced by these; None if that makes more than `MOST`.

    As rows they are rendered once, and what is hidden later replaces them like any other element.
    """
    spread = {}
    for (kind, target), pk in things.items():  # in order of ids: of two the later one counts
        if kind not in (Change.Kind.AUTHOR, Change.Kind.QUOTES):
            spread[kind, target] = pk
            continue
        for comment in rows_of(article, kind, target):
            spread[Change.Kind.COMMENT, comment] = pk
        if len(spread) > MOST:
            return None
    return dict(sorted(spread.items(), key=lambda item: item[1])) if len(spread) <= MOST else None


def rows_of(article: Article, kind: str, target: int) -> Iterable[int]:
    """The pks of the rows that one change is of: all that show a person, or that quote a comment."""
    if kind == Change.Kind.AUTHOR:
        return Comment.objects.shown_by(article, target)
    return Comment.objects.quoting(target, MOST + 1)


def catch_up(article: Article, raw: str) -> tuple[int, Any]:
    """Return (cursor, parts with the elements changed since, as written), or (cursor, RESYNC)."""
    things = changes_since(article, position(raw))
    if things is None:
        return article.cursor, RESYNC
    cursor = max(things.values(), default=article.cursor)
    drawn = render_changes(article.pk, list(things)) if things else {}
    return cursor, tuple(part for element in drawn.values() for part in (element, "\n"))[:-1]
