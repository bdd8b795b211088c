"""The handler of page views: counted in memory, answered before Django is asked, written once a second."""

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any

from django.db import close_old_connections

from news.http.clients import is_own_origin
from news.http.secure_headers import SECURE_HEADERS
from news.page_views.counting import TALLY

EVERY_SECONDS = 1
# Nobody leaves half a request here: the answer is given without waiting for a body.
BEACON = re.compile(r"^(?:/(?:zh-hans|zh-hant|zh-hk))?/news/(\d{1,18})/reads/$")
ASKED = (b"origin", b"host", b"user-agent", b"cookie")
HEADERS = [(b"cache-control", b"no-store"), *SECURE_HEADERS]
DONE = {"type": "http.response.start", "status": 204, "headers": HEADERS}
REFUSED = {"type": "http.response.start", "status": 403, "headers": [*HEADERS, (b"content-length", b"0")]}
END = {"type": "http.response.body", "body": b"", "more_body": False}
logger = logging.getLogger(__name__)


def match_page_view(scope: dict[str, Any]) -> int | None:
    """The pk of the article that a request says is being read, or None if it says no such thing."""
    if scope["method"] != "POST" or not scope["path"].endswith("/reads/"):
        return None
    found = BEACON.match(scope["path"])
    return int(found[1]) if found else None


async def count(article: int, scope: dict[str, Any], send: Callable[..., Any]) -> None:
    """Note the reader, if a page of ours says so, and answer."""
    headers: dict[Any, Any] = dict(scope["headers"])
    asked = {name: headers[name].decode("latin-1") if name in headers else "" for name in ASKED}
    if not is_own_origin(asked[b"origin"], asked[b"host"]):
        await send(REFUSED)
    else:
        TALLY.note(article, scope["network"], asked[b"user-agent"], asked[b"cookie"])
        await send(DONE)
    await send(END)


async def flush_often() -> None:
    """Write what was counted, each second; after a failure it is tried again with the next."""
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        if TALLY.waiting:
            await asyncio.to_thread(flush)


def flush() -> None:
    close_old_connections()
    try:
        TALLY.flush()
    except Exception:
        logger.exception("readings could not be written; they are kept for the next second")
    finally:
        close_old_connections()
