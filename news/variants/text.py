"""Text in the reader's own variant. The only importer of OpenCC; functions without Django.

What people typed is never stored converted and never converted twice: everything here takes originals.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from re import Pattern
from typing import Any

import opencc

from news.text.unicode_text import normalize, remove_invisible

DATA = tomllib.loads((Path(__file__).parent / "data" / "script.toml").read_text("utf-8"))
HAN = range(0x3400, 0xA000)
# Converted units that a process keeps, for most of a page is the same on the next: (letters at most, units). Their
# product bounds the memory, about four bytes a letter: 24 and 16 MB. What is longer is converted each time.
SHORT_UNITS, LONG_UNITS = (200, 30_000), (2000, 2_000)
HOLE = "\ufdd3"  # a noncharacter, which no text holds, where a word of a table was taken out


@dataclass(frozen=True)
class Variant:
    """One view of the site: its address prefix, its `lang`, the OpenCC configuration that makes it."""

    slug: str
    lang: str
    config: str
    label: str


VARIANTS = {
    variant.slug: variant
    for variant in (
        Variant("zh-hans", "zh-Hans", "t2s", "简体"),
        Variant("zh-hant", "zh-Hant-TW", "s2tw", "繁體（台）"),
        Variant("zh-hk", "zh-Hant-HK", "s2hk", "繁體（港）"),
    )
}


@cache
def converter(config: str) -> Any:
    """The one OpenCC object of a configuration in this process; loading it costs 10–130 ms."""
    return opencc.OpenCC(config)


@cache
def alphabet(kind: str) -> set[str]:
    """The characters that only Simplified ("simplified") or only Traditional ("traditional") has."""
    simplify, expand = converter("t2s").convert, converter("s2t").convert
    if kind == "traditional":
        return {c for c in map(chr, HAN) if simplify(c) != c} - set(DATA["both_traditional"])
    return {c for c in map(chr, HAN) if expand(c) != c and simplify(c) == c} - set(DATA["both_simplified"])


@cache
def spellings() -> dict[str, str]:
    """{letter: itself and every letter of Traditional that Simplified writes so}."""
    simplify = converter("t2s").convert
    found: dict[str, str] = {}
    for letter in sorted(alphabet("traditional")):
        plain = simplify(letter)
        found[plain] = found.get(plain, plain) + letter
    return found


def spellings_in_both(pattern: str) -> str:
    """A regular expression that finds in either script what `pattern`, in Simplified, finds; not inside [ ]."""
    return re.sub(r"[\u4e00-\u9fff]", lambda match: f"[{spellings().get(match[0], match[0])}]", pattern)


@cache
def corrections(slug: str) -> tuple[Pattern[str], dict[str, str]]:
    """Our corrections for a variant: a pattern, words to keep first, and what its single characters become."""
    table = DATA.get(slug, {})
    words = [*table.get("keep", ()), *table.get("replace", {})]
    return re.compile("|".join(map(re.escape, words)) or "(?!)"), table.get("replace", {})


@cache
def neutral() -> Pattern[str]:
    """Words of both scripts in which a letter stands that otherwise only Simplified would write."""
    return re.compile("|".join(map(re.escape, DATA["both_in_words"])))


def detect_script(text: str) -> str:
    """Return "simplified", "traditional", "mixed" or "" (neither shows) for a text."""
    letters = set(neutral().sub("", text))
    simple = not letters.isdisjoint(alphabet("simplified"))
    full = not letters.isdisjoint(alphabet("traditional"))
    return "mixed" if simple and full else "simplified" if simple else "traditional" if full else ""


def is_in(text: str, slug: str) -> bool:
    """Whether a text is already in the variant `slug`, so that a reader gets it as it was typed."""
    return detect_script(text) == ("simplified" if slug == "zh-hans" else "traditional")


def convert(text: str, slug: str, table: tuple[Any, ...] = ()) -> str:
    """Return one unit (a comment, a paragraph) in the variant `slug`; what is in it already is left as typed.

    `table`: ((words as written, what they are in this variant), …), an editor's word against the dictionary's. In a
    unit left as typed its words are left too, by our corrections as well.
    """
    if len(text) <= SHORT_UNITS[0]:
        return convert_short(text, slug, table)
    return convert_long(text, slug, table) if len(text) <= LONG_UNITS[0] else convert_unit(text, slug, table)


def convert_unit(text: str, slug: str, table: tuple[Any, ...]) -> str:
    """What `convert` gives, made anew."""
    typed = is_in(text, slug)
    pieces = spelling(table).split(text) if table else [text]  # every second one is a word of the table
    between = resolve_ambiguous(HOLE.join(pieces[::2]), slug, typed).split(HOLE)
    same = len(between) == len(pieces[::2])
    pieces[::2] = between if same else [resolve_ambiguous(piece, slug, typed) for piece in pieces[::2]]
    shown: dict[str, str] = {} if typed else dict(table)
    pieces[1::2] = [shown.get(word, word) for word in pieces[1::2]]
    return "".join(pieces)


convert_short = lru_cache(maxsize=SHORT_UNITS[1])(convert_unit)
convert_long = lru_cache(maxsize=LONG_UNITS[1])(convert_unit)


def resolve_ambiguous(text: str, slug: str, typed: bool) -> str:
    """What the dictionary and our corrections make of a text; the corrections alone if it is left as typed."""
    return apply_corrections(text if typed else convert_run(VARIANTS[slug].config, text), slug)


@lru_cache(maxsize=256)
def spelling(table: tuple[tuple[str, str], ...]) -> Pattern[str]:
    """What finds the words of a table in a text, the longest first."""
    words = sorted((word for word, _ in table), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})")


def convert_run(config: str, text: str) -> str:
    """OpenCC on a text; it would stop at a NUL and drop the rest."""
    return "\x00".join(converter(config).convert(piece) for piece in text.split("\x00"))


def apply_corrections(text: str, slug: str) -> str:
    pattern, replacements = corrections(slug)
    return pattern.sub(lambda match: replacements.get(match.group(), match.group()), text)


def fold(text: str) -> str:
    """Return `text` as searches and checks compare it: NFKC, simplified, lower case, single spaces, nothing unseen."""
    return " ".join(to_simplified(remove_invisible(normalize("NFKC", text))).casefold().split())


def to_simplified(text: str) -> str:
    """A text of any length in Simplified by its words, letter for letter."""
    return apply_corrections(convert_run("t2s", text), "zh-hans")
