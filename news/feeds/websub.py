"""Tells a WebSub hub that feeds changed: https://www.w3.org/TR/websub/#publishing. One hub, named by the settings."""

from __future__ import annotations

import http.client
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from news.channels.models import Channel
from news.variants.text import VARIANTS

if TYPE_CHECKING:
    from news.articles.models import Article


TIMEOUT_SECONDS = 5
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PREFIXES = ("", *(f"/{slug}" for slug in VARIANTS))
logger = logging.getLogger(__name__)


def story_feeds(article: Article) -> list[str]:
    """The paths of the feeds in which a story stands: the site's, its channel's, its editor's."""
    paths = ["/feeds/"] if article.channel.kind == Channel.Kind.STORY else []
    paths.append(f"/feeds/channels/{article.channel.slug}/")
    return [*paths, f"/feeds/editors/{article.editor}/"] if article.editor else paths


def comment_feeds(article: Article) -> list[str]:
    return [f"/feeds/news/{article.pk}/comments/"]


def topics(paths: Iterable[str]) -> list[str]:
    """The addresses of these feeds as Atom and as RSS, in every variant: each is a topic of its own."""
    return [
        iri_to_uri(f"{settings.SITE_URL}{prefix}{path}{end}")
        for path in paths
        for prefix in PREFIXES
        for end in ("", "rss/")
    ]


def publish(paths: Iterable[str]) -> int:
    """Tell the hub of every topic of these feeds; return how many it took. What fails is logged, and ends the round."""
    told = 0
    try:
        for topic in topics(paths):
            ping(settings.WEBSUB_HUB, topic)
            told += 1
    except (OSError, ValueError, http.client.HTTPException) as error:
        logger.warning("the WebSub hub was not told (%s of the topics were): %s", told, error)
    return told


def ping(hub: str, topic: str) -> None:
    """Send one `publish`; OSError or ValueError if the hub did not take it. Redirects are not followed."""
    address = urlsplit(hub)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in LOOPBACK):
        raise ValueError("the hub must be reached by https")
    assert address.hostname is not None  # the settings take no other address
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname, address.port, timeout=TIMEOUT_SECONDS)
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    try:
        body = urlencode({"hub.mode": "publish", "hub.url": topic, "hub.topic": topic})
        connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        status = connection.getresponse().status
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise OSError(f"the hub answered {status}")
