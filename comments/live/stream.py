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
    match = PATH.match(scope["path"])
    assert match is not None  # see `wants_stream`
    variant, pk = match.groups()
    variant = variant or ""
    joined = await hub.join(int(pk), variant, cursor_in(scope))
    if joined is None:
        await refuse(send, 503 if hub.stopping else 404)
        return
    buffer, cursor = joined
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await follow(hub, buffer, variant, cursor, receive, send)
    except OSError:
        pass
    finally:
        hub.leave(buffer, variant)


async def follow(hub: Any, buffer: ChangeBuffer, variant: str, cursor: Any, receive: Receive, send: Send) -> None:
    """Send what is new as it comes, until the client leaves or the process ends."""
    # With jitter, so that a restart does not bring everybody back in one instant.
    chunk, beats = f"retry: {random.randint(500, 2500)}\n\n".encode(), hub.beats
    leaving = asyncio.ensure_future(wait_for_disconnect(receive))
    try:
        while not hub.stopping and not leaving.done():
            moved = buffer.moved  # taken before the buffer is read: what comes in between wakes us again
            frame = RESYNC if cursor is RESYNC else await hub.frame(buffer, variant, cursor)
            if frame is RESYNC:
                frame = event("resync", buffer.cursor), buffer.cursor
            data, cursor = frame
            chunk += data
            if beats != hub.beats:
                chunk, beats = chunk or BEAT, hub.beats
            if chunk:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
                chunk = b""
            if cursor == buffer.cursor:
                await asyncio.wait((moved, leaving), return_when=asyncio.FIRST_COMPLETED)
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        leaving.cancel()


async def refuse(send: Send, status: int) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept"),
        *SECURE_HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": "没有这条新闻。\n".encode(), "more_body": False})


async def wait_for_disconnect(receive: Receive) -> None:
    """Return once the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
