"""认领 of an imported name, open to guests: who had it on the old site may have no account here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from comments.profiles.account_views import form_page
from comments.profiles.claims import claim
from comments.profiles.forms import ClaimForm
from comments.rate_limits.limits import address_of, enforce
from comments.readers.lookup import find_reader
from comments.responses.answers import render_answer

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: SiteRequest, name: str) -> HttpResponse:
    imported = find_reader(name)
    if imported is None or not imported.imported:
        raise Http404("没有等待认领的这个用户名。")
    form = ClaimForm(request.POST or None)
    done = f"{request.path_info}?sent=yes"
    if request.GET.get("sent"):
        return render_answer(request, "comments/profiles/claimed.html", {"reader": imported})

    def save(form: ClaimForm) -> None:
        enforce("claim", address_of(request))
        claim(imported, form.cleaned_data["email"], form.cleaned_data["proof"])

    return form_page(request, form, "comments/profiles/claim.html", save, done, reader=imported)
