"""The reader's script in the address: taken off on the way in, put back and applied on the way out."""

from urllib.parse import urlsplit

from django.conf import settings

from news.convert import UNMOVED, convert_html, prefixed
from news.kept import Pages
from news.models import Wording
from news.script import SCRIPTS
from news.views.pages import subject_of

PAGES = Pages(settings.SNAPSHOT_MB * 1024 * 1024 // 4)


def parted(path):
    """Split `/zh-hant/news/5/` into ("zh-hant", "/news/5/"); a path without a prefix has the script ""."""
    slug, slash, rest = path[1:].partition("/")
    if slug in SCRIPTS and slash and not UNMOVED.match(f"/{rest}"):
        return slug, f"/{rest}"
    return "", path


class ScriptPrefix:
    """Take the prefix off the path (`request.script` keeps it); keep redirects inside it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.encoding = "utf-8"  # whatever charset a client names: ours are the only forms
        request.script, request.path_info = parted(request.path_info)
        response = self.get_response(request)
        target = response.headers.get("Location")
        if request.script and target and target.startswith("/") and not urlsplit(target).netloc:
            response.headers["Location"] = prefixed(target, request.script)
        return response


def story_of(response, html):
    """The pk of the story that a page or fragment is about, whose own wordings apply; or None."""
    kind, pk = subject_of(html) or ("", 0)
    return pk if kind == "article" else getattr(response, "story", None)


class Convert:
    """Convert finished pages; innermost, so that every page and error page of a view passes here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        html = response.get("Content-Type", "").startswith("text/html")
        if request.script and html and not response.streaming and response.content:
            html = response.content.decode()
            table = Wording.table(request.script, story_of(response, html))
            response.content = PAGES.get(html, request.script, table, convert_html)
            response.headers.pop("Content-Length", None)
        return response
