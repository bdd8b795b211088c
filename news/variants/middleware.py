"""The reader's variant in the address: taken off on the way in, put back and applied on the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.http import HttpResponse

from news.variants.addresses import UNMOVED, add_prefix
from news.variants.html import convert_html
from news.variants.models import ConversionOverride
from news.variants.text import VARIANTS

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def split_prefix(path: str) -> tuple[str, str]:
    """Split `/zh-hant/news/5/` into ("zh-hant", "/news/5/"); a path without a prefix has the variant ""."""
    slug, slash, rest = path[1:].partition("/")
    if slug in VARIANTS and slash and not UNMOVED.match(f"/{rest}"):
        return slug, f"/{rest}"
    return "", path


class VariantPrefix:
    """Take the prefix off the path (`request.variant` keeps it); keep redirects inside it."""

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        request.encoding = "utf-8"  # whatever charset a client names: ours are the only forms
        request.variant, request.path_info = split_prefix(request.path_info)
        response = self.get_response(request)
        target = response.headers.get("Location")
        if request.variant and target and target.startswith("/") and not urlsplit(target).netloc:
            response.headers["Location"] = add_prefix(target, request.variant)
        return response


class ConvertResponse:
    """Convert what a view has not converted itself: forms, fragments, error pages. Innermost, so that all pass here.

    `response.story`: the pk of the story whose own wordings apply; `response.parts`: the page is converted already.
    """

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        response = self.get_response(request)
        html = response.get("Content-Type", "").startswith("text/html")
        is_converted = getattr(response, "parts", None) is not None
        if request.variant and html and not is_converted and not response.streaming and response.content:
            table = ConversionOverride.table(request.variant, getattr(response, "story", None))
            response.content = convert_html(response.content.decode(), request.variant, table)
            response.headers.pop("Content-Length", None)
        return response
