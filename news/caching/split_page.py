"""A finished page, cut at its slots and rows once; a reader's copy is the same pieces with a few exchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from news.caching.parts import Part, Row, Slot, public_html

OF_COMMENT = re.compile(r"c\d+(-[a-z]+)?")


class SplitPage:
    """`pieces`: the page as everybody gets it, in order, as bytes, for they are sent often. `places`: {name of a slot:
    the numbers of its pieces}. `rows`: (row, its first piece, the piece after its last), a row before those within it.
    Never changed once made, so that threads may share it.
    """

    def __init__(self, parts: tuple[Part, ...]) -> None:
        self.pieces: list[bytes] = []
        self.places: dict[str, list[int]] = {}
        self.rows: list[tuple[Row, int, int]] = []
        self.add(parts)
        self.names = frozenset(self.places)
        self.comments = frozenset(numbers_of(self.names, "c"))
        self.polls = frozenset(numbers_of(self.names, "poll-"))
        self.holds_comments_alone = all(OF_COMMENT.fullmatch(name) for name in self.names)
        self.size = sum(map(len, self.pieces))  # bytes

    def add(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            if isinstance(part, Row):
                self.add_row(part)
                continue
            if isinstance(part, Slot):
                self.places.setdefault(part.name, []).append(len(self.pieces))
                part = public_html(part)
            self.pieces.append(part.encode())

    def add_row(self, row: Row) -> None:
        number, first = len(self.rows), len(self.pieces)
        self.rows.append((row, first, first))
        self.add(row.parts)
        self.rows[number] = (row, first, len(self.pieces))

    def fill(self, contents: Mapping[str, str], is_hidden: Callable[[Row], bool] | None = None) -> bytes:
        """The HTML for one reader: slots filled with `contents` by name (the others keep their default), and in the
        place of each row for which `is_hidden` says so what stands for it."""
        pieces = self.pieces.copy()
        for name, content in contents.items():
            for place in self.places.get(name, ()):
                pieces[place] = content.encode()
        if is_hidden:
            self.hide_rows(pieces, is_hidden)
        return b"".join(pieces)

    def hide_rows(self, pieces: list[bytes], is_hidden: Callable[[Row], bool]) -> None:
        done = 0  # pieces before this one lie in a row that is hidden already
        for row, first, end in self.rows:
            if first >= done and end > first and is_hidden(row):
                pieces[first:end] = [row.hidden.encode(), *[b""] * (end - first - 1)]
                done = end


def numbers_of(names: frozenset[str], prefix: str) -> set[int]:
    """The pks in the names of slots that are `prefix` and a pk, such as "c12"."""
    tails = (name.removeprefix(prefix) for name in names if name.startswith(prefix))
    return {int(tail) for tail in tails if tail.isdigit()}
