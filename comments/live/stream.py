"""`…/changes/` as server-sent events: plain ASGI, no Django handler, no thread of its own."""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from comments.live.buffer import RESYNC, ChangeBuffer, event
from news.http.secure_headers import SECURE_HEADERS

PATH = re.compile(r"^(?:/(zh-hans|zh-hant|zh-hk))?/news/(\d{1,18})/changes/$")
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"vary", b"Accept"),
    (b"x-accel-buffering", b"no"),
    *SECURE_HEADERS,
]
BEAT = b":\n\n"
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def wants_stream(scope: Scope) -> bool:
    """Whether a request is for the stream, rather than for the poll at the same address."""
    if scope["method"] != "GET" or not scope["path"].endswith("/changes/") or not PATH.match(scope["path"]):
        return False
    return any(name == b"accept" and b"text/event-stream" in value for name, value in scope["headers"])


def cursor_in(scope: Scope) -> str:
    """Where the page stands: `Last-Event-ID` beats `?after=`; "" if neither is given."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    if b"last-event-id" in headers:
        return headers[b"last-event-id"].decode("latin-1")
    query: str = scope["query_string"].decode("latin-1")
    return parse_qs(query).get("after", [""])[0]


async def stream(hub: Any, scope: Scope, receive: Receive, send: Send) -> None:
    """Hold one connection: 404 if there is no such article, else what is new as it comes, until either side ends it."""
    match = PATH.match(scope["path"])
    assert match is not None  # see `wants_stream`
    variant = match[1] or ""
    joined = await hub.join(int(match[2]), variant, cursor_in(scope))
    if joined is None:
        await refuse(send, 503 if hub.stopping else 404)
        return
    buffer, cursor = joined
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        scope.clear()  # the server keeps it as long as the connection lasts: kilobytes that nobody reads again
        await Connection(hub, buffer, variant, cursor).follow(receive, send)
    except OSError:
        pass
    finally:
        hub.leave(buffer, variant)


class Connection:
    """An open stream, up to which change it has been sent everything, and whether its client is still there.

    Thousands are open at once and wait, so it has no more than it needs while it waits: one future.
    """

    __slots__ = ("buffer", "cursor", "has_left", "hub", "nap", "variant")

    def __init__(self, hub: Any, buffer: ChangeBuffer, variant: str, cursor: Any) -> None:
        self.hub, self.buffer, self.variant, self.cursor = hub, buffer, variant, cursor
        self.nap: asyncio.Future[None] | None = None  # what it waits for while there is nothing new
        self.has_left = False

    async def follow(self, receive: Receive, send: Send) -> None:
        """Send what is new as it comes, until the client leaves or the process ends."""
        # With jitter, so that a restart does not bring everybody back in one instant.
        chunk, beats = f"retry: {random.randint(500, 2500)}\n\n".encode(), self.hub.beats
        leaving = asyncio.ensure_future(self.wait_for_disconnect(receive))
        try:
            while not self.hub.stopping and not self.has_left:
                wakes = self.buffer.wakes  # taken before the buffer is read: what comes in between is looked at again
                chunk += await self.take_frame()
                if beats != self.hub.beats:
                    chunk, beats = chunk or BEAT, self.hub.beats
                if chunk:
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                    chunk = b""
                if self.cursor == self.buffer.cursor and wakes == self.buffer.wakes and not self.has_left:
                    self.nap = self.buffer.next_wake()
                    await self.nap
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            leaving.cancel()
            if self.nap is not None:
                self.buffer.stop_waiting(self.nap)

    async def take_frame(self) -> bytes:
        """What is next for this connection, b"" if nothing is; `cursor` is behind it then."""
        buffer, frame = self.buffer, self.cursor
        if frame is not RESYNC:
            frame = await self.hub.frame(buffer, self.variant, self.cursor)
        data, self.cursor = (event("resync", buffer.cursor), buffer.cursor) if frame is RESYNC else frame
        return data

    async def wait_for_disconnect(self, receive: Receive) -> None:
        """End the wait once the client has left."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self.has_left = True
        if self.nap is not None:
            self.buffer.stop_waiting(self.nap)


async def refuse(send: Send, status: int) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept"),
        *SECURE_HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": "没有这条新闻。\n".encode(), "more_body": False})
