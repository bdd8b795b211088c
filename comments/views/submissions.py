"""投稿: writing, its preview, its pictures, and the list of what one has sent."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from comments.forms import fresh_key
from comments.limits import account_of, enforce
from comments.models import Submission
from comments.models.submission import WRITES_FROM
from comments.people.writing import (
    TEXT_LONGEST,
    RewriteForm,
    SubmissionForm,
    discard,
    discard_blank,
    drop_pictures,
    take_pictures,
)
from comments.refusals import Refused
from comments.views.answers import ask_again, by_script, fragment, redirect, to_sign_in, with_retry
from comments.views.guest_texts import sign_in_with_text
from comments.views.people import PER_PAGE
from news.body import parts
from news.models import Channel
from news.views.pages import SIGNED_IN, page_of, public

MINE = "/submissions/"
KEPT = ("title", "text", "link")

TYPED = "typed_submission"  # in the session of whoever has to sign in first


def new(request):
    """The empty form; for guests, what it is and the door."""
    if request.method != "POST" and (SIGNED_IN not in request.COOKIES or not request.user.is_authenticated):
        boards = Channel.objects.written_by_readers()
        return public(request, "comments/submission_door.html", {"all_boards": boards, "level": WRITES_FROM}, ["door"])
    return write(request)


def edit(request, pk):
    return write(request, pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk=None):
    if not request.user.is_authenticated:  # perhaps only no longer: what was typed waits behind the door
        if request.method == "POST":
            typed = {name: request.POST.get(name, "")[:TEXT_LONGEST] for name in KEPT}
            return sign_in_with_text(request, TYPED, typed, request.path_info)
        return to_sign_in(request.path_info)
    row = get_object_or_404(Submission.objects.of(request.user), pk=pk) if pk else None
    if request.method == "POST":
        return taken(request, row)
    return page(request, row, form_of(request, row))


def form_of(request, row):
    if row:
        kind = SubmissionForm if row.is_draft else RewriteForm
        kept = {name: getattr(row, name) for name in ("key", "board", *KEPT)}
        return kind(initial=kept | request.session.pop(TYPED, {}))
    slug = request.GET.get("board", "").replace("\x00", "")[:30]
    board = Channel.objects.written_by_readers().filter(slug=slug).first()
    return SubmissionForm(initial={"key": fresh_key(), "board": board} | request.session.pop(TYPED, {}))


def page(request, row, form, status=200, **more):
    context = {"form": form, "row": row, "photos": row.photos.all() if row else (), "level": WRITES_FROM} | more
    return fragment(request, "comments/submission.html", context, status=status)


def taken(request, row):
    """Keep what was typed, whatever else happens; then preview it or send it, as the button says.

    Where nothing was typed and nothing came of it, no empty draft stays behind.
    """
    form = (RewriteForm if row and not row.is_draft else SubmissionForm)(request.POST)
    act = request.POST.get("act", "draft")
    try:
        if not form.is_valid():
            return page(request, row, form, 400)
        if row and not row.is_draft:
            return rewritten(request, row, form)
        enforce("submission", account_of(request))
        row = Submission.keep(request.user, form.cleaned_data["key"], **form.kept())
        problems, busy = pictures_of(request, row) if row.is_draft else ([], False)
        response = answer(request, row, form, act, problems)
        return ask_again(response) if busy else response
    except Refused as error:
        form.add_error(None, str(error))
        return with_retry(page(request, discard_blank(row), form, error.status), error)


def pictures_of(request, row):
    drop_pictures(row, request.POST.getlist("drop")[:20])
    files = request.FILES.getlist("pictures")[:20]
    if files:
        enforce("pictures", account_of(request))
    return take_pictures(row, files)


def answer(request, row, form, act, problems):
    for problem in problems:
        form.add_error(None, problem)
    if by_script(request):
        return HttpResponse(status=204, headers={"X-Draft": row.get_absolute_url(), "Cache-Control": "no-store"})
    if act == "send" and form.is_valid() and form.complete():
        row = row.send()
        return redirect(row.article.get_absolute_url() if row.article else MINE)
    if act == "preview" and row.is_draft:
        return page(request, row, form, preview=parts(row.body, list(row.photos.all())))
    return page(request, discard_blank(row), form, 400) if form.errors else redirect(row.get_absolute_url())


def rewritten(request, row, form):
    if not row.is_editable or not form.complete():
        return page(request, row, form, 400)
    row = row.rewrite(**form.kept())
    return redirect(row.article.get_absolute_url())


@never_cache
@login_required
def mine(request):
    rows, page, more = page_of(request, Submission.objects.of(request.user), PER_PAGE)
    return fragment(request, "comments/submissions.html", {"rows": rows, "page": page, "more": more})


@login_required
@require_POST
def deletion(request, pk):
    """Throw a draft away, or take one's own story from its board."""
    row = get_object_or_404(Submission.objects.of(request.user), pk=pk)
    if row.is_draft:
        discard(row)
    elif row.board_id:
        row.withdraw()
    return redirect(MINE)
