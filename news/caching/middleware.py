"""The last word on answers that everybody may keep: no cookie, and the one thing by which they differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


class PublicHeaders:
    """Outermost: whatever the layers within have added, a public answer is the same for everybody.

    A malformed cookie makes the CSRF layer set a new one, for instance, also where the answer may be kept.
    """

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Cache-Control", "").startswith("public"):
            response.cookies.clear()
            response.headers["Vary"] = "Accept-Encoding"
        return response
