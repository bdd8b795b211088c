"""Feeds, on Django's syndication framework: the whole text, as Atom and as RSS, in the variant of the address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.cache import caches
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.encoding import iri_to_uri
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from news.articles.authors import fetch_authors
from news.articles.models import Article
from news.caching.pages import cache_public
from news.feeds.formats import Atom, Rss
from news.feeds.models import FeedAuthority
from news.variants.html import convert_html
from news.variants.interface import convert_sentence
from news.variants.marks import NO_TERMS
from news.variants.models import ConversionOverride, RegionalTerm
from news.variants.plain_text import convert_line
from news.variants.text import VARIANTS, convert

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


MOST = 40
REMEMBER_SECONDS = 24 * 3600
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# An address that means this site, which the reader of a feed is not on.
SITE_LINK = re.compile(r'(<[^>]*?\s(?:href|src)=")/(?!/)')


def xml_text(text: str) -> str:
    """`text` without the characters that no XML document may hold."""
    return NOT_IN_XML.sub("", text)


@dataclass(kw_only=True)
class Entry:
    """One entry of a feed as it was written; the feed converts it.

    `html` is public HTML; `author` and `name`, which stands before the title, are never converted. `heading`, which
    begins the title, is the interface's; all else people wrote. `story` is the pk of the article whose own wordings
    apply, and `is_story` that the entry is its text; `fragment` tells several entries of one path apart.
    """

    title: str
    path: str
    html: str
    published_at: datetime
    updated_at: datetime | None = None
    author: str = ""
    summary: str = ""
    story: int | None = None
    is_story: bool = False
    categories: Sequence[str] = ()
    fragment: str = ""
    name: str = ""
    heading: str = ""


def story_entries(articles: Iterable[Article]) -> Iterator[Entry]:
    """The whole text of these articles (of `for_page`), each by the reader who sent it, its editor or the site."""
    articles = list(articles)
    authors = fetch_authors([article.pk for article in articles])
    for article in articles:
        author = authors.get(article.pk, (0, ""))[1]
        assert article.published_at is not None  # a feed holds what readers may see
        yield Entry(
            title=article.title,
            path=article.get_absolute_url(),
            html=render_to_string("news/feeds/_story.html", {"article": article, "site_url": settings.SITE_URL}),
            published_at=article.published_at,
            updated_at=article.revised_at,
            author=author or article.editor or settings.SITE_NAME,
            summary=article.summary,
            story=article.pk,
            is_story=True,
            categories=[article.channel.name],
        )


class VariantFeed(Feed):
    """A feed in the variant of its address. A subclass gives `title(obj)` and `items(obj)`, which are `Entry`s.

    Its ids carry no variant: an entry is the same one in all of them. `notifies_hub`: whether `news.feeds.websub` tells
    the hub of every change of this feed, which then names the hub.
    """

    item_guid_is_permalink = False
    notifies_hub = False

    def __init__(self, request: SiteRequest, feed_type: type) -> None:
        self.request, self.feed_type = request, feed_type
        self.language = VARIANTS[request.variant].lang if request.variant else "zh"
        self.hub = settings.WEBSUB_HUB if self.notifies_hub else ""
        self.authority = FeedAuthority.current()

    @classmethod
    def paths(cls, route: str, name: str) -> list[URLPattern]:
        """The addresses of this feed: `route` is Atom, named `name`; `rss/` below it is RSS, named `<name>_rss`.

        Each request has an instance of its own, for Django hands the methods of an entry nothing of the request.
        """

        @require_safe
        def view(request: SiteRequest, feed_type: type[Atom] | type[Rss], **kwargs: Any) -> Any:
            return cls(request, feed_type)(request, **kwargs)

        rss = path(f"{route}rss/", view, {"feed_type": Rss}, f"{name}_rss")
        return [rss, path(route, view, {"feed_type": Atom}, name)]  # an editor's name may hold a slash

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The feed, or "not modified"; with the links for which a WebSub hub and its subscribers look."""
        response = super().__call__(request, *args, **kwargs)
        address = iri_to_uri(self.feed_url())
        etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"'
        modified = changed_at(address, etag)
        links = [f'<{address}>; rel="self"', *([f'<{self.hub}>; rel="hub"'] if self.hub else [])]
        response.headers["Link"] = ", ".join(links)
        response.headers["Last-Modified"] = http_date(modified)
        return get_conditional_response(request, etag, modified, cache_public(response, etag))

    def in_variant(self, text: str) -> str:
        """What people wrote."""
        return convert(xml_text(text), self.request.variant)

    def line_of(self, entry: Entry, text: str) -> str:
        """A line of an entry, which people wrote; of a story, with the regional names of the reader."""
        table = ConversionOverride.table(self.request.variant, entry.story)
        terms = RegionalTerm.finder() if entry.is_story else NO_TERMS
        return convert_line(xml_text(text), self.request.variant, table, terms)

    def sentence_in_variant(self, sentence: str) -> str:
        """What the interface says."""
        return convert_sentence(sentence, self.request.variant)

    def url(self, path: str) -> str:
        return f"{settings.SITE_URL}{'/' + self.request.variant if self.request.variant else ''}{path}"

    # What Django asks of a feed.

    def link(self, obj: Any) -> str:
        return self.url(obj.get_absolute_url())

    def description(self, obj: Model | str | None) -> str:
        return escape(self.title(obj))  # only RSS has one, where it is HTML

    def feed_url(self) -> str:
        return self.url(self.request.path_info)

    def feed_guid(self) -> str:
        return self.authority.tag(self.request.path_info)

    def stylesheets(self) -> list[str]:
        return [static("css/feed.css")]

    def feed_extra_kwargs(self, obj: Model | str | None) -> dict[str, str]:
        return {"hub": self.hub}

    # What Django asks of an entry.

    def item_title(self, entry: Entry) -> str:
        title = self.sentence_in_variant(entry.heading) + self.line_of(entry, entry.title)
        return " ".join(filter(None, (xml_text(entry.name), title))) or "—"

    def item_description(self, entry: Entry) -> str:
        return self.line_of(entry, entry.summary)

    def item_link(self, entry: Entry) -> str:
        return self.url(entry.path)

    def item_guid(self, entry: Entry) -> str:
        return self.authority.tag(entry.path + entry.fragment)

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.published_at

    def item_updateddate(self, entry: Entry) -> datetime:
        return max(entry.published_at, entry.updated_at or entry.published_at)

    def item_author_name(self, entry: Entry) -> str | None:
        return xml_text(entry.author) or None

    def item_categories(self, entry: Entry) -> list[str]:
        return [self.in_variant(category) for category in entry.categories]

    def item_extra_kwargs(self, entry: Entry) -> dict[str, str]:
        variant = self.request.variant
        table = ConversionOverride.table(variant, entry.story)
        html = convert_html(entry.html, variant, table, of_people=True)
        return {"html": xml_text(SITE_LINK.sub(rf"\1{settings.SITE_URL}/", html))}


def changed_at(address: str, etag: str) -> int:
    """When (seconds) an address began to say what it says now: the newest entry's time would hide retractions."""
    key = f"feed:{hashlib.sha256(address.encode()).hexdigest()[:32]}"
    # In the cache of pages, where nothing lies that must not be lost; forgotten, the feed is new once more.
    known, since = caches["pages"].get(key, ("", 0))
    if known != etag:
        since = max(int(timezone.now().timestamp()), since + 1)  # twice in a second is two times
        caches["pages"].set(key, (etag, since), REMEMBER_SECONDS)
    return since
