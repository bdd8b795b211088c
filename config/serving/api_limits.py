"""How often one network may ask the API for what is not ready in the page cache: in memory, ahead of Django."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.conf import settings

from config.serving.address_limits import Buckets
from config.serving.page_cache import PAGES
from config.serving.responses import RequestRefused, is_api, send_refusal

BURST_SECONDS = 20  # what nobody asked for in so many seconds may be asked for at once
SEARCH_COST = 5  # of one search, in requests
TOO_OFTEN = "请求过于频繁，请稍等几秒再试。"


class ApiLimits:
    """Passes requests on to `django`; those for the API only as often as their network may ask."""

    def __init__(self, django: Any) -> None:
        self.django = django
        rate = settings.API_PER_ADDRESS
        self.buckets = Buckets(rate, rate * BURST_SECONDS)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        """Let Django answer, or send 429; not raised, for others who wait for the same have shares of their own."""
        wait = self.take(scope["path"], scope["network"]) if is_api(scope["path"]) else 0
        if wait:
            return await send_refusal(scope, send, RequestRefused(429, TOO_OFTEN, ceil(wait)))
        return await self.django(scope, receive, send)

    def take(self, path: str, network: str) -> float:
        """0 if the network may ask now, else the seconds until it may. What many ask for is nobody's share."""
        cost = SEARCH_COST if "/search/" in path else 1
        return 0 if network == PAGES else self.buckets.take(network, cost)
