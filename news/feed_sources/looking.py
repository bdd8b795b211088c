"""One look at a feed: fetched, read, taken in. The network is asked outside of any transaction."""

from __future__ import annotations

from time import monotonic

from news.feed_sources.decoding import FeedError
from news.feed_sources.importing import import_entries
from news.feed_sources.models import FeedSource
from news.feed_sources.reading import read_feed
from news.http.checked_connections import PUBLIC, FetchError, Network
from news.http.fetching import Wanted, fetch

TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "text/plain",
)
ROUND_MOST = 5  # feeds of one minute
ROUND_SECONDS = 20  # after which a round begins no further one: mail and all else wait for it


def look(source: FeedSource, network: Network = PUBLIC) -> None:
    """Bring in what is new in a feed, and note on its row what came of it."""
    try:
        wanted = Wanted(TYPES, etag=source.etag, last_modified=source.last_modified)
        found = fetch(source.url, wanted, network)
        report = None
        if not found.is_unchanged:
            report = import_entries(source, read_feed(found.body, found.charset), found.url)
    except (FetchError, FeedError) as error:
        source.record_failure(str(error))
    else:
        marks = {"etag": found.etag, "last_modified": found.last_modified}
        source.record_success(None if report is None else str(report), **marks)


def look_at_due(network: Network = PUBLIC) -> int:
    """Look at feeds whose time has come, a bounded number in a round; return how many."""
    begun, looked = monotonic(), 0
    while looked < ROUND_MOST and monotonic() - begun < ROUND_SECONDS and (source := FeedSource.claim()):
        look(source, network)
        looked += 1
    return looked
