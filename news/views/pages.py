"""Public pages: the same bytes for everyone, with the headers that let them be kept."""

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponseNotAllowed, HttpResponseNotModified
from django.shortcuts import render

from news.models import Chrome

FRESH = "public, max-age=0, s-maxage=1, must-revalidate, stale-while-revalidate=2"
FRESH_CDN = "max-age=1, stale-while-revalidate=2"
NO_PAGE = "没有这一页。"
MAIN = re.compile(r'<main\b[^>]*?\sdata-([a-z]+)="(\d+)"')
SIGNED_IN = settings.SESSION_COOKIE_NAME


def release():
    """A short mark of all that makes a page, so that a new release never answers "not modified" for the old."""
    folders = [Path(settings.BASE_DIR, name) for name in ("templates", "static", "news", "comments", "config")]
    endings = {".html", ".css", ".js", ".svg", ".py", ".toml"}
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in endings)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


RELEASE = release()


def etag(request, *cursors, beside=""):
    """The page's mark: what its articles' cursors, the rest of the page and the script make of it.

    `beside`: what stands beside them and may come by the clock alone, such as a scheduled story in a list.
    """
    alone = len(cursors) == 1 and isinstance(cursors[0], int)
    seen = str(cursors[0]) if alone else hashlib.sha256(repr(cursors).encode()).hexdigest()[:16]
    return f'W/"{seen}-{Chrome.current()}{RELEASE}{beside}-{request.script or "as-written"}"'


def public(request, template, context, cursors=None, beside="", content_type=None):
    """Render a public page that shows the articles (pk, cursor) of `cursors`, or answer that it is unchanged.

    Without `cursors` the page is marked by what was drawn: for pages that show too many kinds of things to name them.
    With a session the page is personal in the end, so it is always rendered.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    response = None
    if cursors is None:
        response = render(request, template, context, content_type=content_type)
        cursors = [hashlib.sha256(response.content).hexdigest()]
    mark = etag(request, *cursors, beside=beside)
    if unchanged(request, mark):
        response = HttpResponseNotModified()
    return kept(response or render(request, template, context, content_type=content_type), mark)


def unchanged(request, mark):
    return SIGNED_IN not in request.COOKIES and request.headers.get("If-None-Match") == mark


def kept(response, mark):
    """An answer with the headers that let everybody keep it."""
    for name, value in (("ETag", mark), ("Cache-Control", FRESH), ("CDN-Cache-Control", FRESH_CDN)):
        response.headers[name] = value
    return response


def of(*groups):
    """The cursors of all articles in these lists."""
    return [(article.pk, article.cursor) for group in groups for article in group]


def page_of(request, rows, per_page):
    """(rows of the page that an address asks for, its number, whether there are more); 404 for a page that is none."""
    page = number(request.GET.get("page"))
    if page is None:
        raise Http404(NO_PAGE)
    found = list(rows[(page - 1) * per_page : page * per_page + 1])
    if page > 1 and not found:
        raise Http404(NO_PAGE)
    return found[:per_page], page, len(found) > per_page


def query_of(request):
    """What an address asks for, with its question mark, or ""; for a link to the same elsewhere.

    Written anew from what it means: the bytes of an address need not be in the form that they have in a link.
    """
    return f"?{request.GET.urlencode()}" if request.GET else ""


def subject_of(html):
    """What a page is about, by the first mark of its <main>: such as ("article", pk); or None."""
    found = MAIN.search(html)
    return (found[1], int(found[2])) if found else None


def number(raw, default=1):
    """A page number from an address: a positive int of sane size, or None."""
    if raw is None or raw == "":
        return default
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 and int(raw) > 0 else None
