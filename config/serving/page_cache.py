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
from config.serving.compressing import COMPRESSOR
from config.serving.page_requests import ENCODERS, PageRequest
from news.caching.pages import FRESH, PARTS, MadeParts
from news.caching.split_page import SplitPage

FRESH_SECONDS, STALE_SECONDS = 1, 3
OVERHEAD = 2000  # bytes of a snapshot besides its bodies, roughly
PAGES = "pages"  # whose turn it is to make a known page anew
SMALL = 700  # bytes below which nothing is won by compressing
SENT = {
    b"content-type",
    b"content-security-policy",
    b"x-content-type-options",
    b"referrer-policy",
    b"x-frame-options",
    b"cross-origin-opener-policy",
    b"strict-transport-security",
    b"cdn-cache-control",
    b"cache-control",
    b"link",
    b"last-modified",
    b"x-robots-tag",
}


class CachedPage:
    """One page as it was at `made` (monotonic seconds), its body in every encoding that somebody asked for."""

    def __init__(self, made: float, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self.made, self.bodies, self.counted = made, {b"": body}, 0
        self.encoding: dict[Any, Any] = {}  # {encoding: the task that compresses}
        self.public: PublicPage | None = None  # how it is cut for readers who are signed in
        self.etag, self.modified = dict(headers)[b"etag"], dict(headers).get(b"last-modified")
        self.headers = [(name, value) for name, value in headers if name in SENT]
        self.headers += [(b"etag", self.etag), (b"vary", b"Accept-Encoding")]

    @property
    def is_html(self) -> bool:
        return dict(self.headers).get(b"content-type", b"").startswith(b"text/html")

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + OVERHEAD + (self.public.split.size if self.public else 0)

    def is_known(self, asked: PageRequest) -> bool:
        """Whether the client has this already; a mark says more than a time."""
        if asked.marks:
            return self.etag in asked.marks or b"*" in asked.marks
        return bool(self.modified) and asked.since == self.modified

    def reuse_bodies(self, before: CachedPage | None) -> None:
        """Use what was compressed before, if the page is still the same."""
        if before and before.bodies[b""] == self.bodies[b""]:
            self.bodies, self.public = before.bodies, before.public

    async def encode(self, encoding: bytes) -> bytes:
        """The body in an encoding; compressed once, in a thread, however many ask."""
        if encoding in self.bodies:
            return self.bodies[encoding]
        if encoding not in self.encoding:
            self.encoding[encoding] = asyncio.ensure_future(self.compress(encoding))
        return await asyncio.shield(self.encoding[encoding])

    async def compress(self, encoding: bytes) -> bytes:
        try:
            self.bodies[encoding] = await COMPRESSOR.run(ENCODERS[encoding], self.bodies[b""])
            return self.bodies[encoding]
        finally:
            del self.encoding[encoding]


class PageCache:
    """The ready pages of one process, the longest unused going first; `django` makes those that are missing."""

    def __init__(self, django: Any, most: int | None = None) -> None:
        self.django = django
        self.most = settings.SNAPSHOT_MB * 1024 * 1024 if most is None else most
        self.pages: OrderedDict[tuple[str, bytes], CachedPage] = OrderedDict()
        self.making: dict[tuple[str, bytes], asyncio.Future[Any]] = {}
        self.size = 0
        self.hits = self.misses = 0

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
            return await send({"type": "http.response.body", "body": b"", "more_body": False})
        encoding = asked.encoding if len(page.bodies[b""]) >= SMALL else b""
        body = page.bodies.get(encoding)
        if body is None:
            body = await page.encode(encoding)
            self.count(page)
        headers = [*page.headers, (b"content-length", b"%d" % len(body))]
        headers += [(b"content-encoding", encoding)] if encoding else []
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        return await send({"type": "http.response.body", "body": b"" if asked.head else body, "more_body": False})

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
