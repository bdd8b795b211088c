"""Sitemaps, on Django's framework: an index, the stories by parts, the pages, and the news of two days."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from news.articles.models import Article
from news.caching.pages import cache_public, make_etag
from news.channels.models import Channel, Region
from news.feeds.writer import xml_text
from news.http.requests import SiteRequest

PER_SITEMAP = 10_000  # by pk: a story stays in its part for ever, and no part counts the others
FAR = 10**12
NEWS = timedelta(days=2)
NEWS_MOST = 1000


class SiteSitemap(Sitemap):
    """Of paths of this site, at its own address: Django would take the host that the request names."""

    template_name = "sitemaps/urls.xml"

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def location(self, path: Any) -> str:
        return path


class IndexSitemap(SiteSitemap):
    """The other sitemaps. A sitemap itself: Django's own view of an index counts the rows of every part."""

    template_name = "sitemaps/index.xml"

    def items(self) -> list[str]:
        last = Article.objects.published().order_by("-pk").values_list("pk", flat=True).first() or 0
        parts = (f"stories-{part}" for part in range(last // PER_SITEMAP + 1))
        return [f"/sitemaps/{name}.xml" for name in ("rooms", "news", *parts)]


class StorySitemap(SiteSitemap):
    """One part of the stories, as (pk, when it was last revised)."""

    def __init__(self, part: int) -> None:
        self.part = part

    def items(self) -> list[tuple[int, datetime]]:
        first = self.part * PER_SITEMAP
        rows = Article.objects.published().filter(pk__gte=first, pk__lt=first + PER_SITEMAP)
        return list(rows.order_by("pk").values_list("pk", "revised_at"))

    def location(self, row: tuple[int, datetime]) -> str:
        return f"/news/{row[0]}/"

    def lastmod(self, row: tuple[int, datetime]) -> datetime:
        return row[1]


class PageSitemap(SiteSitemap):
    """The pages that are always there, the channels and the regions."""

    def items(self) -> list[str]:
        pages = ["/", "/community/", "/comments/", "/polls/", "/local/", "/submissions/new/", "/rulings/"]
        pages += [f"/boards/{name}/" for name in ("read", "discussed", "heat", "gems")]
        pages += [channel.get_absolute_url() for channel in Channel.objects.exclude(kind=Channel.Kind.DOOR)]
        return pages + [region.get_absolute_url() for region in Region.objects.all()]


class NewsSitemap(SiteSitemap):
    """What Google News reads: stories of the last two days."""

    template_name = "sitemaps/news.xml"

    def items(self) -> list[Article]:
        fresh = Article.objects.published().filter(published_at__gt=timezone.now() - NEWS).newest()
        return list(fresh.only("pk", "title", "published_at")[:NEWS_MOST])

    def location(self, article: Article) -> str:
        return article.get_absolute_url()


@require_safe
def sitemap_view(request: SiteRequest, sitemap: type[SiteSitemap], **kwargs: int) -> HttpResponse:
    """The sitemap that the class `sitemap` makes of `kwargs`, with the headers of every public answer and no others.

    Django's `Last-Modified`, the newest of all rows, does not move when a story is withdrawn.
    """
    if kwargs.get("part", 0) > FAR:
        raise Http404("没有这一份。")
    site, content_type = sitemap(**kwargs), "application/xml; charset=utf-8"
    response = views.sitemap(request, {"only": site}, "only", site.template_name, content_type)
    response.content = xml_text(response.rendered_content).strip()
    for header in ("Last-Modified", "X-Robots-Tag"):
        del response.headers[header]
    return cache_public(response, make_etag(request, response.content))
