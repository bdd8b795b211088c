"""Public pages: the same bytes for everyone, with the headers that let them be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import timezone

from news.caching.lru import LruCache
from news.caching.parts import Row, convert_row, join_parts, parse_parts, size_of_row
from news.changes.models import SiteVersion
from news.variants.html import convert_html
from news.variants.models import ConversionOverride

if TYPE_CHECKING:
    from news.caching.parts import Slot
    from news.http.requests import SiteRequest


@dataclass
class MadeParts:
    """The parts of the page that a request has made, for whoever asked for it in the same process."""

    parts: tuple[Row | Slot | str, ...] | None = None
    about: tuple[str, int] | None = None


PARTS: ContextVar[MadeParts | None] = ContextVar("parts", default=None)
FRESH = "public, max-age=0, s-maxage=1, must-revalidate, stale-while-revalidate=2"
FRESH_CDN = "max-age=1, stale-while-revalidate=2"
KEPT_SECONDS = 600
# {(variant, an editor's words, a row as written): the row in that variant}. Both rows are counted.
CONVERTED_ROWS: LruCache[Row] = LruCache(24 * 1024 * 1024, lambda row: 2 * size_of_row(row))
SESSION_COOKIE = settings.SESSION_COOKIE_NAME


def hash_release() -> Any:
    """A short mark of all that makes a page, so that a new release never answers "not modified" for the old."""
    folders = [Path(settings.BASE_DIR, name) for name in ("templates", "static", "news", "comments", "config")]
    endings = {".html", ".css", ".js", ".svg", ".py", ".toml"}
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in endings)
    told = [settings.SITE_NAME, settings.SITE_URL, settings.TIME_ZONE, settings.NEW_ACCOUNT_HOURS, settings.DEMO]
    parts = [path.read_bytes() for path in files] + [repr(told).encode()]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:8]


RELEASE = hash_release()


def make_etag(request: SiteRequest, *cursors: Any) -> str:
    """The page's mark: what its articles' cursors, the rest of the page, the day and the variant make of it.

    The day, for moments of today are written by their hour alone: see `news/text/dates.py`.
    """
    alone = len(cursors) == 1 and isinstance(cursors[0], int)
    seen = str(cursors[0]) if alone else hashlib.sha256(repr(cursors).encode()).hexdigest()[:16]
    today = timezone.localdate()
    return f'W/"{seen}-{SiteVersion.current()}{RELEASE}-{today:%Y%m%d}-{request.variant or "as-written"}"'


def render_public(
    request: SiteRequest,
    template: str,
    context: Any,
    cursors: list[Any] | None = None,
    keep: bool = False,
    about: tuple[str, int] | None = None,
) -> HttpResponse:
    """Render a public page that shows the articles (pk, cursor) of `cursors`, or answer that it is unchanged.

    Without `cursors` the page is marked by what was rendered: for pages that show too many kinds of things to name.
    `keep`: `context` is a function, called only if nobody has rendered this page since its mark last changed. `about`:
    ("article" or "reader", pk) of a page that belongs to one. With a session the page is personal in the end, so it is
    always sent.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    written = None
    if cursors is None:
        written = render_parts(request, template, context)
        cursors = [hash_parts(written)]
    mark = make_etag(request, *cursors)
    if is_unchanged(request, mark):
        return cache_public(HttpResponseNotModified(), mark)
    if keep:
        parts = render_once(request, mark, partial(render_page, request, template, context, about))
    else:
        parts = convert_once(request, written or render_parts(request, template, context), mark, about)
    return cache_public(respond(parts, about), mark)


def respond(
    parts: tuple[Row | Slot | str, ...], about: tuple[str, int] | None = None, status: int = 200
) -> HttpResponse:
    """An answer of these parts, as everybody gets it; for whoever is signed in its slots are filled later."""
    response: Any = HttpResponse(join_parts(parts), status=status)
    response.parts, response.about = parts, about
    if made := PARTS.get():
        made.parts, made.about = parts, about
    return response


def render_page(
    request: SiteRequest,
    template: str,
    context: Callable[..., Any] | dict[str, Any],
    about: tuple[str, int] | None = None,
) -> tuple[Row | Slot | str, ...]:
    """The parts of a page in the variant of the request; `context` may be a function that returns it."""
    context = context() if callable(context) else context
    return convert_parts(request, render_parts(request, template, context), about)


def render_parts(request: SiteRequest, template: str, context: dict[str, Any]) -> tuple[Row | Slot | str, ...]:
    """The parts of a page as written. Tags put the rows of readers into `request.rows` and leave a mark instead."""
    outer, request.rows = getattr(request, "rows", None), {}
    try:
        html = render_to_string(template, context, request)
        return parse_parts(html, request.rows)
    finally:
        request.rows = outer


def convert_parts(
    request: SiteRequest, parts: tuple[Row | Slot | str, ...], about: tuple[str, int] | None = None
) -> tuple[Row | Slot | str, ...]:
    """The same parts in the variant of the request, by the words that hold for the story that the page is about."""
    if not request.variant:
        return parts
    story = about[1] if about and about[0] == "article" else None
    table = ConversionOverride.table(request.variant, story)
    convert = partial(convert_html, slug=request.variant, table=table)

    def convert_inner(row: Row) -> Row:
        return CONVERTED_ROWS.get_or_make((request.variant, table, row), lambda: convert_row(row, convert))

    return convert_row(Row("page", 0, "", parts, ""), convert, convert_inner).parts


def convert_once(
    request: SiteRequest, parts: tuple[Row | Slot | str, ...], mark: str, about: tuple[str, int] | None = None
) -> tuple[Row | Slot | str, ...]:
    """The same, kept for whoever is shown these very parts under this mark."""
    if not request.variant:
        return parts
    return render_once(request, f"{mark} {hash_parts(parts)}", partial(convert_parts, request, parts, about))


def hash_parts(parts: tuple[Row | Slot | str, ...]) -> str:
    return hashlib.sha256(join_parts(parts).encode()).hexdigest()


def render_once(request: SiteRequest, mark: str, render: Callable[..., Any]) -> tuple[Row | Slot | str, ...]:
    """The parts of the page as they were made for this mark, by whichever process; else made now and kept."""
    cache, key = caches["pages"], hashlib.sha256(f"{request.get_full_path()}\n{mark}".encode()).hexdigest()
    parts = cache.get(key)
    if parts is None:
        parts = render()
        cache.set(key, parts, KEPT_SECONDS)
    return parts


def is_unchanged(request: SiteRequest, mark: str) -> bool:
    return SESSION_COOKIE not in request.COOKIES and request.headers.get("If-None-Match") == mark


def cache_public(response: HttpResponse, mark: str) -> HttpResponse:
    """An answer with the headers that let everybody keep it."""
    for name, value in (("ETag", mark), ("Cache-Control", FRESH), ("CDN-Cache-Control", FRESH_CDN)):
        response.headers[name] = value
    return response


def mark_noindex(response: HttpResponse) -> HttpResponse:
    """A fragment, which is no page for whoever comes from a search engine."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def cursors_of(*groups: Any) -> list[tuple[int, int]]:
    """The cursors of all articles in these lists."""
    return [(article.pk, article.cursor) for group in groups for article in group]
