"""查看对话, the permanent page of a comment, and 网友最新评论."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from comments.thread.conversation import around
from comments.thread.lists import comment_list, shown_in_open_articles
from comments.thread.models import Comment
from news.caching.pages import SESSION_COOKIE, render_public
from news.http.numbers import parse_pk
from news.http.paging import NO_PAGE, parse_page_number

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def conversation(request: SiteRequest, pk: int) -> HttpResponse:
    """The same public bytes for everyone; an author's own held comment is a page of its own, kept by nobody."""
    # Without a session nobody is asked for: to look would already make the answer vary by cookie.
    reader = request.user if SESSION_COOKIE in request.COOKIES and request.user.is_authenticated else None
    comment = get_object_or_404(Comment.objects.visible_to(reader).for_rendering(), pk=pk)
    after, page = place_after(request)
    exchange = around(comment, after)
    if after is not None and not exchange.comments:
        raise Http404(NO_PAGE)
    context = {"comment": comment, "article": comment.article, "exchange": exchange, "page": page}
    about = ("article", comment.article_id)
    response = render_public(
        request, "comments/thread/conversation.html", context, [comment.article.cursor], about=about
    )
    if not comment.is_in_thread:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def place_after(request: SiteRequest) -> tuple[int | None, int]:
    """(the pk behind which the page goes on, its number), (None, 1) for the first; 404 for what is neither."""
    raw = request.GET.get("after", "")
    if not raw:
        return None, 1
    after, page = parse_pk(raw), parse_page_number(request.GET.get("page"))
    if after is None or page is None:
        raise Http404(NO_PAGE)
    return after, page


def stream(request: SiteRequest) -> HttpResponse:
    return comment_list(
        request, "comments/thread/all_comments.html", shown_in_open_articles().newest(), title="网友最新评论"
    )
