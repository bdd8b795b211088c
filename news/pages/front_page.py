"""新闻速递首页: what happened, what is talked about, and a way to every part of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone

from news.articles.attachments import fetch_attachments
from news.articles.models import Article
from news.caching.pages import render_public
from news.changes.cached_tables import CachedValue
from news.channels.models import Channel, Region
from news.compiled_queries import NOW, CompiledListQuery
from news.pages.context import CHANNELS, boards_of, channel_bar
from news.pages.models import FrontPlace
from news.rankings.models import Ranking

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


NEWEST = 40
PER_CHANNEL = 5
PER_BOARD = 2
PER_REGION = 1
LOCAL = 8
HEADS = ("heat", "read", "discussed")  # rankings of stories whose heads stand there
HEAD_MOST = 20  # lines of a ranking that are looked at for its head
REGIONS = CachedValue(Region.objects.tree)
LINES = CompiledListQuery(
    lambda pks: Article.objects.published(NOW).filter(pk__in=pks).for_lines().select_related("region", "front_place")
)


def home(request: SiteRequest) -> HttpResponse:
    now, channels, tree = timezone.now(), CHANNELS.cached(), REGIONS.cached()
    boards, stories = boards_of(channels), [row for row in channels if row.kind == Channel.Kind.STORY]
    regions = [region.pk for country, cities in tree for region in (country, *cities)]
    rankings = Ranking.all_last_built(*HEADS, "gems")
    published = Article.objects.published()
    parts = {
        "newest": [published.by_editors().newest()[:NEWEST].question()],
        "pinned": [FrontPlace.stories(now).question()],
        "channels": published.of_each("channel", [row.pk for row in stories], PER_CHANNEL),
        "boards": published.of_each("channel", [row.pk for row in boards], PER_BOARD),
        "local": published.of_each("region", regions, PER_REGION),
    }
    pks = Article.objects.pks_of(parts) | {name: rankings[name].pks[:HEAD_MOST] for name in HEADS}
    rows = {row.pk: row for row in LINES.fetch((pk for found in pks.values() for pk in found), now=now)}
    fetch_attachments(rows.values(), "photos", "videos")
    lists = {name: [rows[pk] for pk in found if pk in rows] for name, found in pks.items()}
    front = front_of(lists["newest"], lists["pinned"])
    context = {
        "lead": front.lead,
        "pictured": front.pictured,
        "latest_at": front.latest_at,
        "newest": front.lines,
        "days": [timezone.localdate() - timedelta(days=back) for back in range(1, 8)],
        "groups": groups_of(stories, lists["channels"]),
        "voices": newest_first(lists["boards"]),
        "local": newest_first(lists["local"])[:LOCAL],
        "regions": tree,
        "rankings": rankings,
        "stories": rows,
        "bar": channel_bar(channels),
        "boards": boards,
    }
    return render_public(request, "news/pages/front_page.html", context)


def newest_first(rows: list[Article]) -> list[Article]:
    return sorted(rows, key=lambda row: (row.published_at, row.pk), reverse=True)


@dataclass
class Front:
    """The lead story, four with pictures below it, and the lines of 新闻速递; and when the newest was published."""

    lead: Article | None
    pictured: list[Article]
    lines: list[Article]
    latest_at: datetime | None


def read_front(now: datetime) -> Front:
    """The newest stories by editors, and those that an editor has put at a place, at that place."""
    newest = list(Article.objects.published().by_editors().newest().for_lines()[:NEWEST])
    pinned = list(FrontPlace.stories(now))
    fetch_attachments([*newest, *pinned], "photos", "videos")
    return front_of(newest, pinned)


def front_of(newest: list[Article], pinned: list[Article]) -> Front:
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


def groups_of(channels: list[Channel], newest: list[Article]) -> list[list[tuple[Any, ...]]]:
    """[[(channel, its newest stories)] of each group of the bar], without channels and groups that have none."""
    groups: dict[Any, Any] = {}
    for channel in channels:
        if rows := [row for row in newest if row.channel_id == channel.pk]:
            groups.setdefault(channel.group, []).append((channel, rows))
    return list(groups.values())
