"""Shares for each address, kept in memory and bounded: how much of this process one network may have."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import groupby
from time import monotonic
from typing import Generic, TypeVar

One = TypeVar("One", bound="Holder")
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


class Holder:
    """One that holds a place: a body that is read, a file that is sent. `cut` is done when it has to give way."""

    def __init__(self) -> None:
        self.began, self.cut = monotonic(), asyncio.get_running_loop().create_future()
        self.network = ""

    @property
    def slowness(self) -> float:
        """How slow it is, to be compared with others of its kind; below 0 it is too young to be judged."""
        raise NotImplementedError

    @property
    def may_yield(self) -> bool:
        """Whether anything is won if it gives way."""
        return True


class Places(Generic[One]):
    """At most `most` holders at once, `each` of one network; where there is no place, a slow one gives its own up.

    Who finds no place takes that of the slowest holder of the network that holds most: so thousands that are slow
    keep nobody out for long, and no network can take the places of those that hold fewer. Used in the event loop only.
    """

    def __init__(self, most: int, each: int) -> None:
        self.shares = Shares(most, each)
        self.held: dict[str, set[One]] = {}  # {network: its holders}

    def __iter__(self) -> Iterator[One]:
        return (one for holders in self.held.values() for one in holders)

    def enter(self, network: str, holder: One) -> bool:
        """Let a holder of `network` in; False if there is no place and nobody who has to give way."""
        if not self.shares.take(network):
            slowest = self.find_yielding(network)
            if slowest is None:
                return False
            self.remove(slowest)
            self.shares.take(network)
        holder.network = network
        self.held.setdefault(network, set()).add(holder)
        return True

    def leave(self, holder: One) -> None:
        """Give a holder's place back, unless it was taken from it before."""
        holders = self.held.get(holder.network, set())
        if holder in holders:
            holders.discard(holder)
            self.shares.give(holder.network)
        if not holders:
            self.held.pop(holder.network, None)

    def remove(self, holder: One) -> None:
        """Take the place of a holder, and tell it."""
        self.leave(holder)
        if not holder.cut.done():
            holder.cut.set_result(None)

    def find_yielding(self, network: str) -> One | None:
        """The holder that has to give way to one of `network`, or None."""
        counts = self.shares.held
        mine = counts.get(network, 0)
        if mine >= self.shares.each:
            return find_slowest(self.held[network], of_any_age=False)
        most_first = sorted(self.held, key=counts.__getitem__, reverse=True)
        for count, names in groupby(most_first, key=counts.__getitem__):
            among = (one for name in names for one in self.held[name])
            # What is young gives way too, where its network has more than its part.
            if slowest := find_slowest(among, of_any_age=count > mine + 1):
                return slowest
        return None


def find_slowest(holders: Iterable[One], of_any_age: bool) -> One | None:
    """The slowest of those that may give way; the young are judged only with `of_any_age`."""
    among = (one for one in holders if one.may_yield and (of_any_age or one.slowness >= 0))
    return max(among, key=lambda one: one.slowness, default=None)
