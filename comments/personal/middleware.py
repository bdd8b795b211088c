"""A signed-in GET is the public page with the reader's own parts put into its slots."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse

from comments.personal.pages import Looking, PublicPage, fill_page
from comments.personal.sessions import signed_in_as
from comments.thread.composing import draft_for
from news.caching.parts import parse_parts
from news.caching.split_page import SplitPage
from news.http.form_tokens import token_for
from news.http.paging import query_string

if TYPE_CHECKING:
    from news.http.requests import SiteRequest

SAFE = ("GET", "HEAD", "OPTIONS")
# Set by whatever a signed-in browser sends: for so long its pages are made afresh, so that nobody misses in a page
# from the cache what they have just done themselves.
ACTED, ACTED_SECONDS = "acted", 6


class PersonalParts:
    """Fill the slots for whoever has a session; such answers are kept by nobody."""

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in SAFE and request.user.is_authenticated:
            note_act(response)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not request.path_info.startswith("/accounts/"):
            return response
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        if request.user.is_authenticated and not request.path_info.startswith("/admin/"):
            # What everybody may see is still there after signing out.
            request.stays = "public" in response.headers.get("Cache-Control", "")
            response.content = personalise(request, response)
        if "public" in response.headers.get("Cache-Control", "public"):
            response.headers["Cache-Control"] = "private, no-store"
        for name in ("ETag", "CDN-Cache-Control"):
            response.headers.pop(name, None)
        return response


def note_act(response: HttpResponse) -> None:
    """The moment stands in the cookie too: not every client forgets a cookie when it ends."""
    secure = settings.SESSION_COOKIE_SECURE
    moment = str(int(time()))
    response.set_cookie(ACTED, moment, max_age=ACTED_SECONDS, secure=secure, httponly=True, samesite="Lax")


def has_just_acted(moment: str) -> bool:
    """Whether a cookie with this moment says that something was sent a moment ago; so does one that says nothing."""
    if not (moment.isascii() and moment.isdigit() and len(moment) < 12):
        return bool(moment)
    return time() - int(moment) < ACTED_SECONDS


def personalise(request: SiteRequest, response: HttpResponse) -> bytes:
    """The HTML of an answer, encoded, for the reader of `request`."""
    parts = getattr(response, "parts", None)
    parts = parse_parts(response.content.decode(), {}) if parts is None else parts
    looking = Looking(
        reader=request.user,
        who=partial(signed_in_as, request.user),
        token=token_for(request),
        variant=request.variant,
        back=way_back(request),
        draft=partial(draft_for, request),
        messages=lambda: list(get_messages(request)),
    )
    return fill_page(PublicPage(SplitPage(parts), getattr(response, "about", None)), looking)


def way_back(request: SiteRequest) -> str:
    """Where signing out leads: back to this page, or "" (home) where it is the reader's own."""
    return request.path + query_string(request) if request.stays else ""
