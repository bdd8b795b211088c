"""Bodies of requests, read whole before a thread is taken: small in memory, the rest on disk, all of it bounded."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings

from config.serving.address_limits import Holder, Places
from config.serving.responses import RequestRefused

IN_MEMORY = 64 * 1024  # bytes of one body; what is longer goes to disk
MOST = 512  # bodies at once
IDLE_SECONDS = 10  # without a byte
GRACE_SECONDS = 20  # before a body's speed is looked at
SLOWEST = 16 * 1024  # bytes a second, on the average
YIELD_SECONDS = 2  # after which a body gives way to another, if all places are taken and it is the slowest
SLOW = "数据传得太慢，请检查网络后再试一次。"
FULL = "现在上传的人太多，请稍等几秒再试。"


class Body(Holder):
    """One body: what has come so far, since when, and whether it must give way."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.file = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(folder))  # noqa: SIM115  (`reading` closes it)
        self.size, self.whole = 0, False

    @property
    def age(self) -> float:
        return monotonic() - self.began

    @property
    def speed(self) -> float:
        """Bytes a second on the average; of a body that has just begun, endless."""
        return self.size / self.age if self.age > YIELD_SECONDS else float("inf")

    @property
    def slowness(self) -> float:
        return 1 / (1 + self.speed) if self.age > YIELD_SECONDS else -1

    @property
    def may_yield(self) -> bool:
        """What is whole waits for us, not for its client."""
        return not self.whole and not self.cut.done()

    def is_slow(self) -> bool:
        return self.age > GRACE_SECONDS and self.size < SLOWEST * self.age

    def add(self, piece: bytes) -> None:
        self.file.write(piece)
        self.size += len(piece)


class Bodies:
    """All bodies that are being read or held in this process. Used in the event loop only."""

    def __init__(self, most: int = MOST) -> None:
        self.places: Places[Body] = Places(most, settings.BODIES_PER_ADDRESS)
        self.disk_most = settings.BODY_DISK_MB * 1024 * 1024
        self.folder = settings.DATA_DIR / "uploads"
        self.folder.mkdir(mode=0o700, exist_ok=True)

    @contextmanager
    def reading(self, address: str) -> Iterator[Body]:
        """A new body for a request from `address`; forgotten at the end. RequestRefused (503) if there are too many."""
        body = Body(self.folder)
        if not self.places.enter(address, body):
            raise RequestRefused(503, FULL, retry_after=5)
        try:
            yield body
        finally:
            body.file.close()
            self.places.leave(body)

    async def read(self, body: Body, receive: Callable[..., Any], limit: int) -> None:
        """Read the whole body. RequestRefused if it is longer than `limit` bytes, too slow, cut off, or has no room."""
        more = True
        while more:
            message = await self.next_message(body, receive)
            if message["type"] != "http.request":
                raise RequestRefused(400, "数据没有传完，请再试一次。")
            piece, more = message.get("body", b""), message.get("more_body", False)
            if body.size + len(piece) > limit:
                raise RequestRefused(413, f"上传的文件过大（最多 {limit // 1024 // 1024} MB）。")
            self.check_disk(body, len(piece))
            body.add(piece)
        body.whole = True

    async def next_message(self, body: Body, receive: Callable[..., Any]) -> dict[str, Any]:
        """The next message of a request; RequestRefused (408) if it takes too long or the body has to give way."""
        coming = asyncio.ensure_future(once(receive))
        await asyncio.wait((coming, body.cut), timeout=IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if coming.done() and not body.cut.done() and not body.is_slow():
            return coming.result()
        coming.cancel()
        raise RequestRefused(408, SLOW)

    def check_disk(self, body: Body, more: int) -> None:
        """RequestRefused (503) if this body would take more than is left; the slowest of the others gives way."""
        if body.size + more <= IN_MEMORY:
            return
        on_disk = [one for one in self.places if one.size > IN_MEMORY]
        if sum(one.size for one in on_disk) + more <= self.disk_most:
            return
        others = [one for one in on_disk if one is not body and one.may_yield]
        slowest = min(others, key=lambda one: one.speed, default=None)
        if slowest is None or slowest.speed >= body.speed:
            raise RequestRefused(503, FULL, retry_after=10)
        self.places.remove(slowest)


async def once(receive: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    return await receive()
