"""What every page knows of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from news.channels.models import Channel

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def site(request: SiteRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "bar": SimpleLazyObject(channel_bar),
        "boards": SimpleLazyObject(lambda: list(Channel.objects.written_by_readers())),
    }


def channel_bar() -> list[list[Channel]]:
    """The channel bar: seven groups of three."""
    groups: dict[Any, Any] = {}
    for channel in Channel.objects.bar():
        groups.setdefault(channel.group, []).append(channel)
    return list(groups.values())
