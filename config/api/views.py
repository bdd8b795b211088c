"""The description of the API: OpenAPI for machines, a page for people."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import NinjaAPI

from config.api.reference import describe
from news.api.answers import answer_public
from news.caching.pages import render_public
from news.http.requests import SiteRequest


def schema(request: SiteRequest, api: NinjaAPI) -> HttpResponse:
    """OpenAPI 3.1, the same in all variants: it is code more than text."""
    return answer_public(request, ["schema"], lambda: dict(api.get_openapi_schema()))


def reference(request: SiteRequest, api: NinjaAPI) -> HttpResponse:
    """The same for people, rendered from the description itself."""
    context = {"description": describe(api.get_openapi_schema())}
    return render_public(request, "config/api/reference.html", context, ["reference"])
