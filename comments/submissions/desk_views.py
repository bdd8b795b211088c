"""审稿: the queue of 投稿 in the admin, each with the page as it would stand, and what an editor decides on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from comments.readers.models import Reader
from comments.submissions.desk_forms import AdaptForm, AnswerForm
from comments.submissions.models import Submission
from news.articles.models import Article
from news.channels.models import Channel
from news.editing.preview import UNSAVED, framed, render_preview
from news.http.numbers import parse_pk
from news.text.dates import format_moment
from news.text.markup import BODY_LONGEST, clean_body

if TYPE_CHECKING:
    from comments.submissions.queries import SubmissionQuerySet
    from news.http.requests import SiteRequest

PER_PAGE = 100  # of the list of what waits


def desk_urls() -> list[Any]:
    """The addresses of the queue, below those of 投稿 in the admin."""
    wrap = admin.site.admin_view
    return [
        path("queue/", wrap(queue), name="comments_submission_queue"),
        path("queue/<int:pk>/", wrap(review), name="comments_submission_review"),
        path("queue/<int:pk>/preview/", wrap(preview), name="comments_submission_preview"),
    ]


def rows_for(request: SiteRequest) -> SubmissionQuerySet:
    """What this member of the staff may answer; PermissionDenied for who may answer none."""
    if not request.user.has_perm("comments.change_submission"):
        raise PermissionDenied("您没有审稿的权限。")
    return Submission.objects.for_desk(request.user).select_related("reader", "board", "moderator", "article")


@require_safe
def queue(request: SiteRequest) -> HttpResponse:
    """What waits, the longest first."""
    waiting = rows_for(request).waiting().order_by("sent_at", "pk")
    context = admin.site.each_context(request) | {"title": "审稿", "rows": waiting[:PER_PAGE]}
    return render(request, "admin/comments/submission/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SiteRequest, pk: int) -> HttpResponse:
    """One 投稿 with its preview and forms; and the answer to what an editor decided."""
    row = get_object_or_404(rows_for(request), pk=pk)
    act, editor = request.POST.get("act", ""), request.user.editor_name
    plain = AnswerForm(row, act, editor, request.POST if act in ("accept", "refuse") else None)
    adapted = AdaptForm(row, act, editor, request.POST if act == "adapt" else None)
    problem = ""
    for form in (plain, adapted):
        if form.is_valid() and not (problem := decide(request, row, form)):
            return redirect("admin:comments_submission_queue")
    return review_page(request, row, plain, adapted, problem)


def review_page(
    request: SiteRequest, row: Submission, plain: AnswerForm, adapted: AdaptForm, problem: str
) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "title": f"审稿：{row}",
        "row": row,
        "plain": plain,
        "adapted": adapted,
        "problem": problem or said_of(row, request.user),
        "waits": row.state == Submission.State.SENT,
    }
    return render(request, "admin/comments/submission/review.html", context, status=409 if problem else 200)


def decide(request: SiteRequest, row: Submission, form: AnswerForm) -> str:
    """Do what the form says; return the sentence of why it could not be done, or ""."""
    data = form.cleaned_data
    if form.act == "refuse":
        done = row.refuse(request.user, data["answer"])
    else:
        pen_name = data.get("pen_name", "")
        done = row.accept(request.user, data.get("channel"), data["answer"], form.story(), pen_name)
    if not done:
        row.refresh_from_db()
        return f"{said_of(row, request.user)}您的决定没有保存。"
    if data.get("keep_pen_name") and data.get("pen_name"):
        Reader.objects.filter(pk=request.user.pk).update(pen_name=data["pen_name"])
    messages.success(request, f"《{row.title}》已处理，作者会得到通知。")
    return ""


def said_of(row: Submission, reader: Reader) -> str:
    """Why this reader cannot answer it (any more), as a sentence; "" if they can."""
    if row.state == Submission.State.SENT:
        return "这是您自己的投稿，请由其他网编处理。" if row.reader_id == reader.pk else ""
    if row.moderator is None:
        return f"这篇投稿已经不在队列里（{row.outcome}）。"
    when = f"已于 {format_moment(row.answered_at)} " if row.answered_at else "已"
    return f"{row.moderator.name} {when}处理了这篇投稿：{row.outcome}。"


@framed
def preview(request: Any, pk: int) -> HttpResponse:
    """The page as it would stand: as it was sent, or as the form of 修改后采用 says now; nothing is saved."""
    row = get_object_or_404(rows_for(request), pk=pk)
    data = request.POST if request.method == "POST" else {"pen_name": request.user.editor_name}
    return render_preview(request, previewed(row, data))


def previewed(row: Submission, data: Any) -> Article:
    """The story that would be made of a row, which stands in no table, with what is typed in `data`."""
    typed = {name: data.get(name, "").replace("\x00", "") for name in ("title", "text", "pen_name")}
    chosen = Channel.objects.for_stories().filter(pk=parse_pk(data.get("channel", "")) or 0).first()
    story = Article(
        pk=UNSAVED,
        channel=row.board or chosen or Channel.objects.for_stories().first(),
        title=typed["title"][:120] or str(row),
        body=clean_body(typed["text"][:BODY_LONGEST]) if typed["text"] else row.body,
        editor="" if row.board else typed["pen_name"][:20],
        published_at=timezone.now(),
        revised_at=timezone.now(),
    )
    sources = [row.source(story)] if row.link else []
    story.attached = {"photos": list(row.photos.all()), "sources": sources, "authorship": row.authorship(story)}
    return story
