"""What a change looks like: the elements that replace what open pages show, from what is true now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from comments.polls.models import Poll
from comments.thread.models import Comment
from comments.thread.rows import fetch_row
from comments.votes.counts import render_article_counts, render_comment_counts
from news.articles.models import Article
from news.changes.models import Change
from news.compiled_queries import CompiledListQuery, CompiledQuery, Given
from news.variants.html import convert_html
from news.variants.models import ConversionOverride

if TYPE_CHECKING:
    from news.caching.parts import Row


Kind = Change.Kind
STORY = CompiledQuery(lambda: Article.objects.defer("body").filter(pk=Given("pk")))
COMMENTS = CompiledListQuery(lambda pks: Comment.objects.filter(article=Given("article"), pk__in=pks).with_people())


def render_changes(article_pk: int, things: list[tuple[str, int]]) -> dict[tuple[str, int], Row | str]:
    """Draw `things` [(kind, target)] of one article, as written; return {thing: HTML, or the row of a comment}.

    Always from the rows as they stand now: a thing that changed twice is rendered once, and what was hidden
    meanwhile is rendered as gone.
    """
    whole = any(kind == Kind.STORY for kind, _ in things)
    article = Article.objects.for_page().get(pk=article_pk) if whole else STORY.get(pk=article_pk)
    wanted = {target for kind, target in things if kind in (Kind.COMMENT, Kind.COUNTS)}
    comments = {row.pk: row for row in COMMENTS.fetch(wanted, article=article_pk)}
    Comment.objects.fetch_mentions([*comments.values()])
    drawn = {thing: render_change(article, comments, *thing) for thing in things}
    return {thing: part.strip() if isinstance(part, str) else part for thing, part in drawn.items()}


def render_change(article: Article, comments: dict[int, Comment], kind: str, target: int) -> Row | str:
    if kind == Kind.STORY:
        return render_to_string("news/articles/_story.html", {"article": article})
    if kind == Kind.VOTES:
        return render_article_counts(article)
    if kind == Kind.COUNT:
        return render_to_string("comments/thread/_comment_count.html", {"article": article})
    if kind == Kind.POLL:
        return render_poll(article, target)
    return render_comment(comments.get(target), kind, target)


def render_poll(article: Article, target: int) -> str:
    poll = Poll.objects.published().filter(article=article).prefetch_related("choices").filter(pk=target).first()
    return render_to_string("comments/polls/_poll_results.html", {"poll": poll}) if poll else ""


def render_comment(comment: Comment | None, kind: str, target: int) -> Row | str:
    if comment is None or not comment.is_in_thread:
        return render_to_string("comments/thread/_removed_comment.html", {"pk": target})
    if kind == Kind.COUNTS:
        return render_comment_counts(comment)
    return fetch_row(comment)


def convert_element(html: str, variant: str, article_pk: int) -> str:
    """The HTML of an element of an article in a reader's variant ("" is as written)."""
    return convert_html(html, variant, ConversionOverride.table(variant, article_pk))
