"""The change buffer of one watched article: its last changed elements as HTML, under the ids of their changes."""

import asyncio
import sys
from collections import OrderedDict
from itertools import groupby, takewhile
from typing import Any

LONGEST = 400
FRAME_BYTES = 16 * 1024  # of elements, unless a single change has more
FRAMES_MOST, FRAMES_BYTES = 32, 2 * 1024 * 1024
RESYNC = object()
Thing = tuple[str, int]  # kind, pk
Ids = dict[Thing, int]
Rendered = dict[Thing, dict[str, str]]
Entry = tuple[int, dict[str, str]]


class ChangeBuffer:
    """Elements of one article newer than `start`; a later change of the same thing replaces the earlier one.

    Connections pull from it at their own cursor: nothing is queued for anybody, so a reader who never reads
    costs nothing. Used in the event loop only.
    """

    def __init__(self, article_pk: int, cursor: int) -> None:
        self.article_pk, self.start, self.cursor = article_pk, cursor, cursor
        # {thing: (change id, {variant: HTML})}, in order of ids
        self.entries: dict[Thing, Entry] = {}
        self.size = 0  # bytes of all elements, as they were last measured
        # {(variant, the first change in it): (bytes, the last change in it)}, until the next change
        self.frames: OrderedDict[tuple[str, int], tuple[bytes, int]] = OrderedDict()
        self.variants: dict[str, int] = {}  # {variant: how many watch in it}
        self.watchers = 0
        self.dirty = asyncio.Event()
        self.wakes = 0  # how often whoever waits was told to look
        self.naps: set[asyncio.Future[None]] = set()  # of connections that wait

    def enter(self, variant: str) -> None:
        self.watchers += 1
        self.variants[variant] = self.variants.get(variant, 0) + 1

    def leave(self, variant: str) -> None:
        self.watchers -= 1
        self.variants[variant] -= 1

    def take(self, ids: Ids, rendered: Rendered) -> None:
        """Add newly rendered things: `ids` {thing: change id}, `rendered` {thing: {variant: HTML}}."""
        for thing, pk in ids.items():
            self.entries.pop(thing, None)
            self.entries[thing] = (pk, rendered[thing])
        self.cursor = max(self.cursor, *ids.values())
        while len(self.entries) > LONGEST:
            self.start = self.entries.pop(next(iter(self.entries)))[0]
        self.frames.clear()

    def reach_back(self, start: int, ids: Ids, rendered: Rendered) -> None:
        """Put older things before what is here, so that the buffer is whole from `start`; newer HTML wins."""
        older = {thing: (pk, rendered[thing]) for thing, pk in ids.items() if thing not in self.entries}
        self.entries = dict(sorted((older | self.entries).items(), key=lambda item: item[1][0]))
        self.start = min(self.start, start)
        self.frames.clear()

    def wake(self) -> None:
        """Let every waiting connection look: there is something new, a beat is due, or the end has come."""
        self.wakes += 1
        while self.naps:
            self.stop_waiting(next(iter(self.naps)))

    def next_wake(self) -> asyncio.Future[None]:
        """What a connection waits for until there is something to look at."""
        nap = asyncio.get_running_loop().create_future()
        self.naps.add(nap)
        return nap

    def stop_waiting(self, nap: asyncio.Future[None]) -> None:
        self.naps.discard(nap)
        if not nap.done():
            nap.set_result(None)

    def since(self, after: int) -> Any:
        """The [(change id, {variant: HTML})] newer than `after`, or RESYNC if some have already fallen out."""
        if after < self.start or after > self.cursor:
            return RESYNC
        newer = takewhile(lambda entry: entry[0] > after, reversed(self.entries.values()))  # they are in order of ids
        return list(newer)[::-1]

    def frame(self, variant: str, after: int) -> Any:
        """(bytes, cursor) that bring a connection from `after` nearer to `self.cursor`; RESYNC if it fell out.

        A connection takes one frame after the other, so that one that does not read holds little.
        """
        if after == self.cursor:
            return b"", after
        newer = self.since(after)
        if newer is RESYNC:
            return RESYNC
        # By what it holds, not by `after`: anybody may name any number between two changes.
        key = (variant, newer[0][0] if newer else 0)
        if key not in self.frames:
            self.frames[key] = self.make_frame(variant, newer)
            self.trim_frames()
        return self.frames[key]

    def make_frame(self, variant: str, newer: list[Entry]) -> tuple[bytes, int]:
        """(one event with the first of `newer` that fit into a frame, the last change in it)."""
        elements: list[str] = []
        size, cursor = 0, self.cursor
        for pk, group in groupby(newer, key=lambda entry: entry[0]):  # one change may have drawn several elements
            more = [rendered[variant] for _, rendered in group]
            size += sum(len(html.encode()) for html in more)
            if elements and size > FRAME_BYTES:
                break
            elements += more
            cursor = pk
        else:
            cursor = self.cursor
        return event("change", cursor, "\n".join(elements)), cursor

    def trim_frames(self) -> None:
        """Keep few frames, and few bytes of them: most readers are at the same change, the others make their own."""
        while len(self.frames) > FRAMES_MOST or sum(len(data) for data, _ in self.frames.values()) > FRAMES_BYTES:
            if len(self.frames) == 1:
                return
            self.frames.popitem(last=False)

    def measure(self) -> None:
        """Find the size anew, after something was added."""
        self.size = sum(sys.getsizeof(html) for _, rendered in self.entries.values() for html in rendered.values())

    def forget(self) -> None:
        """Let go of everything: who is behind loads the page anew, who is not notices nothing."""
        self.entries.clear()
        self.frames.clear()
        self.start, self.size = self.cursor, 0

    def missing_in(self, variant: str, after: int) -> list[dict[str, str]]:
        """The elements newer than `after` that nobody has needed in this variant yet."""
        entries = self.since(after)
        return [] if entries is RESYNC else [rendered for _, rendered in entries if variant not in rendered]


def event(name: str, cursor: int, html: str = "") -> bytes:
    """One server-sent event (WHATWG HTML §9.2): its id is the last change that it contains."""
    lines = "".join(f"data: {line}\n" for line in html.replace("\r", "").split("\n"))
    return f"id: {cursor}\nevent: {name}\n{lines}\n".encode()
