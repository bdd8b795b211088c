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
MOST_LETTERS = 2 * 1024 * 1024  # of fragments that several rows have in common
NO_COMMENT = 9_007_199_254_740_991  # stands in them for the number of a comment: no column of counts holds as much
FOLDER = "comments/thread"
ATTRIBUTES = (
    'id="comment-{}" class="comment" data-into="{}" data-at="{}" data-state="{}" data-author="{}" data-parent="{}"'
)


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
    attributes = attributes_of(comment)
    context = {
        "comment": comment,
        "attributes": attributes,
        "conversation": comment.get_absolute_url(),
        "author": render_author(comment),
        "quote": trust_html(row_mark(quote.name)) if quote else "",
        "pieces": pieces,
        "actions": render_actions(comment),
    }
    parts = parse_parts(render_to_string("comments/thread/_comment.html", context).strip(), rows)
    words = fold(comment.text) if comment.state != CommentState.DELETED else ""
    # What stands in its place for whoever has hidden its author or a word of it.
    hidden = f"<li {attributes} hidden></li>"
    return Row(f"c{comment.pk}", comment.author_id, words, parts, hidden)


def attributes_of(comment: Comment) -> str:
    """The attributes of a row, by which the page's script knows and places it: numbers, and words of ours."""
    place = comment.pk, comment.group, comment.shown_at_ms, CommentState(comment.state)
    return trust_html(ATTRIBUTES.format(*place, comment.author_id, comment.parent_id or ""))


def render_author(comment: Comment) -> str:
    """The beginning of a row: who wrote it. Rendered once for all comments of one person."""
    author = comment.author
    context = {"author": author, "as_editor": comment.as_editor}
    key = ("author", author.pk, author.revision, Rank.mark(), comment.as_editor)
    return trust_html(FRAGMENTS.get_or_make(key, lambda: render_to_string(f"{FOLDER}/_comment_author.html", context)))


def render_actions(comment: Comment) -> str:
    """The end of a row: votes and links. Rendered once for all comments that differ in nothing but their numbers."""
    shown = {
        "is_held": comment.state == CommentState.HELD,
        "is_answer": comment.parent_id is not None,
        "reply_count": comment.reply_count,
        "flowers": comment.flowers,
        "eggs": comment.eggs,
    }
    context = {"comment": shown | {"pk": NO_COMMENT}}
    key = ("actions", *shown.values())
    html = FRAGMENTS.get_or_make(key, lambda: render_to_string(f"{FOLDER}/_comment_actions.html", context))
    return trust_html(put_number(html, comment.pk))


def put_number(html: str, pk: int | str) -> str:
    """A fragment that was rendered of NO_COMMENT, as that of the comment (or story) `pk`."""
    return html.replace(str(NO_COMMENT), str(pk))


def render_quote(parent: Comment) -> Row:
    """The quotation of the comment that is answered; nothing stands in its place for whoever has hidden it."""
    html = render_to_string("comments/thread/_quote.html", {"parent": parent}).strip()
    words = fold(parent.first_line) if parent.is_shown else ""
    return Row(f"quote-{parent.pk}", parent.author_id, words, (html,), "")


def row_html(comment: Comment) -> str:
    """The HTML of a comment's row as everybody gets it."""
    return trust_html(join_parts(fetch_row(comment).parts))


ROWS = LruCache(MOST_BYTES, size_of_row)
FRAGMENTS: LruCache[str] = LruCache(MOST_LETTERS, lambda html: len(html) + 200)
