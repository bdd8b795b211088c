"""新闻速递首页: what happened, what is talked about, and a way to every part of the site."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone

from news.articles.models import Article
from news.caching.pages import render_public
from news.channels.models import Channel, Region

if TYPE_CHECKING:
    from news.articles.queries import ArticleQuerySet
    from news.http.requests import SiteRequest


NEWEST = 40
PER_CHANNEL = 5
PER_BOARD = 2
PER_REGION = 1
LOCAL = 8


def home(request: SiteRequest) -> HttpResponse:
    published = Article.objects.published().for_lists()
    newest = list(published.by_editors().newest()[:NEWEST])
    lead, pictured = front(newest)
    channels = list(Channel.objects.all())
    boards = [channel.pk for channel in channels if channel.kind == Channel.Kind.BOARD]
    regions = list(Region.objects.values_list("pk", flat=True))
    context = {
        "lead": lead,
        "pictured": pictured,
        "latest_at": newest[0].published_at if newest else None,
        "newest": [row for row in newest if row not in (lead, *pictured)],
        "days": [timezone.localdate() - timedelta(days=back) for back in range(1, 8)],
        "groups": groups_of(channels, published),
        "voices": list(published.newest_of_each("channel", boards, PER_BOARD)),
        "local": list(published.select_related("region").newest_of_each("region", regions, PER_REGION)[:LOCAL]),
        "regions": Region.objects.tree(),
    }
    return render_public(request, "news/pages/front_page.html", context)


def front(newest: list[Article]) -> tuple[Article | None, list[Any]]:
    """The lead story, the newest with a picture, and four more with pictures below it."""
    pictured = [article for article in newest if article.first_photo]
    return next(iter(pictured or newest), None), pictured[1:5]


def groups_of(channels: list[Channel], published: ArticleQuerySet) -> list[list[tuple[Any, ...]]]:
    """[[(channel, its newest stories)] of each group of the bar], without channels and groups that have none."""
    stories = [channel for channel in channels if channel.kind == Channel.Kind.STORY]
    newest = list(published.newest_of_each("channel", [channel.pk for channel in stories], PER_CHANNEL))
    groups: dict[Any, Any] = {}
    for channel in stories:
        if rows := [row for row in newest if row.channel_id == channel.pk]:
            groups.setdefault(channel.group, []).append((channel, rows))
    return list(groups.values())
