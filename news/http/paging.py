"""Pagination by `?page=`: the number, the rows of a page, the query string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


PER_PAGE = 30
NO_PAGE = "没有这一页。"


def paginate(request: SiteRequest, rows: Any, per_page: int) -> tuple[list[Any], int, bool]:
    """(rows of the page that an address asks for, its number, whether there are more); 404 for a page that is none."""
    page = parse_page_number(request.GET.get("page"))
    if page is None:
        raise Http404(NO_PAGE)
    found = list(rows[(page - 1) * per_page : page * per_page + 1])
    if page > 1 and not found:
        raise Http404(NO_PAGE)
    return found[:per_page], page, len(found) > per_page


def query_string(request: SiteRequest) -> str:
    """What an address asks for, with its question mark, or ""; for a link to the same elsewhere.

    Written anew from what it means: the bytes of an address need not be in the form that they have in a link.
    """
    return f"?{request.GET.urlencode()}" if request.GET else ""


def parse_page_number(raw: str | None, default: int = 1) -> int | None:
    """A page number from an address: a positive int of sane size, or None."""
    if raw is None or raw == "":
        return default
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 and int(raw) > 0 else None
