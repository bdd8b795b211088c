"""指正: the form under a story, and what became of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from comments.error_reports.forms import ErrorReportForm
from comments.error_reports.models import ErrorReport
from comments.exceptions import Gone, Refused
from comments.rate_limits.limits import account_of, enforce
from comments.responses.answers import redirect, render_answer, render_form
from comments.responses.guest_texts import give_back, own_page
from news.articles.models import Article
from news.http.paging import paginate

if TYPE_CHECKING:
    from news.http.requests import SiteRequest

PER_PAGE = 30


def error_reports(request: SiteRequest, pk: int) -> HttpResponse:
    """The form; for guests, the way to sign-in."""
    if request.method in ("GET", "HEAD") and not request.user.is_authenticated:
        article = get_object_or_404(Article.objects.published().select_related("channel"), pk=pk)
        return render_answer(request, "comments/error_reports/error_report.html", {"article": article, "guest": True})
    return write(request, pk=pk)


@own_page
def write(request: SiteRequest, pk: int) -> HttpResponse:
    """The form; instead of it the reader's own report while that waits for an answer."""
    article = Article.objects.published().select_related("channel").filter(pk=pk).first()
    if article is None:
        if typed := request.POST.get("text"):
            return give_back(request, Gone("这条新闻已经撤下，不能再指正。"), typed, reverse("home"))
        raise Http404("没有这条新闻。")
    sent = request.method == "POST" or request.POST  # of a GET: what was typed before the sign-in
    form, refusal = ErrorReportForm(request.POST if sent else None), None
    if request.method == "POST" and form.is_valid():
        try:
            enforce("error", account_of(request))
            ErrorReport.make(article, request.user, form.cleaned_data["text"])
            return redirect(request.path_info)
        except Refused as error:
            refusal = error
    return form_page(request, article, form, refusal)


def form_page(request: SiteRequest, article: Article, form: ErrorReportForm, error: Refused | None) -> HttpResponse:
    waiting = ErrorReport.objects.open().filter(reader=request.user, article=article).first()
    context = {"article": article, "form": form, "waiting": waiting}
    return render_form(request, "comments/error_reports/error_report.html", context, error)


@require_safe
@own_page
def own_error_reports(request: SiteRequest) -> HttpResponse:
    """What became of one's own reports."""
    rows = ErrorReport.objects.filter(reader=request.user).select_related("article").order_by("-pk")
    found, page, more = paginate(request, rows, PER_PAGE)
    context = {"rows": found, "page": page, "more": more}
    return render_answer(request, "comments/error_reports/own_error_reports.html", context)
