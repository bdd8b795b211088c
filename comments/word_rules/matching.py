"""Which rules a text hits, and where: Aho–Corasick over folded texts, in time linear in the text's length.

Without a database. There are no regular expressions in rules, so none can take long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from comments.word_rules.folding import (
    Folded,
    Spelled,
    fold_alike,
    fold_emoji,
    fold_letter,
    fold_text,
    spell_text,
)

HITS_MOST = 200  # of one text; what is hit more often is known well enough


@dataclass(frozen=True)
class Pattern:
    """What of a rule is looked for: its number, the word, phrases that excuse it, and how it is compared."""

    key: int
    word: str
    excuses: tuple[str, ...] = ()
    pinyin: bool = False
    alike: bool = False


@dataclass(frozen=True)
class Hit:
    """A hit: the key of the rule, and the stretch (start, end) of the original text."""

    key: int
    start: int
    end: int


@dataclass
class Stream:
    """One way of folding, and all the words and phrases that are looked for in it: [(key, letters, is an excuse)]."""

    entries: list[tuple[int, str, bool]] = field(default_factory=list)
    automaton: Any = None

    def add(self, key: int, letters: str, excuses: bool) -> None:
        if letters:
            self.entries.append((key, letters, excuses))

    def build(self) -> None:
        if self.entries:
            words = [letters for _, letters, _ in self.entries]
            self.automaton = AhoCorasick(words, matchkind=MatchKind.Standard)

    def find(self, folded: Folded) -> list[Hit]:
        """The hits in a folded text that no phrase of the same rule covers."""
        words: dict[int, list[tuple[int, int]]] = defaultdict(list)
        excused: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, start, end in self.automaton.find_matches_as_indexes(folded.letters, overlapping=True):
            key, _, excuses = self.entries[number]
            if isinstance(folded, Spelled) and (start not in folded.starts or end not in folded.ends):
                continue
            stretches = excused[key] if excuses else words[key]
            if len(stretches) < HITS_MOST:
                stretches.append((start, end))
        return [
            Hit(key, folded.places[start], folded.places[end - 1] + 1)
            for key, stretches in words.items()
            for start, end in stretches
            if not any(first <= start and end <= last for first, last in excused[key])
        ]


class Matcher:
    """All rules of a site, ready to look for. Building it for 5,000 rules takes some 30 ms."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.plain, self.emoji, self.alike, self.pinyin = Stream(), Stream(), Stream(), Stream()
        for pattern in patterns:
            self.add(pattern)
        for stream in (self.plain, self.emoji, self.alike, self.pinyin):
            stream.build()

    def add(self, pattern: Pattern) -> None:
        has_emoji = fold_text(pattern.word, fold_emoji).letters != fold_text(pattern.word).letters
        stream, fold_one = (self.emoji, fold_emoji) if has_emoji else (self.plain, fold_letter)
        ways = [(stream, lambda text: fold_text(text, fold_one).letters)]
        if pattern.alike:
            ways.append((self.alike, lambda text: fold_text(text, fold_alike).letters))
        if pattern.pinyin:
            ways.append((self.pinyin, lambda text: spell_text(text).letters))
        for way, letters_of in ways:
            way.add(pattern.key, letters_of(pattern.word), excuses=False)
            for phrase in pattern.excuses:
                way.add(pattern.key, letters_of(phrase), excuses=True)

    def find(self, text: str) -> list[Hit]:
        """Every hit of every rule, in the order of the text; of two that one rule has at one place, one."""
        hits: set[Hit] = set()
        if self.plain.automaton:
            hits.update(self.plain.find(fold_text(text)))
        if self.emoji.automaton:
            hits.update(self.emoji.find(fold_text(text, fold_emoji)))
        if self.alike.automaton:
            hits.update(self.alike.find(fold_text(text, fold_alike)))
        if self.pinyin.automaton:
            hits.update(self.pinyin.find(spell_text(text)))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.key))[:HITS_MOST]
