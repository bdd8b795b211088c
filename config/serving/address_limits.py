"""Shares for each address, kept in memory and bounded: how much of this process one network may have."""

from collections import OrderedDict
from time import monotonic

KNOWN_MOST = 10_000  # networks remembered at once; who is forgotten begins with a full bucket


class Buckets:
    """Token buckets by key: `burst` at once, refilled at `rate` a second; at most `most` keys are remembered."""

    def __init__(self, rate: float, burst: float, most: int = KNOWN_MOST) -> None:
        self.rate, self.burst, self.most = rate, burst, most
        self.levels: OrderedDict[str, tuple[float, float]] = OrderedDict()  # {key: (tokens, at)}

    def take(self, key: str, tokens: float = 1) -> float:
        """Take `tokens` of a key; return 0 if they were there, else the seconds until they will be."""
        now = monotonic()
        level, at = self.levels.pop(key, (self.burst, now))
        level = min(self.burst, level + (now - at) * self.rate)
        enough = level >= tokens
        self.levels[key] = (level - tokens if enough else level, now)
        if len(self.levels) > self.most:
            self.levels.popitem(last=False)
        return 0 if enough else (tokens - level) / self.rate


class Shares:
    """How many of something are held at once, in all and by each key; a key that holds none is not remembered."""

    def __init__(self, most: int, each: int) -> None:
        self.most, self.each, self.total = most, each, 0
        self.held: dict[str, int] = {}

    def take(self, key: str) -> bool:
        """Hold one more for `key`; False if that would be too many."""
        mine = self.held.get(key, 0)
        if self.total >= self.most or mine >= self.each:
            return False
        self.held[key], self.total = mine + 1, self.total + 1
        return True

    def give(self, key: str) -> None:
        """Give back one that `key` held."""
        self.total -= 1
        left = self.held[key] - 1
        if left:
            self.held[key] = left
        else:
            del self.held[key]
