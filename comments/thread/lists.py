"""Paginated lists of comments from many articles, and the cursors of which their ETag is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from comments.thread.models import Comment
from news.caching.pages import render_public
from news.http.paging import paginate

if TYPE_CHECKING:
    from comments.thread.queries import CommentQuerySet
    from news.http.requests import SiteRequest


PER_PAGE = 30


def comment_list(request: SiteRequest, template: str, rows: CommentQuerySet, **context: Any) -> HttpResponse:
    comments, page, more = paginate(request, rows.for_rendering(), PER_PAGE)
    context |= {"comments": comments, "page": page, "more": more}
    return render_public(request, template, context, ["comments", more, cursors_under(comments), context.get("seen")])


def cursors_under(rows: list[Any]) -> list[tuple[int, int]]:
    """The cursors of the articles under which these stand."""
    return [(row.article_id, row.article.cursor) for row in rows]


def shown_in_open_articles() -> CommentQuerySet:
    return Comment.objects.shown().in_open_articles()
