"""Atom and RSS: the whole text, ids that never change, times that are true, and answers that need not be sent twice."""

import hashlib
import re
from html import escape

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.http import http_date
from django.utils.xmlutils import SimplerXMLGenerator

from news.articles.authors import fetch_authors
from news.caching.pages import FRESH, FRESH_CDN
from news.feeds.models import FeedAuthority
from news.text.dates import start_of_day
from news.variants.html import convert_html
from news.variants.models import ConversionOverride
from news.variants.text import convert

MOST = 40
KEPT_SECONDS = 24 * 3600
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Atom(Atom1Feed):
    def write(self, outfile, encoding):
        """As Django writes it, with the style sheet that Django gives to RSS alone."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for sheet in self.feed["stylesheets"]:
            handler.processingInstruction("xml-stylesheet", sheet)
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler, item):
        """The entry, its summary as the plain text that it is: Django declares every summary to be HTML."""
        super().add_item_elements(handler, item | {"description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})
        if item["html"]:
            handler.addQuickElement("content", item["html"], {"type": "html"})


class Rss(Rss201rev2Feed):
    def rss_attributes(self):
        return super().rss_attributes() | {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler, item):
        """The item, its description escaped once more: in RSS it is HTML, whatever was meant."""
        super().add_item_elements(handler, item | {"description": escape(item["description"])})
        handler.addQuickElement("content:encoded", item["html"])


# An address that means this site, which the reader of a feed is not on.
HERE = re.compile(r'(<[^>]*?\s(?:href|src)=")/(?!/)')
KINDS = {"atom": Atom, "rss": Rss}
# Browsers show application/atom+xml and application/rss+xml as source text; this, with the style sheet, as a page.
XML = "application/xml; charset=utf-8"


class Writer:
    """Writes one feed in the script of the address. Ids never carry a script: it is the same entry in each.

    `published`: whether `news.feeds.websub` tells the hub of every change of this feed, which then names the hub.
    """

    def __init__(self, request, kind, title, path, published=False):
        self.request, self.kind, self.newest = request, kind, None
        self.hub, self.authority = settings.WEBSUB_HUB if published else "", FeedAuthority.current()
        self.feed = KINDS[kind](
            title=self.said(title),
            link=self.link(path),
            description=self.said(title),
            language="zh",
            feed_url=self.link(request.path_info),
            feed_guid=self.authority.tag(request.path_info),
            hub=self.hub,
            stylesheets=[static("css/feed.css")],
        )

    def said(self, text):
        text = NO_XML.sub("", text)
        return convert(text, self.request.script) if self.request.script else text

    def link(self, path):
        return f"{settings.SITE_URL}{'/' + self.request.script if self.request.script else ''}{path}"

    def html(self, html, story=None):
        script = self.request.script
        shown = convert_html(html, script, ConversionOverride.table(script, story)) if script else html
        return NO_XML.sub("", HERE.sub(rf"\1{settings.SITE_URL}/", shown))

    def named(self, name, title):
        return " ".join(filter(None, (NO_XML.sub("", name), self.said(title)))) or "—"

    def add(
        self, title, path, html, at, changed=None, author="", summary="", story=None, categories=(), part="", name=""
    ):
        """One entry; `title`, `summary` as written, `html` public HTML, `author` a name that is not converted.

        `part` tells several entries of one path apart; `name` stands before the title and is not converted.
        """
        changed = max(at, changed or at)
        self.newest = max(changed, self.newest or changed)
        self.feed.add_item(
            title=self.named(name, title),
            link=self.link(path),
            description=self.said(summary),
            pubdate=at,
            updateddate=changed,
            unique_id=self.authority.tag(path + part),
            unique_id_is_permalink=False,
            author_name=NO_XML.sub("", author) or None,
            html=self.html(html, story),
            categories=[self.said(one) for one in categories],
        )

    def add_stories(self, articles):
        authors = fetch_authors([article.pk for article in articles])
        for article in articles:
            self.add_story(article, authors.get(article.pk, (0, ""))[1])

    def add_story(self, article, author):
        body = render_to_string("news/_feed_story.html", {"article": article, "site_url": settings.SITE_URL})
        self.add(
            article.title,
            article.get_absolute_url(),
            body,
            article.published_at,
            article.revised_at,
            author or article.editor or settings.SITE_NAME,
            article.summary,
            article.pk,
            [article.channel.name],
        )

    def answer(self):
        """The answer, or "not modified"; with what a WebSub hub and its subscribers look for."""
        midnight = start_of_day(timezone.localdate())
        self.feed.latest_post_date = lambda: self.newest or midnight
        xml = self.feed.writeString("utf-8").encode()
        mark = f'W/"{hashlib.sha256(xml).hexdigest()[:24]}"'
        response = HttpResponse(xml, content_type=XML)
        here = iri_to_uri(self.link(self.request.path_info))
        links = [f'<{here}>; rel="self"']
        links += [f'<{self.hub}>; rel="hub"'] if self.hub else []
        since = changed_at(here, mark)
        for name, value in (
            ("ETag", mark),
            ("Last-Modified", http_date(since)),
            ("Link", ", ".join(links)),
            ("Cache-Control", FRESH),
            ("CDN-Cache-Control", FRESH_CDN),
        ):
            response.headers[name] = value
        return get_conditional_response(self.request, mark, since, response)


def changed_at(address, mark):
    """When (seconds) an address began to say what it says now: the newest entry's time would hide retractions."""
    key = f"feed:{hashlib.sha256(address.encode()).hexdigest()[:32]}"
    # On the shelf of pages, where nothing lies that must not be washed out; forgotten, the feed is new once more.
    known, since = caches["pages"].get(key, ("", 0))
    if known != mark:
        since = max(int(timezone.now().timestamp()), since + 1)  # twice in a second is two times
        caches["pages"].set(key, (mark, since), KEPT_SECONDS)
    return since
