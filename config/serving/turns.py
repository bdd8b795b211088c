"""Whose request takes the next thread: addresses take turns, so that one that asks much waits for itself alone."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from config.serving.responses import RequestRefused

BUSY = "现在访问的人太多，请稍等几秒再试。"
RETRY_SECONDS = 3


class FairTurns:
    """`threads` requests at work; of those that wait, the next is of the address whose turn was longest ago.

    One address never has all threads: `spare` are left for the others. At most `most` wait, `each` of one address;
    beyond that a request is refused (503). Used in the event loop only.
    """

    def __init__(self, threads: int, most: int, each: int, spare: int = 2) -> None:
        self.free, self.share = threads, max(1, threads - spare)
        self.most, self.each = most, each
        self.working: dict[str, int] = {}
        self.waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self.waiting_count = 0

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        await self.take(address)
        try:
            yield
        finally:
            self.give(address)

    async def take(self, address: str) -> None:
        if self.free and self.working.get(address, 0) < self.share:
            return self.start(address)
        queue = self.waiting.get(address, ())
        if self.waiting_count >= self.most or len(queue) >= self.each:
            raise RequestRefused(503, BUSY, RETRY_SECONDS)
        turn = asyncio.get_running_loop().create_future()
        self.waiting.setdefault(address, deque()).append(turn)
        self.waiting_count += 1
        try:
            await turn
        except asyncio.CancelledError:
            self.abandon(address, turn)
            raise

    def start(self, address: str) -> None:
        self.free -= 1
        self.working[address] = self.working.get(address, 0) + 1

    def give(self, address: str) -> None:
        """End the work of one request of `address`, and let whoever is next begin."""
        self.free += 1
        left = self.working[address] - 1
        if left:
            self.working[address] = left
        else:
            del self.working[address]
        self.admit()

    def admit(self) -> None:
        for address in list(self.waiting):
            if not self.free:
                return
            if self.working.get(address, 0) < self.share:
                self.admit_one(address)

    def admit_one(self, address: str) -> None:
        queue = self.waiting.pop(address)
        turn = queue.popleft()
        self.waiting_count -= 1
        if queue:
            self.waiting[address] = queue  # behind all others
        if not turn.cancelled():  # who waited may have left in this very moment
            self.start(address)
            turn.set_result(None)

    def abandon(self, address: str, turn: asyncio.Future[None]) -> None:
        """Whoever waited has left: out of the queue, or the turn that came in the same moment is handed on."""
        if turn.done() and not turn.cancelled():
            return self.give(address)
        queue = self.waiting.get(address)
        if queue and turn in queue:
            queue.remove(turn)
            self.waiting_count -= 1
            if not queue:
                del self.waiting[address]
        return None
