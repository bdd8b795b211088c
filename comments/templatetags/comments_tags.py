"""Where article and thread meet: the tags that templates of `news` may load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone

from comments.polls.models import Poll
from comments.rankings.builders import TITLES, ranking_lines
from comments.reputation.scores import LIFTED
from comments.seo.structured_data import of_reader, of_story
from comments.submissions.authorship import Authorship
from comments.thread.models import Comment
from comments.thread.queries import PAGE, CommentQuerySet
from comments.thread.rows import fetch_row, render_row
from news.caching.parts import Row, join_parts, row_mark
from news.compiled_queries import NOW, CompiledQuery, Given
from news.text.markup import json_ld, trust_html
from news.variants.folding import fold

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.articles.models import Article


POLLS_MOST = 20  # in the head of their list
register = template.Library()


def thread_of() -> CommentQuerySet:
    return Comment.objects.filter(article=Given("article")).with_people()


NEWEST_OF_THREAD = CompiledQuery(lambda: thread_of().in_thread().newest()[: PAGE + LIFTED + 1])
LIFTED_OF_THREAD = CompiledQuery(lambda: thread_of().lifted())
POLLS_OF_STORY = CompiledQuery(
    lambda: Poll.objects.published(NOW).filter(article=Given("article")).order_by("pk").with_story()
)
NEWEST_POLLS = CompiledQuery(lambda: Poll.objects.published(NOW).newest().with_story()[:POLLS_MOST])


@register.inclusion_tag("comments/thread/_thread.html", takes_context=True)
def thread(context: Context, article: Article) -> dict[str, Any]:
    """The thread of an article: 热门评论, the composer, 当前热评."""
    shared = {name: context.get(name) for name in ("request", "site_name")}
    shared["new_hours"] = settings.NEW_ACCOUNT_HOURS
    # Read once: the structured data of the page names the same comments.
    rows = thread_rows(article)
    context.render_context["thread"] = rows
    return shared | rows | {"article": article, "capacity": PAGE}


def thread_rows(article: Article) -> dict[str, list[Comment]]:
    """{"lifted", "latest"}: what stands below a story; of a short thread by one question."""
    newest = NEWEST_OF_THREAD.fetch(article=article.pk)
    is_whole = len(newest) <= PAGE + LIFTED
    lifted = [row for row in newest if row.lifted] if is_whole else LIFTED_OF_THREAD.fetch(article=article.pk)
    latest = [row for row in newest if not row.lifted][:PAGE]
    Comment.objects.fetch_mentions([*lifted, *latest])
    return {"lifted": lifted, "latest": latest}


@register.simple_tag(takes_context=True)
def story_facts(context: Context, article: Article) -> str:
    """The structured data of an article page; stands behind its thread and names the same comments."""
    rows = context.render_context.get("thread") or {"lifted": [], "latest": []}
    return json_ld(of_story(article, context["request"].variant, [*rows["lifted"], *rows["latest"]]))


@register.simple_tag(takes_context=True)
def reader_facts(context: Context, reader: Reader) -> str:
    return json_ld(of_reader(reader, context["request"].variant))


@register.simple_tag(takes_context=True)
def comment_row(context: Context, comment: Comment, pieces: Any = None) -> str:
    """A comment's row, as it stands on every page; `pieces`: its text with the hits of a search marked."""
    return place_row(context, render_row(comment, pieces) if pieces else fetch_row(comment))


@register.simple_tag(takes_context=True)
def focus_title(context: Context, comment: Comment) -> str:
    """The words of a comment in the title of the page about it, which are hidden with it."""
    html = render_to_string(
        "comments/thread/_conversation_title.html", {"comment": comment, "request": context.get("request")}
    )
    return place_row(context, Row(f"title-{comment.pk}", comment.author_id, fold(comment.text), (html,), ""))


def place_row(context: Context, row: Row) -> str:
    """Leave a mark where a row stands on a page that is made of parts, else its HTML."""
    rows = getattr(context.get("request"), "rows", None)
    if rows is None:
        return trust_html(join_parts(row.parts))
    rows[row.name] = row
    return trust_html(row_mark(row.name))


@register.inclusion_tag("comments/readers/_badge.html")
def badge(reader: Reader) -> dict[str, Reader]:
    return {"reader": reader}


@register.simple_tag
def from_reader(article: Article) -> Authorship | None:
    """The row that says from which reader an article is, or None if it is the editors' own."""
    if "authorship" in article.attached:
        return article.attached["authorship"]
    return Authorship.of(article)


@register.inclusion_tag("comments/rankings/_ranking_head.html", takes_context=True)
def board_head(context: Context, name: str, most: int) -> dict[str, Any]:
    """The first `most` stories of a ranking, as they stand now, of the page's own `rankings` and `stories`."""
    lines = context["rankings"][name].head(context["stories"])[:most]
    return {"name": name, "title": TITLES[name], "lines": lines}


@register.inclusion_tag("comments/rankings/_gem_head.html", takes_context=True)
def gem_head(context: Context, most: int) -> dict[str, list[tuple[Any, ...]]]:
    return {"lines": ranking_lines(context["rankings"]["gems"], most)}


@register.inclusion_tag("comments/polls/_polls.html", takes_context=True)
def polls(context: Context, article: Article) -> dict[str, Any]:
    """The polls of an article."""
    rows = POLLS_OF_STORY.fetch(article=article.pk, now=timezone.now())
    prefetch_related_objects(rows, "choices")
    return {"request": context.get("request"), "polls": rows}


@register.inclusion_tag("comments/polls/_poll_head.html")
def poll_head(most: int) -> dict[str, list[Poll]]:
    """The newest polls, `most` of them (POLLS_MOST at the most)."""
    return {"polls": NEWEST_POLLS.fetch(now=timezone.now())[:most]}
