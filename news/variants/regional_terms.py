"""Names that regions write differently, found in the text of stories: 特朗普 and 川普. Functions without Django.

A name is found in both scripts, as a word of its own: never inside a longer word (公布什么, 北朝鲜), never in one of
its entry's exceptions (韩国瑜), and a place's own name only in text of that place's script: 银川普法 has no 川普.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from news.variants.corrections import SCRIPT
from news.variants.script import count_letters
from news.variants.segmentation import is_word, split_words
from news.variants.simplified import to_simplified

MAINLAND = "zh-hans"
# What may stand beside a name within one word: 老布什, 韩国队; not 北朝鲜, 布什尔.
JOINED_WORDS = frozenset(SCRIPT["words_joined_to_names"])


@dataclass(frozen=True)
class Term:
    """One entry: the name in each variant, and longer words in which it is something else."""

    forms: dict[str, str]
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A name of an entry from `start` to `end` of a text."""

    start: int
    end: int
    term: Term


def escape_term(term: Term) -> Term:
    """An entry as it stands in the text of HTML, its exceptions in Simplified, as they are looked for."""
    forms = {slug: escape(name, quote=False) for slug, name in term.forms.items()}
    return Term(forms, tuple(to_simplified(escape(word, quote=False)) for word in term.exceptions))


class TermFinder:
    """All entries, looked for at once in the text of HTML."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.terms = [escape_term(term) for term in terms]
        # {a name in Simplified: (its entry, whether it is the mainland's, which every text may say)}
        self.names: dict[str, tuple[Term, bool]] = {}
        for term in self.terms:
            for slug, name in term.forms.items():
                simple = to_simplified(name)
                _, is_everywhere = self.names.get(simple, (term, False))
                self.names[simple] = (term, is_everywhere or slug == MAINLAND)
        self.automaton: Any = AhoCorasick(list(self.names), matchkind=MatchKind.LeftmostLongest)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def find(self, text: str) -> list[Found]:
        """The names of a text (one paragraph), in order; none overlaps another."""
        if not self:
            return []
        simple = to_simplified(text)
        matches = self.automaton.find_matches_as_indexes(simple)
        if not matches:
            return []
        simplified, traditional = count_letters(text)
        ends = list(accumulate(map(len, split_words(simple)), initial=0))
        found = []
        for _, start, end in matches:
            term, is_everywhere = self.names[simple[start:end]]
            may_be_said = is_everywhere or traditional > simplified
            if may_be_said and is_whole(simple, start, end, ends) and not is_excepted(simple, start, end, term):
                found.append(Found(start, end, term))
        return found


def is_whole(text: str, start: int, end: int, ends: list[int]) -> bool:
    """Whether what stands from `start` to `end` is a word, or one with 队 or 老 joined to it; `ends`: of all words."""
    if is_latin_inside(text, start, end):
        return False
    first, last = ends[bisect_right(ends, start) - 1], ends[bisect_left(ends, end)]
    before, after = text[first:start], text[end:last]
    is_parted = bisect_right(ends, start) < bisect_left(ends, end)  # a word ends within the name
    if is_parted and (before or after):
        return False  # it goes across two words: 看普京剧
    return all(not part or part in JOINED_WORDS or len(part) > 1 and is_word(part) for part in (before, after))


def is_latin_inside(text: str, start: int, end: int) -> bool:
    """Whether a name in Latin letters is part of a longer word, or of an entity."""
    before, after = text[start - 1 : start], text[end : end + 1]
    joins_before = text[start].isascii() and text[start].isalnum() and before.isascii() and (before + "0").isalnum()
    joins_after = text[end - 1].isascii() and text[end - 1].isalnum() and after.isascii() and (after + "0").isalnum()
    return bool(before and (joins_before or before == "&") or after and joins_after)


def is_excepted(text: str, start: int, end: int, term: Term) -> bool:
    """Whether the name stands within a longer word that its entry, or the common list, names."""
    for word in (*term.exceptions, *SCRIPT["words_around_names"]):
        offset = word.find(text[start:end])
        if offset >= 0 and text.startswith(word, start - offset) and start >= offset:
            return True
    return False
