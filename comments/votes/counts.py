"""How many flowers and eggs something has, as open pages show it: rendered once for all that have as many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from comments.thread.rows import FRAGMENTS, NO_COMMENT, put_number

if TYPE_CHECKING:
    from comments.thread.models import Comment
    from news.articles.models import Article


def render_comment_counts(comment: Comment) -> str:
    shown = {"pk": NO_COMMENT, "flowers": comment.flowers, "eggs": comment.eggs}
    return put_number(render_once("comments/votes/_counts.html", {"comment": shown}, shown), comment.pk)


def render_article_counts(article: Article) -> str:
    shown = {"flowers": article.flowers, "eggs": article.eggs}
    return render_once("comments/votes/_article_counts.html", {"article": shown}, shown)


def render_once(template: str, context: dict[str, dict[str, int]], shown: dict[str, int]) -> str:
    key = (template, *shown.values())
    return FRAGMENTS.get_or_make(key, lambda: render_to_string(template, context).strip())
