"""One comment's row, rendered once for as long as nothing on it changes, for pages, answers and events alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import timezone

from comments.reputation.ranks import Rank
from comments.states import CommentState
from news.caching.lru import LruCache
from news.caching.parts import Row, join_parts, parse_parts, row_mark, size_of_row
from news.text.markup import trust_html
from news.variants.folding import fold

if TYPE_CHECKING:
    from comments.thread.models import Comment


MOST_BYTES = 24 * 1024 * 1024


def fetch_row(comment: Comment) -> Row:
    """The row of `comment`, which comes with its author, its parent's author and its mentions (`for_rendering()`)."""
    return ROWS.get_or_make(revisions_of(comment), lambda: render_row(comment))


def revisions_of(comment: Comment) -> tuple[Any, ...]:
    """What a row is kept by: the revision of each thing that it shows, how badges look, and the day, for moments of
    today are written by their hour alone."""
    parent = comment.parent
    readers = [comment.author, *([parent.author] if parent else []), *(m.reader for m in comment.named)]
    return (
        comment.pk,
        comment.revision,
        parent and (parent.pk, parent.revision),
        tuple((reader.pk, reader.revision) for reader in readers),
        Rank.mark(),
        timezone.localdate(),
    )


def render_row(comment: Comment, pieces: Any = None) -> Row:
    """The row of a comment, its quotation a row within it; `pieces`: its text with hits of a search marked."""
    parent = comment.parent if comment.parent_id else None
    quote = render_quote(parent) if parent else None
    rows = {quote.name: quote} if quote else {}
    attributes = render_to_string("comments/thread/_comment_attributes.html", {"comment": comment})
    context = {"comment": comment, "pieces": pieces, "quote": trust_html(row_mark(quote.name)) if quote else ""}
    context["attributes"] = attributes
    parts = parse_parts(render_to_string("comments/thread/_comment.html", context).strip(), rows)
    hidden = render_to_string("comments/thread/_hidden_comment.html", {"attributes": attributes}).strip()
    words = fold(comment.text) if comment.state != CommentState.DELETED else ""
    return Row(f"c{comment.pk}", comment.author_id, words, parts, hidden)


def render_quote(parent: Comment) -> Row:
    """The quotation of the comment that is answered; nothing stands in its place for whoever has hidden it."""
    html = render_to_string("comments/thread/_quote.html", {"parent": parent}).strip()
    words = fold(parent.first_line) if parent.is_shown else ""
    return Row(f"quote-{parent.pk}", parent.author_id, words, (html,), "")


def row_html(comment: Comment) -> str:
    """The HTML of a comment's row as everybody gets it."""
    return trust_html(join_parts(fetch_row(comment).parts))


ROWS = LruCache(MOST_BYTES, size_of_row)
