"""What differs between two bodies, paragraph by paragraph and word by word; without Django, and bounded in time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import unescape
from itertools import groupby, zip_longest

from news.text.typed_body import BREAK, TAG, split_blocks, to_typed

PARAGRAPHS_MOST = 4000  # of one body that are compared
COST_MOST = 400_000  # pairs of equal items that one comparison may look at
COST_TOGETHER = 3_000_000  # of one whole difference
ALIKE = 0.4  # from this likeness on, two paragraphs are one that was changed
AROUND = 1  # unchanged paragraphs shown beside a changed one
WORD = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)


@dataclass
class Piece:
    """Some words of a paragraph; `is_marked` where the other version has others."""

    text: str
    is_marked: bool = False


@dataclass
class Row:
    """One paragraph in both versions: `kind` is same, added, removed, changed, or skipped (`count` of the same)."""

    kind: str
    old: list[Piece] = field(default_factory=list)
    new: list[Piece] = field(default_factory=list)
    count: int = 0

    @property
    def is_form_only(self) -> bool:
        """Whether its words are the same, in another form: bold, a link, a sub-head."""
        return self.kind == "changed" and not any(piece.is_marked for piece in (*self.old, *self.new))


@dataclass
class Budget:
    """What the comparisons of one difference may still cost."""

    left: int = COST_TOGETHER

    def allows(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
        """Whether these two may be compared item by item; takes the cost off if so."""
        counts = Counter(new)
        cost = sum(number * counts[item] for item, number in Counter(old).items())
        if cost > min(COST_MOST, self.left):
            return False
        self.left -= cost
        return True


def compare_bodies(old: str, new: str) -> list[Row]:
    """The rows of two bodies (HTML that the sanitiser made), long runs of unchanged paragraphs put together."""
    return fold_same(list(compare_blocks(blocks_of(old), blocks_of(new), Budget())))


def compare_texts(old: str, new: str) -> Row:
    """One row for two short texts."""
    return compare_paragraphs(old, new, Budget()) if old != new else Row("same", [Piece(old)], [Piece(new)])


def blocks_of(html: str) -> list[str]:
    """The paragraphs of a body, as HTML; what lies beyond the bound is one."""
    blocks = [piece.strip() for _, piece in split_blocks(html) if piece.strip()]
    return [*blocks[:PARAGRAPHS_MOST], *(["".join(blocks[PARAGRAPHS_MOST:])] if blocks[PARAGRAPHS_MOST:] else [])]


def text_of(block: str) -> str:
    """The words of a block, with the marks that say what it is."""
    return unescape(TAG.sub("", BREAK.sub("\n", to_typed(block)))).strip()


def compare_blocks(old: list[str], new: list[str], budget: Budget) -> Iterator[Row]:
    for kind, was, now in matches(old, new, budget):
        if kind == "equal":
            yield from (Row("same", [Piece(text)], [Piece(text)]) for text in map(text_of, was))
            continue
        for one, other in zip_longest(map(text_of, was), map(text_of, now)):
            yield from compare_pair(one, other, budget)


def compare_pair(old: str | None, new: str | None, budget: Budget) -> Iterator[Row]:
    """The rows of two paragraphs that stand at one place; None where a version has none there."""
    if old is not None and new is not None:
        row = compare_paragraphs(old, new, budget)
        same = sum(len(piece.text) for piece in row.old if not piece.is_marked)
        if old == new or 2 * same >= ALIKE * (len(old) + len(new)):
            yield row
            return
    if old is not None:
        yield Row("removed", old=[Piece(old, True)])
    if new is not None:
        yield Row("added", new=[Piece(new, True)])


def compare_paragraphs(old: str, new: str, budget: Budget) -> Row:
    """A changed paragraph, with the words that differ marked; none where only its form changed."""
    row, was, now = Row("changed"), WORD.findall(old), WORD.findall(new)
    for kind, one, other in matches(was, now, budget):
        for pieces, words in ((row.old, one), (row.new, other)):
            if words:
                pieces.append(Piece("".join(words), kind != "equal"))
    return row


def matches(old: list[str], new: list[str], budget: Budget) -> Iterator[tuple[str, list[str], list[str]]]:
    """(kind, items of `old`, items of `new`) as difflib names them; what is too long to compare is replaced whole."""
    head = common_start(old, new)
    tail = common_start(old[head:][::-1], new[head:][::-1])
    was, now = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield "equal", old[:head], new[:head]
    if was and now and budget.allows(was, now):
        for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            yield kind, was[a:b], now[c:d]
    elif was or now:
        yield "replace", was, now
    if tail:
        yield "equal", old[len(old) - tail :], new[len(new) - tail :]


def common_start(old: list[str], new: list[str]) -> int:
    """How many items both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(old), len(new)))


def fold_same(rows: list[Row]) -> list[Row]:
    """Unchanged paragraphs far from any change as one row that counts them."""
    changed = [number for number, row in enumerate(rows) if row.kind != "same"]
    near = {at + step for at in changed for step in range(-AROUND, AROUND + 1)}
    found: list[Row] = []
    for is_near, group in groupby(range(len(rows)), key=lambda number: number in near):
        numbers = list(group)
        found += [rows[number] for number in numbers] if is_near else [Row("skipped", count=len(numbers))]
    return found
