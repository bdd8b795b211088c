"""How far an export or import has come, on stderr: a line a second at most, and one at the end of each step."""

import time
from collections.abc import Callable

SECONDS = 1.0


class Progress:
    """`say(sentence)` writes a line; `step` begins something that has `total` parts (None if that is not known)."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self.say, self.name = say, ""
        self.total: int | None = None
        self.done, self.said_at, self.began = 0, time.monotonic(), time.monotonic()

    def step(self, name: str, total: int | None = None, done: int = 0) -> None:
        self.name, self.total, self.done = name, total, done
        self.said_at = self.began = time.monotonic()

    def add(self, number: int = 1) -> None:
        self.done += number
        if time.monotonic() - self.said_at >= SECONDS:
            self.said_at = time.monotonic()
            self.say(f"{self.name} {self.figures()}")

    def end(self) -> None:
        if self.done:
            self.say(f"{self.name} {self.figures()}，{time.monotonic() - self.began:.1f} 秒")

    def figures(self) -> str:
        return f"{self.done}/{self.total}" if self.total is not None else f"{self.done}"
