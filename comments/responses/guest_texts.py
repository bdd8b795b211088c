"""What somebody typed or pressed who is not signed in (any more), while they sign in: in a session, for an hour."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments.exceptions import Refused, TooFast
from comments.rate_limits.limits import DAY, HOUR, address_of, enforce
from comments.responses.answers import is_fragment_request, render_answer, render_refusal, to_sign_in, with_retry
from news.http.paging import query_string

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


SITE = "site"
FORM = "typed_form"
GUEST_VOTE = "guest_vote"  # the vote of a guest who is signing in
FIELDS_MOST, LETTERS_MOST = 20, 20_000


def keep_in_session(request: SiteRequest, name: str, value: dict[str, Any]) -> None:
    """Keep `value` in the guest's session under `name`; TooFast where their network or the site has kept enough."""
    enforce("guest_text", address_of(request))
    enforce("guest_texts", SITE)
    request.session[name] = value
    request.session.set_expiry(HOUR)


def sign_in_with_text(request: SiteRequest, name: str, value: dict[str, Any], typed: str, back: str) -> HttpResponse:
    """Lead a guest to sign-in and then to `back`, where what they typed waits; else give it back in a page."""
    try:
        keep_in_session(request, name, value | {"reader": request.POST.get("reader", "")[:20]})
        return to_sign_in(back)
    except TooFast as error:
        return give_back(request, error, typed, back)


def give_back(request: SiteRequest, error: Refused, typed: str, back: str) -> HttpResponse:
    """A refusal without a form to try again with: the sentence, and what was typed, to be copied.

    `back`: where one goes on from there. A script's page has the text still.
    """
    if is_fragment_request(request) and request.user.is_authenticated:
        return render_refusal(request, error)
    context = {"sentence": str(error), "typed": typed.replace("\x00", ""), "back": back}
    return with_retry(render_answer(request, "comments/responses/guest_text.html", context, status=error.status), error)


def is_for(request: SiteRequest, kept: dict[str, Any]) -> bool:
    """Whether what was kept was typed on a page of whoever is signed in now, or on a guest's."""
    return kept.get("reader", "") in ("", str(request.user.pk))


# -- forms on pages of one's own


def own_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page of the signed-in reader's own, with a form; kept by nobody.

    Others go to sign-in first. What they had typed is in `request.POST` of the GET that brings them back, as it is when
    the form's token was refused: the view puts it into the form in either case.
    """

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapper(request: SiteRequest, **thing: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            address = request.path_info + query_string(request)
            return sign_in_with_form(request, address) if request.POST else redirect_to_login(address)
        if request.method == "POST":
            forget_form(request)
        elif not request.POST:
            request.POST = fetch_typed_form(request)  # type: ignore[assignment]
        return view(request, **thing)

    return wrapper


def sign_in_with_form(request: SiteRequest, back: str) -> HttpResponse:
    """Lead to sign-in and then to `back`, a page of one's own, whose form holds what was sent; but no secrets."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken" and "password" not in name][:FIELDS_MOST]
    fields = {name: [value[:LETTERS_MOST] for value in request.POST.getlist(name)[:FIELDS_MOST]] for name in names}
    typed = "\n\n".join(request.POST[name] for name in names if request.POST[name] and name not in ("reader", "key"))
    form = {"path": request.path_info, "fields": fields, "until": int(time.time()) + DAY}
    return sign_in_with_text(request, FORM, form, typed, back)


def fetch_typed_form(request: SiteRequest) -> QueryDict:
    """What this reader typed into the form of this page before they signed in, within a day; empty if nothing."""
    data, kept = QueryDict(mutable=True), request.session.get(FORM) or {}
    if kept.get("path") == request.path_info and is_for(request, kept) and time.time() < kept["until"]:
        for name, values in kept["fields"].items():
            data.setlist(name, values)
    return data


def forget_form(request: SiteRequest) -> None:
    """The form of this page has been sent."""
    if (request.session.get(FORM) or {}).get("path") == request.path_info:
        del request.session[FORM]
