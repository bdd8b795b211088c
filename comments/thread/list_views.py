"""查看对话, the permanent page of a comment, and 网友最新评论."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from comments.thread.conversation import around
from comments.thread.lists import comment_list, shown_in_open_articles
from comments.thread.models import Comment
from news.caching.pages import SESSION_COOKIE, render_public

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def conversation(request: SiteRequest, pk: int) -> HttpResponse:
    """The same public bytes for everyone; an author's own held comment is a page of its own, kept by nobody."""
    # Without a session nobody is asked for: to look would already make the answer vary by cookie.
    reader = request.user if SESSION_COOKIE in request.COOKIES and request.user.is_authenticated else None
    comment = get_object_or_404(Comment.objects.visible_to(reader).for_rendering(), pk=pk)
    context = {"comment": comment, "article": comment.article, "exchange": around(comment)}
    about = ("article", comment.article_id)
    response = render_public(
        request, "comments/thread/conversation.html", context, [comment.article.cursor], about=about
    )
    if not comment.is_in_thread:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def stream(request: SiteRequest) -> HttpResponse:
    return comment_list(
        request, "comments/thread/all_comments.html", shown_in_open_articles().newest(), title="网友最新评论"
    )
