"""Pages are compressed in threads of their own, and only so many wait for one: nobody else's threads are taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from config.serving.responses import RequestRefused

THREADS = 2
MOST = 256  # bodies in hand or waiting: half a second's work
BUSY = "现在访问的人太多，请稍等几秒再试。"
RETRY_SECONDS = 2


class Compressor:
    """Runs compressors in threads. Used in the event loop only."""

    def __init__(self, most: int = MOST) -> None:
        self.most, self.waiting = most, 0
        self.threads = ThreadPoolExecutor(THREADS, "compress")

    async def run(self, encode: Callable[[bytes], bytes], body: bytes) -> bytes:
        """`encode(body)`, in a thread; RequestRefused (503) if too many wait already."""
        if self.waiting >= self.most:
            raise RequestRefused(503, BUSY, RETRY_SECONDS)
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, encode, body)
        finally:
            self.waiting -= 1


COMPRESSOR = Compressor()
