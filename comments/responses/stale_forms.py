"""A form whose token is not the session's comes back with what was typed, so that pressing again is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.http import HttpResponse

from comments.exceptions import StaleToken
from comments.responses.answers import is_fragment_request, redirect, render_refusal, with_retry
from comments.responses.tokens import stale_token
from news.admin_forms.refusals import SIGNED_OUT, STALE, render_unsaved
from news.http.paging import query_string

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


# Addresses whose GET shows the form that is sent there.
PAGES = ("/accounts/", "/notices/", "/submissions/")
SMALL_PAGES = ("/edits/", "/deletion/", "/appeals/")


def refuse_form(request: SiteRequest, reason: str = "") -> HttpResponse:
    """Django's `CSRF_FAILURE_VIEW`."""
    if request.path_info.startswith("/admin/"):
        response = render_unsaved(request, STALE if request.user.is_authenticated else SIGNED_OUT)
        response.headers["X-Token"] = "stale"
        return response
    error = stale_token(request)
    has_page = request.path_info.startswith(PAGES) or request.path_info.endswith(SMALL_PAGES)
    if is_fragment_request(request) or not has_page:
        return render_refusal(request, error)
    return page_again(request, error)


def page_again(request: SiteRequest, error: StaleToken) -> HttpResponse:
    """The page of this address as a GET shows it: views put into its form what `request.POST` still holds.

    Where there is no such page for this reader (they are signed in already, or give their password first), the
    redirect on.
    """
    request.method, request.stale = "GET", str(error)
    match = request.resolver_match
    assert match is not None  # a view refused
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except (ReauthenticationRequired, ImmediateHttpResponse):
        return redirect(request.path_info + query_string(request))
    if response.status_code == 200:
        response.status_code = error.status
    return with_retry(response, error)
