"""Public pages: the same bytes for everyone, with the headers that let them be kept."""

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from news.changes.models import Chrome

FRESH = "public, max-age=0, s-maxage=1, must-revalidate, stale-while-revalidate=2"
FRESH_CDN = "max-age=1, stale-while-revalidate=2"
KEPT_SECONDS = 600
MAIN = re.compile(r'<main\b[^>]*?\sdata-([a-z]+)="(\d+)"')
SIGNED_IN = settings.SESSION_COOKIE_NAME


def release():
    """A short mark of all that makes a page, so that a new release never answers "not modified" for the old."""
    folders = [Path(settings.BASE_DIR, name) for name in ("templates", "static", "news", "comments", "config")]
    endings = {".html", ".css", ".js", ".svg", ".py", ".toml"}
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in endings)
    told = [settings.SITE_NAME, settings.SITE_URL, settings.TIME_ZONE, settings.NEW_ACCOUNT_HOURS, settings.DEMO]
    parts = [path.read_bytes() for path in files] + [repr(told).encode()]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:8]


RELEASE = release()


def etag(request, *cursors):
    """The page's mark: what its articles' cursors, the rest of the page, the day and the script make of it.

    The day, for moments of today are written by their hour alone: see `news/text/dates.py`.
    """
    alone = len(cursors) == 1 and isinstance(cursors[0], int)
    seen = str(cursors[0]) if alone else hashlib.sha256(repr(cursors).encode()).hexdigest()[:16]
    today = timezone.localdate()
    return f'W/"{seen}-{Chrome.current()}{RELEASE}-{today:%Y%m%d}-{request.script or "as-written"}"'


def public(request, template, context, cursors=None, keep=False):
    """Render a public page that shows the articles (pk, cursor) of `cursors`, or answer that it is unchanged.

    Without `cursors` the page is marked by what was drawn: for pages that show too many kinds of things to name them.
    `keep`: `context` is a function, called only if nobody has drawn this page since its mark last changed. With a
    session the page is personal in the end, so it is always sent.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if cursors is None:
        response = render(request, template, context)
        mark = etag(request, hashlib.sha256(response.content).hexdigest())
        return kept(HttpResponseNotModified() if unchanged(request, mark) else response, mark)
    mark = etag(request, *cursors)
    if unchanged(request, mark):
        return kept(HttpResponseNotModified(), mark)
    return kept(drawn_once(request, template, context, mark) if keep else render(request, template, context), mark)


def drawn_once(request, template, context, mark):
    """The page as it was drawn for this mark, by whichever process; else drawn now and kept for the next."""
    shelf, key = caches["pages"], hashlib.sha256(f"{request.get_full_path()}\n{mark}".encode()).hexdigest()
    body = shelf.get(key)
    if body is None:
        body = render_to_string(template, context(), request)
        shelf.set(key, body, KEPT_SECONDS)
    return HttpResponse(body)


def unchanged(request, mark):
    return SIGNED_IN not in request.COOKIES and request.headers.get("If-None-Match") == mark


def kept(response, mark):
    """An answer with the headers that let everybody keep it."""
    for name, value in (("ETag", mark), ("Cache-Control", FRESH), ("CDN-Cache-Control", FRESH_CDN)):
        response.headers[name] = value
    return response


def unindexed(response):
    """A fragment, which is no page for whoever comes from a search engine."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def of(*groups):
    """The cursors of all articles in these lists."""
    return [(article.pk, article.cursor) for group in groups for article in group]


def subject_of(html):
    """What a page is about, by the first mark of its <main>: such as ("article", pk); or None."""
    found = MAIN.search(html)
    return (found[1], int(found[2])) if found else None
