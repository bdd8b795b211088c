"""What every page knows of the site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from news.changes.cached_tables import CachedValue
from news.channels.models import Channel

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


CHANNELS = CachedValue(lambda: list(Channel.objects.all()))


def site(request: SiteRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "bar": SimpleLazyObject(lambda: channel_bar(CHANNELS.cached())),
        "boards": SimpleLazyObject(lambda: boards_of(CHANNELS.cached())),
    }


def channel_bar(channels: Iterable[Channel]) -> list[list[Channel]]:
    """The channel bar: seven groups of three."""
    groups: dict[Any, Any] = {}
    for channel in channels:
        if channel.group:
            groups.setdefault(channel.group, []).append(channel)
    return list(groups.values())


def boards_of(channels: Iterable[Channel]) -> list[Channel]:
    return [channel for channel in channels if channel.kind == Channel.Kind.BOARD]
