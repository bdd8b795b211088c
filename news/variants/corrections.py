"""Our corrections of the dictionaries, as data: `data/*.toml`, each group with its reason. Functions without Django."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import Pattern
from typing import Any

from news.variants.noncharacters import BOUNDARY

DATA = Path(__file__).parent / "data"


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text("utf-8"))


SCRIPT = read_toml("script.toml")
BOTH = "both"


@dataclass(frozen=True)
class Letter:
    """One letter of the dictionary's result that a place writes otherwise, but in words that hold one of `kept`."""

    letter: str
    shown: str
    kept: tuple[str, ...]


@dataclass(frozen=True)
class PlacePattern:
    """A place in Simplified text that has `letter`: what finds it, and what takes its place, with `BOUNDARY`."""

    letter: str
    pattern: Pattern[str]
    shown: str


@dataclass(frozen=True)
class Corrections:
    """What is corrected in one Traditional view: whole words, letters, and places that a pattern finds.

    `words`: {a word in Simplified: what it becomes}.
    """

    words: dict[str, str]
    letters: tuple[Letter, ...]
    patterns: tuple[PlacePattern, ...]


def of_place(group: dict[str, Any], slug: str) -> dict[str, str]:
    """What a group of the file says for both places and for this one, which wins."""
    return group.get(BOTH, {}) | group.get(slug, {})


@cache
def corrections(slug: str) -> Corrections:
    """The corrections of the Traditional view `slug`."""
    table = read_toml("traditional.toml")
    words: dict[str, str] = {}
    for group in table["words"]:
        words |= of_place(group, slug)
    letters = (
        Letter(letter, shown, tuple(group.get("kept", ())))
        for group in table["letters"]
        for letter, shown in of_place(group, slug).items()
    )
    patterns = (
        PlacePattern(
            group["letter"], re.compile(group["pattern"]), of_place(group, slug)["shown"].replace("|", BOUNDARY)
        )
        for group in table["patterns"]
        if of_place(group, slug)
    )
    return Corrections(words, tuple(letters), tuple(patterns))


@cache
def own_words(slug: str) -> Pattern[str]:
    """Finds the words of our corrections for a view, the longest first, as one group."""
    longest_first = sorted(corrections(slug).words, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})")


@cache
def simplified(typed: bool) -> tuple[Pattern[str], dict[str, str]]:
    """Corrections of the Simplified view: a pattern of what to look at, and what its finds become, if anything.

    `typed`: only those that hold for text which was typed in Simplified.
    """
    table = read_toml("simplified.toml")
    replaced: dict[str, str] = {}
    kept: list[str] = []
    for group in table["words"]:
        if typed and not group.get("typed"):
            continue
        replaced |= group.get("replace", {})
        kept += group.get("keep", ())
    longest_first = sorted([*kept, *replaced], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), replaced
