"""举报: a small form for each thing that may be reported, for readers and guests; and one's own reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comments.exceptions import Gone, Refused, StaleToken
from comments.rate_limits.limits import account_of, address_of, enforce, hash_key
from comments.reports.forms import ReportForm
from comments.reports.models import Report, outcome_of
from comments.reports.things import FINDERS, Thing, refuse_reporter
from comments.responses.answers import is_fragment_request, redirect, render_answer, with_retry
from comments.responses.guest_texts import give_back, own_page
from comments.responses.tokens import check_token
from news.http.origins import is_same_origin
from news.http.paging import paginate

if TYPE_CHECKING:
    from news.http.requests import SiteRequest

PER_PAGE = 30


def form_view(kind: str) -> Any:
    """The view of the reports of one kind of thing: GET shows the form, which no cache keeps; POST reports."""

    @csrf_exempt  # checked in `make_report`: a stale form comes back with what was typed
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: SiteRequest, **address: Any) -> HttpResponse:
        try:
            thing = FINDERS[kind](next(iter(address.values())))
        except Gone as error:
            return answer_gone(request, error)
        if request.method != "POST":
            return form_page(request, thing, ReportForm())
        form = ReportForm(request.POST)
        try:
            make_report(request, thing, form)
        except Refused as error:
            return form_page(request, thing, form, error)
        if is_fragment_request(request):
            return render_answer(request, "comments/reports/_reported.html", {})
        return redirect(f"{request.path_info}?done=yes")

    return view


on_comment, on_article, on_poll, on_person = map(form_view, ("comment", "article", "poll", "person"))


def answer_gone(request: SiteRequest, error: Gone) -> HttpResponse:
    """The answer where there is no such thing (any more): to a report, what was typed."""
    if request.POST.get("text") and is_same_origin(request):
        return give_back(request, error, request.POST["text"], reverse("home"))
    raise Http404(str(error))


def make_report(request: SiteRequest, thing: Thing, form: ReportForm) -> Report:
    check_token(request)
    if not form.is_valid():
        raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    reporter = request.user if request.user.is_authenticated else None
    refuse_reporter(thing, reporter)
    enforce(*(("report", account_of(request)) if reporter else ("report_address", address_of(request))))
    address = "" if reporter else hash_key(f"report|{address_of(request)}")
    return Report.make(thing.kind, thing.row, reporter, address, **form.cleaned_data)


def form_page(request: SiteRequest, thing: Thing, form: ReportForm, error: Refused | None = None) -> HttpResponse:
    """The page with the form; with what was typed and why it was not taken, where it was refused."""
    context = {
        "thing": thing,
        "form": form,
        "error": str(error or ""),
        "back": thing.row.get_absolute_url(),
        "is_done": error is None and request.GET.get("done") == "yes",
        "is_stale": isinstance(error, StaleToken),
    }
    template = "comments/reports/_report_form.html" if is_fragment_request(request) else "comments/reports/report.html"
    response = render_answer(request, template, context, status=error.status if error else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return with_retry(response, error)


@require_safe
@own_page
def own_reports(request: SiteRequest) -> HttpResponse:
    """What became of one's own reports."""
    rows = Report.objects.filter(reporter=request.user).order_by("-pk")
    reports, page, more = paginate(request, rows, PER_PAGE)
    lines = [(report, outcome_of(report)) for report in reports]
    return render_answer(request, "comments/reports/own_reports.html", {"lines": lines, "page": page, "more": more})
