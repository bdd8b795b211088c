"""Answers that Django makes in parts (an archive): a client that takes them too slowly does not hold a thread."""

from __future__ import annotations

import asyncio
from typing import Any

GRACE_SECONDS = 20  # for a client that takes nothing
SLOWEST = 16 * 1024  # bytes a second beyond that, on the average


class PatientSend:
    """The `send` of one answer. Once its client is too slow, what follows is dropped, so that Django comes to an end.

    The server closes the connection then, for the answer is not whole.
    """

    def __init__(self, send: Any) -> None:
        self.send, self.given_up = send, False
        self.deadline = asyncio.get_running_loop().time() + GRACE_SECONDS

    async def __call__(self, message: Any) -> None:
        if self.given_up:
            return
        try:
            async with asyncio.timeout_at(self.deadline):
                await self.send(message)
        except TimeoutError:
            self.given_up = True
        self.deadline += len(message.get("body", b"")) / SLOWEST
