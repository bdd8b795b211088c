"""Files below `/media/` and `/static/`, sent ahead of Django from the event loop: no thread waits for a client.

A file is opened for each piece of it that is read, so a client that does not read holds its socket and a few pieces,
no open file. (The server's own `http.response.pathsend` knows neither ranges nor time-outs, and keeps the file open.)
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

from django.conf import settings

from config.serving.address_limits import Holder, Places
from config.serving.byte_ranges import NotSatisfiable, is_known, wanted_range
from config.serving.found_files import MEDIA, STATIC, FoundFile, Headers, find_file, read_piece
from config.serving.page_requests import is_ours, is_secure_enough
from config.serving.responses import RequestRefused, send_whole

THREADS = 4  # that read from disk
MOST = 256  # files on their way at once
PIECE = 64 * 1024  # bytes that are read at once
SLICE = 4 * 1024  # bytes that are sent at once: the server keeps up to twenty slices for a client that does not read
WHOLE = 64 * 1024  # bytes that are sent as one
IDLE_SECONDS = 60  # without a piece taken by the client
YIELD_SECONDS = 2  # without a piece taken, after which a file gives way to another
FULL = "现在下载的人太多，请稍等几秒再试。"
NOT_MODIFIED = (b"cache-control", b"etag", b"vary", b"last-modified")


class Transfer(Holder):
    """A file on its way, and when its client last took a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.moved = self.began

    @property
    def slowness(self) -> float:
        """Seconds since the client took a piece."""
        idle = monotonic() - self.moved
        return idle if idle > YIELD_SECONDS else -1


class Files:
    """Answers requests for files. Used in the event loop only."""

    def __init__(self, most: int = MOST) -> None:
        self.places: Places[Transfer] = Places(most, settings.FILES_PER_ADDRESS)
        self.threads = ThreadPoolExecutor(THREADS, "files")

    async def answer(self, scope: Any, receive: Any, send: Any) -> bool:
        """Send the file that is asked for; False if there is none. RequestRefused (503) if too many are being sent."""
        if not may_be_file(scope):
            return False
        transfer = Transfer()
        if not self.places.enter(scope["network"], transfer):
            raise RequestRefused(503, FULL, retry_after=5)
        try:
            headers = dict(scope["headers"])
            accepted = headers.get(b"accept-encoding", b"").decode("latin-1")
            file = await self.run(find_file, scope["path"], accepted)
            return bool(file) and await self.send(file, transfer, scope | {"headers": headers}, receive, send)
        finally:
            self.places.leave(transfer)

    async def run(self, function: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.threads, function, *arguments)

    async def send(self, file: FoundFile, transfer: Transfer, scope: Any, receive: Any, send: Any) -> bool:
        """Send what is asked for of a file; False if it is gone meanwhile."""
        status, headers, start, end = plan(file, scope["method"], scope["headers"])
        if start == end or scope["method"] == "HEAD":
            await send_empty(send, status, headers)
        elif end - start <= WHOLE:
            try:
                body = await self.run(read_piece, file, start, end - start)
            except OSError:
                return False
            await send_whole(scope, send, status, without_length(headers), body)
        else:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await self.send_while_wanted(self.send_pieces(file, transfer, start, end, send), transfer, receive)
        return True

    async def send_while_wanted(self, sending: Coroutine[Any, Any, None], transfer: Transfer, receive: Any) -> None:
        """Let `sending` go on until its client has left or has to give way; then the server closes the connection."""
        tasks = asyncio.ensure_future(sending), asyncio.ensure_future(wait_for_end(receive))
        try:
            await asyncio.wait((*tasks, transfer.cut), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def send_pieces(self, file: FoundFile, transfer: Transfer, at: int, end: int, send: Any) -> None:
        """Send the bytes from `at` to before `end`, as fast as they are taken.

        Ends early if nothing is taken for too long, and if the file is gone or another one.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(IDLE_SECONDS) as patience:
                while at < end:
                    piece = await self.run(read_piece, file, at, min(PIECE, end - at))
                    for start in range(0, len(piece), SLICE):
                        body = piece[start : start + SLICE]
                        at += len(body)
                        await send({"type": "http.response.body", "body": body, "more_body": at < end})
                        transfer.moved = monotonic()
                        patience.reschedule(loop.time() + IDLE_SECONDS)
        except (OSError, TimeoutError):
            pass


def may_be_file(scope: Any) -> bool:
    """Whether a request is for a file, and one that Django would answer: what is not is refused there."""
    if scope["method"] not in ("GET", "HEAD") or not scope["path"].startswith((MEDIA, STATIC)):
        return False
    headers = dict(scope["headers"])
    return is_ours(headers) if scope["path"].startswith(MEDIA) else is_secure_enough(headers)


def plan(file: FoundFile, method: str, asked: dict[bytes, bytes]) -> tuple[int, Headers, int, int]:
    """(status, headers, first byte, byte behind the last) of an answer; no bytes at all with 304 and 416."""
    if is_known(asked, file.etag, file.modified):
        return 304, [header for header in file.headers if header[0] in NOT_MODIFIED], 0, 0
    if file.is_encoded:
        return 200, [*file.headers, length(file.size)], 0, file.size
    headers = [*file.headers, (b"accept-ranges", b"bytes")]
    try:
        part = wanted_range(asked, file.size, file.etag, file.modified) if method == "GET" else None
    except NotSatisfiable:
        return 416, [*headers, (b"content-range", b"bytes */%d" % file.size), length(0)], 0, 0
    if part is None:
        return 200, [*headers, length(file.size)], 0, file.size
    start, end = part
    content_range = (b"content-range", b"bytes %d-%d/%d" % (start, end - 1, file.size))
    return 206, [*headers, content_range, length(end - start)], start, end


def length(size: int) -> tuple[bytes, bytes]:
    return b"content-length", b"%d" % size


def without_length(headers: Headers) -> Headers:
    return [header for header in headers if header[0] != b"content-length"]


async def send_empty(send: Any, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def wait_for_end(receive: Any) -> None:
    """Return once the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
