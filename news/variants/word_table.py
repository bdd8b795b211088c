"""Words that are converted otherwise than the dictionary would: a table that finds its words in a text. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind


class WordTable:
    """Words as written and what they become in one variant, looked for at once, the longest first.

    Finding takes time by the length of the text, however many words there are. A table is part of the key under which
    a converted text is remembered, so it is hashed once; tables with the same words are equal.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = dict(words)
        self.key = hash(frozenset(self.words.items()))

    def __hash__(self) -> int:
        return self.key

    def __eq__(self, other: object) -> bool:
        return self is other or isinstance(other, WordTable) and self.words == other.words

    def __bool__(self) -> bool:
        return bool(self.words)

    @cached_property
    def automaton(self) -> Any:
        return AhoCorasick(list(self.words), matchkind=MatchKind.LeftmostLongest)

    def split(self, text: str) -> list[str]:
        """The text in pieces, every second one a word of the table."""
        pieces, end = [], 0
        for _, start, stop in self.automaton.find_matches_as_indexes(text):
            pieces += [text[end:start], text[start:stop]]
            end = stop
        return [*pieces, text[end:]]


NO_WORDS = WordTable({})
