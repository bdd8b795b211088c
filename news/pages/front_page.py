"""新闻速递首页: what happened, what is talked about, and a way to every part of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.utils import timezone

from news.articles.models import Article
from news.caching.pages import render_public
from news.channels.models import Channel, Region
from news.pages.models import FrontPlace

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
    front = read_front(timezone.now())
    channels = list(Channel.objects.all())
    boards = [channel.pk for channel in channels if channel.kind == Channel.Kind.BOARD]
    regions = list(Region.objects.values_list("pk", flat=True))
    context = {
        "lead": front.lead,
        "pictured": front.pictured,
        "latest_at": front.latest_at,
        "newest": front.lines,
        "days": [timezone.localdate() - timedelta(days=back) for back in range(1, 8)],
        "groups": groups_of(channels, published),
        "voices": list(published.newest_of_each("channel", boards, PER_BOARD)),
        "local": list(published.select_related("region").newest_of_each("region", regions, PER_REGION)[:LOCAL]),
        "regions": Region.objects.tree(),
    }
    return render_public(request, "news/pages/front_page.html", context)


@dataclass
class Front:
    """The lead story, four with pictures below it, and the lines of 新闻速递; and when the newest was published."""

    lead: Article | None
    pictured: list[Article]
    lines: list[Article]
    latest_at: datetime | None


def read_front(now: datetime) -> Front:
    """The newest stories by editors, and those that an editor has put at a place, at that place."""
    newest = list(Article.objects.published().by_editors().newest().select_related("channel").defer("body")[:NEWEST])
    pinned = list(FrontPlace.stories(now))
    prefetch_related_objects([*newest, *pinned], "photos", "videos")
    latest_at = newest[0].published_at if newest else None
    return arrange([row for row in newest if row not in pinned], pinned, latest_at)


def arrange(others: list[Article], pinned: list[Article], latest_at: datetime | None) -> Front:
    """Without a 头条 by hand the newest with a picture leads."""
    pictured = [article for article in others if article.first_photo]
    chosen = next((row for row in pinned if row.front_place.place == 1), None)
    lead = chosen or next(iter(pictured or others or pinned), None)
    below = [row for row in pictured if row != lead][:4]
    lines = [row for row in others if row not in (lead, *below)]
    for row in pinned:
        if row != lead:
            lines.insert(row.front_place.place - 2, row)
    return Front(lead, below, lines, latest_at)


def groups_of(channels: list[Channel], published: ArticleQuerySet) -> list[list[tuple[Any, ...]]]:
    """[[(channel, its newest stories)] of each group of the bar], without channels and groups that have none."""
    stories = [channel for channel in channels if channel.kind == Channel.Kind.STORY]
    newest = list(published.newest_of_each("channel", [channel.pk for channel in stories], PER_CHANNEL))
    groups: dict[Any, Any] = {}
    for channel in stories:
        if rows := [row for row in newest if row.channel_id == channel.pk]:
            groups.setdefault(channel.group, []).append((channel, rows))
    return list(groups.values())
