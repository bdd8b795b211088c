"""What moderators decided about one, and the appeal against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from comments.appeals.forms import AppealForm
from comments.appeals.models import Appeal, why_not
from comments.exceptions import Gone, Refused
from comments.rate_limits.limits import account_of, enforce
from comments.responses.answers import redirect, render_answer, render_form
from comments.responses.guest_texts import give_back, own_page
from comments.rulings.models import Ruling
from news.http.paging import paginate

if TYPE_CHECKING:
    from news.http.requests import SiteRequest

PER_PAGE = 20


@require_safe
@own_page
def own_rulings(request: SiteRequest) -> HttpResponse:
    """Every ruling about the reader, each with its appeal, or the way to one."""
    rows = Ruling.objects.told_to(request.user).select_related("comment__article", "appeal__outcome", "ban__channel")
    rulings, page, more = paginate(request, rows.order_by("-pk"), PER_PAGE)
    lines = [(ruling, getattr(ruling, "appeal", None), not why_not(ruling, request.user)) for ruling in rulings]
    return render_answer(request, "comments/appeals/own_rulings.html", {"lines": lines, "page": page, "more": more})


@own_page
def appeals(request: SiteRequest, pk: int) -> HttpResponse:
    """The form of an appeal; the appeal itself, once it is made."""
    ruling = Ruling.objects.told_to(request.user).select_related("comment__article").filter(pk=pk).first()
    if ruling is None:
        if typed := request.POST.get("text"):
            error = Gone("没有这次处理，或它与现在登录的账号无关。")
            return give_back(request, error, typed, reverse("my_rulings"))
        raise Http404("没有这次处理。")
    sent = request.method == "POST" or request.POST  # of a GET: what was typed before the sign-in
    form = AppealForm(request.POST if sent else None)
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            enforce("appeal", account_of(request))
            Appeal.make(ruling, request.user, form.cleaned_data["text"])
            return redirect(request.path_info)
        except Refused as error:
            refusal = error
    return appeal_page(request, ruling, form, refusal)


def appeal_page(request: SiteRequest, ruling: Ruling, form: AppealForm, error: Refused | None) -> HttpResponse:
    context: dict[str, Any] = {"ruling": ruling, "form": form}
    context["appeal"] = Appeal.objects.filter(ruling=ruling).select_related("outcome").first()
    context["closed"] = "" if context["appeal"] else why_not(ruling, request.user)
    return render_form(request, "comments/appeals/appeal.html", context, error)
