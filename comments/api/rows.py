"""Comments and readers as the API says them: what their rows on pages show, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from comments.api.schemas import CommentFacts, QuoteFacts, ReaderFacts, ReaderLink
from comments.rulings.models import Ruling
from comments.states import CommentState
from comments.thread.vote_counts import explain_fold
from news.api.conversion import VariantText, html_to_text, in_seconds
from news.api.stories import article_link

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.models import Comment


def reader_link(reader: Reader, variant: VariantText) -> ReaderLink:
    return ReaderLink(**link_fields(reader, variant))


def link_fields(reader: Reader, variant: VariantText) -> dict[str, Any]:
    """What stands beside a reader's comments; of those who have left only what they are called now."""
    if reader.erased_at:
        return {"name": variant.sentence(reader.name), "url": None, "level": None, "badge": None, "verified": False}
    return {
        "name": reader.name,
        "url": variant.address(reader.get_absolute_url()),
        "level": reader.level,
        "badge": reader.badge if reader.shown_title else variant.text(reader.badge),
        "verified": reader.verified,
    }


def reader_facts(reader: Reader, variant: VariantText) -> ReaderFacts:
    """What the head of a reader's page shows."""
    bio = escape(reader.bio).replace("\n", "<br>\n")
    return ReaderFacts(
        **link_fields(reader, variant),
        title=reader.shown_title,
        points=reader.points,
        flowers_received=reader.flowers_received,
        bio=html_to_text(variant.unit(bio)),
        portrait=variant.address(reader.portrait.url) if reader.portrait else None,
        joined_at=None if reader.imported else in_seconds(reader.date_joined),
        imported=reader.imported,
    )


def comment_rows(comments: Iterable[Comment], variant: VariantText) -> list[CommentFacts]:
    """These comments (of `for_rendering`), which everybody may see."""
    comments = list(comments)
    reasons = fold_reasons([one.pk for one in comments if one.state == CommentState.COLLAPSED])
    return [comment_row(one, variant, reasons.get(one.pk)) for one in comments]


def fold_reasons(pks: list[int]) -> dict[int, str]:
    """{pk: why it is folded up} of collapsed comments, by one question."""
    if not pks:
        return {}
    newest: dict[Any, Ruling] = {}
    for ruling in Ruling.objects.filter(comment__in=pks).order_by("-pk"):
        newest.setdefault(ruling.comment_id, ruling)
    return {pk: explain_fold(newest.get(pk)) for pk in pks}


def comment_row(comment: Comment, variant: VariantText, fold_reason: str | None = None) -> CommentFacts:
    """One comment; of a deleted one only its place."""
    html = variant.unit(comment.html) if comment.is_shown else None
    state: Any = comment.state
    return CommentFacts(
        id=comment.pk,
        url=variant.address(comment.get_absolute_url()),
        article=article_link(comment.article, variant),
        floor=comment.floor,
        state=state,
        fold_reason=variant.sentence(fold_reason) if fold_reason else None,
        lifted=comment.lifted,
        author=reader_link(comment.author, variant) if comment.is_shown else None,
        text=html_to_text(html) if html is not None else None,
        html=html,
        reply_to=quote_facts(comment.parent, variant) if comment.parent and comment.is_shown else None,
        posted_at=in_seconds(comment.shown_at or comment.created_at),
        edited=bool(comment.edited_at),
        flowers=comment.flowers if comment.is_shown else 0,
        eggs=comment.eggs if comment.is_shown else 0,
        replies=comment.reply_count,
    )


def quote_facts(parent: Comment, variant: VariantText) -> QuoteFacts:
    """The comment that is answered, as it is quoted."""
    if not parent.is_shown:
        state: Any = "deleted" if parent.state == CommentState.DELETED else "hidden"
        return QuoteFacts(id=parent.pk, url=None, state=state, author=None, text=None)
    address, said = variant.address(parent.get_absolute_url()), variant.text(parent.first_line)
    name = parent.author.name
    return QuoteFacts(id=parent.pk, url=address, state="visible", author=name, text=said)
