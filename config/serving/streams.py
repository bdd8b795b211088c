"""How many streams this process holds, in all and for each address, and how fast they may come."""

import random
import resource
from typing import Any

from django.conf import settings

from comments.live.hub import Hub
from comments.live.stream import stream
from config.serving.address_limits import Buckets, Shares
from config.serving.responses import RequestRefused

# Open files that are not for streams: pages, the database, bodies on disk, logs.
RESERVE = 400
BURST = 20  # seconds' worth of joins at once: all readers of one address come back after a restart
FULL = "实时更新的连接太多，网页会改为定时刷新。"


def streams_most() -> int:
    """How many streams the process may hold, by its limit of open files."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(64, soft - RESERVE) if soft != resource.RLIM_INFINITY else 1_000_000


class Streams:
    """Opens streams for the hub as long as there is room; who is refused polls instead. In the event loop only."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.shares = Shares(streams_most(), settings.STREAMS_PER_ADDRESS)
        rate = settings.STREAM_JOINS_PER_ADDRESS
        self.joins = Buckets(rate, rate * BURST)

    async def answer(self, scope: Any, receive: Any, send: Any) -> None:
        """Hold a stream until it ends; RequestRefused (503), with a jitter in its Retry-After, if there is no room."""
        address = scope["network"]
        wait = self.joins.take(address)
        if wait or not self.shares.take(address):
            raise RequestRefused(503, FULL, retry_after=int(wait) + random.randint(5, 30))
        try:
            await stream(self.hub, scope, receive, send)
        finally:
            self.shares.give(address)
