"""Pagination by `?page=` and `?after=`: the number, the rows of a page, the query string."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404

from news.lists.keyset import parse_place, place_of, rows_behind

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


PER_PAGE = 30
NUMBERED = 10  # pages that are found by their number alone; those behind them begin behind the row that a link names
NO_PAGE = "没有这一页。"
TOO_FAR = f"没有这一页。第 {NUMBERED} 页以后，请从上一页的“下一页”往后翻。"
Cut = Callable[[Any, int, int], Any]


def cut_plainly(rows: Any, start: int, stop: int) -> Any:
    return rows[start:stop]


def paginate(request: SiteRequest, rows: Any, per_page: int, cut: Cut = cut_plainly) -> tuple[list[Any], int, str]:
    """(rows of the page that an address asks for, its number, the query of the next page or ""); 404 for no page.

    `rows` are ordered by a column and their pk, or by their pk, the greatest first. A page costs what the first one
    costs: one with `?after=` begins behind that row, and bears only the number that its link said.
    `cut(rows, start, stop)` says how a stretch of them is found.
    """
    page, after = parse_page_number(request.GET.get("page")), request.GET.get("after", "")
    if page is None:
        raise Http404(NO_PAGE)
    if page > NUMBERED and not after:
        raise Http404(TOO_FAR)
    start = 0 if after else (page - 1) * per_page
    found = list(cut(behind_mark(rows, after) if after else rows, start, start + per_page + 1))
    if not found and (page > 1 or after):
        raise Http404(NO_PAGE)
    shown, more = found[:per_page], len(found) > per_page
    return shown, page, next_query(rows, shown[-1], page + 1) if more else ""


def behind_mark(rows: Any, mark: str) -> Any:
    """Those of `rows` behind the place that a mark names; 404 if it names none."""
    place = parse_place(rows, mark)
    if place is None:
        raise Http404(NO_PAGE)
    return rows_behind(rows, place)


def next_query(rows: Any, last: Any, page: int) -> str:
    """The query of the page `page`, which goes on behind the row `last`."""
    return f"page={page}" if page <= NUMBERED else f"page={page}&after={place_of(rows, last).mark}"


def paginate_few(request: SiteRequest, rows: Any, per_page: int) -> tuple[list[Any], int, str]:
    """The same of rows that are bounded in number, found by the number of the page alone."""
    page = parse_page_number(request.GET.get("page"))
    if page is None:
        raise Http404(NO_PAGE)
    found = list(rows[(page - 1) * per_page : page * per_page + 1])
    if page > 1 and not found:
        raise Http404(NO_PAGE)
    return found[:per_page], page, f"page={page + 1}" if len(found) > per_page else ""


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
