"""Texts as word rules compare them, each letter with its place in what was typed. Functions without a database.

What a word is usually disguised with falls away: the other script, width, case, accents, blanks, punctuation, invisible
letters. Emoji fall away too, except for rules that hold one themselves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from comments.readers.names import lookalikes
from news.search.pinyin import readings
from news.text.unicode_text import normalize
from news.variants.folding import fold

LETTERS_KEPT = 40_000  # characters whose fold a process remembers
# Small letters of Cyrillic and Greek that look like Latin ones; names, whose table has the others, do without them.
OTHER_SCRIPTS = str.maketrans("авсеһіјкмнорѕтухԛԝοαενρτυικχ", "abcehijkmhopstyxqwoaevptuikx")


@dataclass(frozen=True)
class Folded:
    """A folded text: `letters`, and for each of them the place in the original of the character that it came from."""

    letters: str
    places: tuple[int, ...]


@lru_cache(maxsize=LETTERS_KEPT)
def fold_letter(character: str) -> str:
    """What of one character is compared: its letters and digits, folded; "" for what falls away."""
    plain = normalize("NFKD", fold(character))
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=LETTERS_KEPT)
def fold_emoji(character: str) -> str:
    """The same, but symbols such as emoji stay."""
    return fold_letter(character) or (character if unicodedata.category(character) == "So" else "")


@lru_cache(maxsize=LETTERS_KEPT)
def fold_alike(character: str) -> str:
    """The same, with one letter for all that look like it."""
    return fold_letter(character).translate(OTHER_SCRIPTS).translate(lookalikes())


def fold_text(text: str, fold_one: Callable[[str], str] = fold_letter) -> Folded:
    """A text as rules compare it; `fold_one`: what becomes of one character."""
    pairs = [(letter, place) for place, character in enumerate(text) for letter in fold_one(character)]
    return Folded("".join(letter for letter, _ in pairs), tuple(place for _, place in pairs))


@lru_cache(maxsize=LETTERS_KEPT)
def syllable(character: str) -> str:
    """The pinyin of a Chinese character without its tone; "" of any other."""
    letter = fold_letter(character)
    return "".join(readings(letter)[:1]) if "\u3400" <= letter <= "\u9fff" else ""


@dataclass(frozen=True)
class Spelled(Folded):
    """A text in pinyin; `starts` and `ends` are the places in it where a syllable or a Latin word begins and ends."""

    starts: frozenset[int]
    ends: frozenset[int]


def spell_text(text: str) -> Spelled:
    """A text in pinyin without tones, what is Latin already as it stands."""
    letters: list[str] = []
    places: list[int] = []
    starts, ends, in_word = set(), set(), False
    for place, character in enumerate(text):
        sound = syllable(character)
        spelled = sound or fold_letter(character)
        if sound or not spelled or not in_word:
            if in_word:
                ends.add(len(letters))
            if spelled:
                starts.add(len(letters))
        letters += spelled
        places += [place] * len(spelled)
        if sound:
            ends.add(len(letters))
        in_word = bool(spelled) and not sound
    if in_word:
        ends.add(len(letters))
    return Spelled("".join(letters), tuple(places), frozenset(starts), frozenset(ends))


def mark_stretches(text: str, stretches: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """[(a piece of the text, whether it was hit)] from stretches (start, end) of it, which may overlap."""
    hit = bytearray(len(text))
    for start, end in stretches:
        hit[start:end] = b"\x01" * (end - start)
    pieces: list[tuple[str, bool]] = []
    begun = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or hit[place] != hit[begun]:
            pieces.append((text[begun:place], bool(hit[begun])))
            begun = place
    return pieces
