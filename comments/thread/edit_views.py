"""One's own comments: edited within five minutes, or taken back. Without a script each has a small page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from comments.exceptions import Gone, Refused
from comments.origins.models import origin_of
from comments.responses.answers import is_fragment_request, redirect, render_answer, render_refusal, with_retry
from comments.responses.guest_texts import give_back, own_page
from comments.states import CommentState
from comments.thread.forms import EditForm
from comments.thread.guards import refuse_edit
from comments.thread.models import Comment

if TYPE_CHECKING:
    from comments.exceptions import Forbidden
    from news.http.requests import SiteRequest


@own_page
def edits(request: SiteRequest, pk: int) -> HttpResponse:
    comment = Comment.objects.filter(author=request.user, pk=pk).for_rendering().first()
    if comment is None:
        return not_own(request)
    sent = request.method == "POST" or request.POST  # of a GET: what was typed before the sign-in, see `own_page`
    form = EditForm(request.POST if sent else None, initial={"text": comment.text})
    try:
        refuse_edit(comment)
        if request.method != "POST":
            return edit_page(request, comment, form)
        if not form.is_valid():
            raise Refused(form.errors["text"][0])
        comment.edit(form.cleaned_data["text"], origin_of(request))
    except Refused as error:
        return edit_page(request, comment, form, error)
    return answer_with_changed_row(request, comment)


def not_own(request: SiteRequest) -> HttpResponse:
    """The answer where this reader has no such comment; with what was typed, perhaps as somebody else."""
    if not request.POST.get("text"):
        raise Http404
    error = Gone("这条评论不是现在登录的账号发表的，不能修改。")
    return give_back(request, error, request.POST["text"], reverse("home"))


def edit_page(
    request: SiteRequest, comment: Comment, form: EditForm, error: Forbidden | Refused | None = None
) -> HttpResponse:
    if error and is_fragment_request(request):
        return render_refusal(request, error)
    context = {"comment": comment, "form": form, "error": str(error or "")}
    response = render(request, "comments/thread/edit.html", context, status=error.status if error else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return with_retry(response, error)


def answer_with_new_row(request: SiteRequest, comment: Comment) -> HttpResponse:
    """The answer to a post that made `comment`; it is read again only where it names somebody."""
    return (answer_with_changed_row if comment.names_somebody else answer_with_row)(request, comment)


def answer_with_changed_row(request: SiteRequest, comment: Comment) -> HttpResponse:
    """The answer to a change of `comment`, which does not come with all that its row shows."""
    if is_fragment_request(request):
        comment = Comment.objects.for_rendering().get(pk=comment.pk)
    return answer_with_row(request, comment)


def answer_with_row(request: SiteRequest, comment: Comment) -> HttpResponse:
    """`comment` comes with all that its row shows; see `fetch_row`."""
    if not is_fragment_request(request):
        return redirect(f"{comment.get_absolute_url()}#comment-{comment.pk}")
    template = (
        "comments/thread/_row.html"
        if comment.is_in_thread or comment.state == CommentState.HELD
        else "comments/thread/_removed_comment.html"
    )
    return render_answer(request, template, {"comment": comment, "pk": comment.pk})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SiteRequest, pk: int) -> HttpResponse:
    """Sent again, it is answered as the first time."""
    rows = Comment.objects.deletable_by(request.user)
    if request.method == "POST":
        rows |= Comment.objects.filter(author=request.user, state=Comment.State.DELETED)
    comment = get_object_or_404(rows.for_rendering(), pk=pk)
    if request.method != "POST":
        return render_answer(request, "comments/thread/delete.html", {"comment": comment})
    deleted = comment.delete_by_author()
    if is_fragment_request(request) or deleted.is_in_thread:
        return answer_with_changed_row(request, deleted)
    return redirect(f"{comment.article.get_absolute_url()}#comments")
