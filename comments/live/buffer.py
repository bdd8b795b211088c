"""The change buffer of one watched article: its last changed elements as HTML, under the ids of their changes."""

import asyncio
from collections import OrderedDict
from itertools import takewhile
from typing import Any

LONGEST = 400
FRAMES_MOST, FRAMES_BYTES = 16, 2 * 1024 * 1024
RESYNC = object()
Thing = tuple[str, int]  # kind, pk
Ids = dict[Thing, int]
Rendered = dict[Thing, dict[str, str]]


class ChangeBuffer:
    """Elements of one article newer than `start`; a later change of the same thing replaces the earlier one.

    Connections pull from it at their own cursor: nothing is queued for anybody, so a reader who never reads
    costs nothing. Used in the event loop only.
    """

    def __init__(self, article_pk: int, cursor: int) -> None:
        self.article_pk, self.start, self.cursor = article_pk, cursor, cursor
        # {thing: (change id, {variant: HTML})}, in order of ids
        self.entries: dict[Thing, tuple[int, dict[str, str]]] = {}
        # {(variant, the first change in it): bytes}, until the next change
        self.frames: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self.variants: dict[str, int] = {}  # {variant: how many watch in it}
        self.watchers = 0
        self.dirty = asyncio.Event()
        self.moved: asyncio.Future[None] = asyncio.get_running_loop().create_future()

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
        self.moved.set_result(None)
        self.moved = asyncio.get_running_loop().create_future()

    def since(self, after: int) -> Any:
        """The [(change id, {variant: HTML})] newer than `after`, or RESYNC if some have already fallen out."""
        if after < self.start or after > self.cursor:
            return RESYNC
        newer = takewhile(lambda entry: entry[0] > after, reversed(self.entries.values()))  # they are in order of ids
        return list(newer)[::-1]

    def frame(self, variant: str, after: int) -> Any:
        """The bytes that bring a connection from `after` to `cursor`: b"" for nothing, RESYNC if it fell out."""
        if after == self.cursor:
            return b""
        newer = self.since(after)
        if newer is RESYNC:
            return RESYNC
        # By what it holds, not by `after`: anybody may name any number between two changes.
        key = (variant, newer[0][0] if newer else 0)
        if key not in self.frames:
            html = "\n".join(rendered[variant] for _, rendered in newer)
            self.frames[key] = event("change", self.cursor, html)
            self.trim_frames()
        return self.frames[key]

    def trim_frames(self) -> None:
        """Keep few frames, and few bytes of them: most readers are at the same change, the others make their own."""
        while len(self.frames) > FRAMES_MOST or sum(map(len, self.frames.values())) > FRAMES_BYTES:
            if len(self.frames) == 1:
                return
            self.frames.popitem(last=False)

    def missing_in(self, variant: str, after: int) -> list[dict[str, str]]:
        """The elements newer than `after` that nobody has needed in this variant yet."""
        entries = self.since(after)
        return [] if entries is RESYNC else [rendered for _, rendered in entries if variant not in rendered]


def event(name: str, cursor: int, html: str = "") -> bytes:
    """One server-sent event (WHATWG HTML §9.2): its id is the last change that it contains."""
    lines = "".join(f"data: {line}\n" for line in html.replace("\r", "").split("\n"))
    return f"id: {cursor}\nevent: {name}\n{lines}\n".encode()
