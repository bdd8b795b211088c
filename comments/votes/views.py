"""鲜花 and 鸡蛋, in the toggling and in the repeatable form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from comments.responses.answers import (
    answer_with,
    is_fragment_request,
    reader_action,
    redirect,
    render_answer,
    where_pressed,
)
from comments.responses.guest_texts import GUEST_VOTE, keep_in_session
from comments.states import CommentState
from comments.thread.opening import find_visible
from comments.votes.counts import render_article_counts, render_comment_counts
from comments.votes.forms import parse_reason, parse_vote
from comments.votes.models import ArticleVote, CommentVote
from news.articles.models import Article

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def keep_comment_vote(request: SiteRequest, pk: int) -> None:
    want, _ = parse_vote(request)
    if want:
        vote = {"on": "comment", "pk": pk, "want": want, "reason": parse_reason(request)}
        keep_in_session(request, GUEST_VOTE, vote)


def keep_article_vote(request: SiteRequest, pk: int) -> None:
    want, _ = parse_vote(request)
    if want:
        keep_in_session(request, GUEST_VOTE, {"on": "article", "pk": pk, "want": want})


@reader_action("#comment-{pk}", keep=keep_comment_vote)
def on_comment(request: SiteRequest, pk: int) -> HttpResponse:
    visible = find_visible(pk, request.user)
    if visible is None:
        raise Http404("没有这条评论。")
    want, toggle = parse_vote(request)
    comment = CommentVote.cast(request.user, visible, want, toggle, parse_reason(request))
    if is_fragment_request(request):
        if comment.state == CommentState.COLLAPSED:
            return render_answer(request, "comments/thread/_row.html", {"comment": comment})
        return answer_with(request, render_comment_counts(comment), comment.article_id)
    return redirect(where_pressed(request, f"#comment-{pk}"))


@reader_action("#article-votes", keep=keep_article_vote)
def on_article(request: SiteRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.published().only("pk"), pk=pk)
    want, toggle = parse_vote(request)
    article = ArticleVote.cast(request.user, article, want, toggle)
    if is_fragment_request(request):
        return answer_with(request, render_article_counts(article), article.pk)
    return redirect(where_pressed(request, "#article-votes"))
