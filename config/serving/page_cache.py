"""The page cache: what everybody may see, as ready bytes in each encoding, answered ahead of Django.

A page is fresh for a second from the moment at which its making began; for two seconds more it is still sent while one
request makes it anew; what is older is never sent, the request waits. So a page that everybody asks for is made once a
second, and what was hidden an hour ago can never come back. Nothing clears it but time.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.conf import settings

from comments.personal.pages import PublicPage
from config.serving.cached_page import EMPTY, CachedPage, Messages
from config.serving.page_requests import PageRequest, accepted_encodings, is_ours
from news.caching.pages import FRESH, PARTS, MadeParts
from news.caching.split_page import SplitPage

FRESH_SECONDS, STALE_SECONDS = 1, 3
PAGES = "pages"  # whose turn it is to make a known page anew
CONDITIONS = {b"if-none-match", b"if-modified-since"}


class PageCache:
    """The ready pages of one process, the longest unused going first; `django` makes those that are missing."""

    def __init__(self, django: Any, most: int | None = None) -> None:
        self.django = django
        self.most = settings.SNAPSHOT_MB * 1024 * 1024 if most is None else most
        self.pages: OrderedDict[tuple[str, bytes], CachedPage] = OrderedDict()
        self.making: dict[tuple[str, bytes], asyncio.Future[Any]] = {}
        self.size = 0
        self.hits = self.misses = 0

    def find_ready(self, scope: dict[str, Any], headers: dict[bytes, bytes], now: float) -> Messages | None:
        """The answer to a guest who has nothing of a page yet, if the page is fresh and compressed; else None."""
        page = self.find_fresh(scope, headers, now)
        if page is None or not CONDITIONS.isdisjoint(headers):
            return None
        encoding = page.encoding_for(accepted_encodings(headers.get(b"accept-encoding", b"")))
        if encoding not in page.bodies:
            return None
        self.hits += 1
        return page.answer_in(encoding)

    def find_fresh(self, scope: dict[str, Any], headers: dict[bytes, bytes], now: float) -> CachedPage | None:
        """The page at an address, if it is fresh, and the host and the line of the request are good for pages."""
        key = (scope["path"], scope["query_string"])
        page = self.pages.get(key)
        if page is None or now - page.made >= FRESH_SECONDS or not is_ours(headers):
            return None
        self.pages.move_to_end(key)
        return page

    async def answer(self, scope: dict[str, Any], receive: Any, send: Callable[..., Any]) -> Any:
        """Answer a request from here; False if it is none of ours, or turned out not to be for everybody."""
        asked = PageRequest.of(scope)
        if asked is None or not self.most:
            return False
        leads = asked.key not in self.making
        page, answer = await self.fetch(asked)
        if page is None:  # whoever asked first takes it as it is, the others ask for themselves
            return leads and await answer.pass_on(asked, send)
        await self.send(page, asked, send)
        return True

    async def fetch(self, asked: PageRequest) -> Any:
        """(the page, or None if it is not for everybody; Django's answer where it was made for this request)."""
        page, answer = self.pages.get(asked.key), None
        age = monotonic() - page.made if page else STALE_SECONDS
        self.hits, self.misses = self.hits + (age < STALE_SECONDS), self.misses + (age >= STALE_SECONDS)
        if age >= STALE_SECONDS:
            page, answer = await asyncio.shield(self.make(asked))
        elif age >= FRESH_SECONDS:
            self.make(asked)
        if asked.key in self.pages:
            self.pages.move_to_end(asked.key)
        return page, answer

    async def send(self, page: CachedPage, asked: PageRequest, send: Callable[..., Any]) -> Any:
        if page.is_known(asked):
            headers = [header for header in page.headers if header[0] != b"content-type"]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            return await send(EMPTY)
        encoding = page.encoding_for(asked.encoding)
        if encoding not in page.bodies:
            await page.encode(encoding)
            self.count(page)
        start, body = page.answer_in(encoding)
        await send(start)
        return await send(EMPTY if asked.head else body)

    # -- making -----------------------------------------------------------------------------------

    def make(self, asked: PageRequest) -> Any:
        """The task that makes a page anew; of any number of requests one makes it, the others wait for the same."""
        if asked.key not in self.making:
            task = self.making[asked.key] = asyncio.ensure_future(self.make_page(asked))
            task.add_done_callback(lambda task: self.making.pop(asked.key, None) and task.exception())
        return self.making[asked.key]

    async def make_page(self, asked: PageRequest) -> Any:
        """(the page as it is now, kept, or None if it is not for everybody; Django's answer)."""
        began = monotonic()
        answer, made = CollectedResponse(), MadeParts()
        PARTS.set(made)  # of this task alone
        # A page that is asked for again and again has a share of its own: who happens to ask first does not delay it.
        own = {"network": PAGES} if asked.key in self.pages else {}
        await self.django(asked.scope | own, nothing, answer.take)
        page = answer.page(began)
        if page and made.parts:
            page.public = PublicPage(SplitPage(made.parts), made.about)
        self.keep(asked.key, page)
        if page and asked.encoding:
            await page.encode(asked.encoding)
            self.count(page)
        return page, answer

    def keep(self, key: tuple[str, bytes], page: CachedPage | None) -> None:
        before = self.pages.pop(key, None)
        if before:
            self.drop(before)
        if page:
            page.reuse_bodies(before)
            self.pages[key] = page
            self.count(page)

    def count(self, page: CachedPage) -> None:
        """Add what a page has grown by; the longest unused go when there is too much."""
        if page.counted >= 0:  # not one that was dropped while somebody waited for it
            self.size += page.size - page.counted
            page.counted = page.size
        while self.size > self.most and self.pages:
            self.drop(self.pages.popitem(last=False)[1])

    def drop(self, page: CachedPage) -> None:
        self.size -= page.counted
        page.counted = -1


async def nothing() -> Any:
    """A request without a body."""
    return {"type": "http.request", "body": b"", "more_body": False}


class CollectedResponse:
    """An answer of Django, gathered."""

    def __init__(self) -> None:
        self.status, self.body = 0, bytearray()
        self.headers: list[tuple[bytes, bytes]] = []

    async def take(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = [(bytes(name).lower(), bytes(value)) for name, value in message["headers"]]
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def pass_on(self, asked: PageRequest, send: Callable[..., Any]) -> bool:
        """Pass the answer on as it is; False if it has a cookie, which was not made for this client."""
        if any(name == b"set-cookie" for name, _ in self.headers):
            return False
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": b"" if asked.head else bytes(self.body), "more_body": False})
        return True

    def page(self, made: float) -> CachedPage | None:
        """The snapshot of it, or None if it is not for everybody."""
        headers = dict(self.headers)
        public = self.status == 200 and headers.get(b"cache-control") == FRESH.encode() and b"etag" in headers
        if not public or b"set-cookie" in headers or b"cookie" in headers.get(b"vary", b"").lower():
            return None
        return CachedPage(made, self.headers, bytes(self.body))
