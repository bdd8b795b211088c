"""投稿: writing, its preview, its pictures, and the list of what one has sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.exceptions import Conflict, Gone, Refused
from comments.rate_limits.limits import account_of, enforce
from comments.responses.answers import (
    ask_again,
    is_fragment_request,
    reader_action,
    redirect,
    render_answer,
    with_retry,
)
from comments.responses.guest_texts import own_page
from comments.submissions.forms import RewriteForm, SubmissionForm, discard, discard_blank, drop_pictures, take_pictures
from comments.submissions.guards import WRITES_FROM
from comments.submissions.models import Submission
from comments.thread.forms import fresh_key
from comments.thread.lists import PER_PAGE
from news.articles.body import body_parts
from news.caching.pages import SESSION_COOKIE, render_public
from news.channels.models import Channel
from news.http.paging import paginate

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


MINE = "/submissions/"
FIELDS = ("title", "text", "link")
GONE = "这篇稿件已经删除，或不在现在登录的账号下。您写的文字还在，可以另存为一篇新稿。"
SENT = "这篇稿件已经提交或撤下，改动没有保存。您写的文字还在，可以另存为一篇新稿。"


def new(request: SiteRequest) -> HttpResponse:
    """The empty form; for guests, what it is and the way to sign-in."""
    if not request.POST and (SESSION_COOKIE not in request.COOKIES or not request.user.is_authenticated):
        boards = Channel.objects.written_by_readers()
        return render_public(
            request, "comments/submissions/sign_in_first.html", {"all_boards": boards, "level": WRITES_FROM}, ["door"]
        )
    return write(request)


def edit(request: SiteRequest, pk: int) -> HttpResponse:
    return write(request, pk=pk)


@own_page
def write(request: SiteRequest, pk: int | None = None) -> HttpResponse:
    row = Submission.objects.of(request.user).filter(pk=pk).first() if pk else None
    if pk and not row:
        return as_new(request, Gone(GONE))
    if request.method == "POST":
        return save_submission(request, row)
    return page(request, row, form_of(request, row))


def as_new(request: SiteRequest, error: Conflict | Gone, board: int | None = None) -> HttpResponse:
    """What was typed into a form that nothing can be saved from any more, as the form of a new submission."""
    if not request.POST:
        raise Http404
    typed: Any = request.POST.copy()
    typed["key"] = fresh_key()
    typed.setdefault("board", board or "")
    form = SubmissionForm(typed)
    form.add_error(None, str(error))
    return page(request, None, form, error.status)


def form_of(request: SiteRequest, row: Submission | None) -> RewriteForm | SubmissionForm:
    """The form with what stands in `row` or, if there is any, with what was typed into it before."""
    if row:
        kind = SubmissionForm if row.is_draft else RewriteForm
        return kind(request.POST or None, initial={name: getattr(row, name) for name in ("key", "board", *FIELDS)})
    slug = request.GET.get("board", "").replace("\x00", "")[:30]
    board = Channel.objects.written_by_readers().filter(slug=slug).first()
    return SubmissionForm(request.POST or None, initial={"key": fresh_key(), "board": board})


def page(
    request: SiteRequest, row: Submission | None, form: RewriteForm | SubmissionForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "row": row, "photos": row.photos.all() if row else (), "level": WRITES_FROM} | more
    return render_answer(request, "comments/submissions/submission.html", context, status=status)


def save_submission(request: SiteRequest, row: Submission | None) -> HttpResponse:
    """Keep what was typed, whatever else happens; then preview it or send it, as the button says.

    Where nothing was typed and nothing came of it, no empty draft stays behind.
    """
    form = (RewriteForm if row and not row.is_draft else SubmissionForm)(request.POST)
    act = request.POST.get("act", "draft")
    try:
        if row and not row.is_editable:
            return answer_sent_already(request, row)
        if not form.is_valid():
            return page(request, row, form, 400)
        if row and not row.is_draft:
            return rewrite(request, row, form)
        enforce("submission", account_of(request))
        row = Submission.keep(request.user, form.cleaned_data["key"], **form.columns())
        problems, busy = pictures_of(request, row) if row.is_draft else ([], False)
        response = answer(request, row, form, act, problems)
        return ask_again(response) if busy else response
    except Refused as error:
        form.add_error(None, str(error))
        return with_retry(page(request, discard_blank(row), form, error.status), error)


def pictures_of(request: SiteRequest, row: Submission) -> tuple[list[str], bool]:
    drop_pictures(row, request.POST.getlist("drop")[:20])
    files = request.FILES.getlist("pictures")[:20]
    if files:
        enforce("pictures", account_of(request))
    return take_pictures(row, files)


def answer(request: SiteRequest, row: Submission, form: SubmissionForm, act: str, problems: list[str]) -> HttpResponse:
    for problem in problems:
        form.add_error(None, problem)
    if is_fragment_request(request):
        return HttpResponse(status=204, headers={"X-Draft": row.get_absolute_url(), "Cache-Control": "no-store"})
    if act == "send" and form.is_valid() and form.complete():
        return redirect(address_of(row.send()))
    if act == "preview" and row.is_draft:
        return page(request, row, form, preview=body_parts(row.body, list(row.photos.all())))
    return page(request, discard_blank(row), form, 400) if form.errors else redirect(row.get_absolute_url())


def answer_sent_already(request: SiteRequest, row: Submission) -> HttpResponse:
    """Sent again as it was, a submission is answered as the first time; what else was typed is a new one."""
    form = RewriteForm(request.POST)
    if form.is_valid() and form.columns() == {"title": row.title, "text": row.text}:
        return redirect(address_of(row))
    return as_new(request, Conflict(SENT), row.board_id)


def address_of(row: Submission) -> str:
    """Where one sees what has become of a submission that was sent."""
    return row.article.get_absolute_url() if row.article and row.article.is_published else MINE


def rewrite(request: SiteRequest, row: Submission, form: SubmissionForm) -> HttpResponse:
    if not form.complete():
        return page(request, row, form, 400)
    return redirect(address_of(row.rewrite(**form.columns())))


@never_cache
@login_required
@require_safe
def own_submissions(request: SiteRequest) -> HttpResponse:
    rows, page, more = paginate(request, Submission.objects.of(request.user), PER_PAGE)
    return render_answer(request, "comments/submissions/submissions.html", {"rows": rows, "page": page, "more": more})


@reader_action("")
def deletion(request: SiteRequest, pk: int) -> HttpResponse:
    """Delete a draft, or withdraw one's own story from its section; nothing if that has been done already."""
    row = Submission.objects.filter(pk=pk).first()
    if row and row.reader_id != request.user.pk:
        raise Http404
    if row and row.is_draft:
        discard(row)
    elif row and row.board_id:
        row.withdraw()
    return redirect(MINE)
