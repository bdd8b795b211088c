"""What is searched: a folded text as a stream of 2-grams, and a query as phrases of them. Functions without Django.

A unit is one Han, kana or Hangul character, or one word of other letters and digits. Units that touch or are parted by
one blank form a run; a run becomes the 2-grams of its units, which say whether a blank is between: 普京访华 2024 → 普京
京访 访华 华ː2024. So two letters are enough, A股 is found in A股大涨, and a phrase with a blank is found as it stands.
The same functions read texts and queries, on every database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

from news.variants.folding import fold

BREAK = "ː"  # stands between runs, and in a gram for the blank; a letter, so that every tokenizer keeps it
CHARACTERS = r"\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
WIDE = re.compile(rf"[{CHARACTERS}]")
WORD_LETTER = rf"[^\W_{CHARACTERS}]"
UNIT = re.compile(rf"[{CHARACTERS}]|{WORD_LETTER}+")
RUN = re.compile(rf"(?:[{CHARACTERS}]|{WORD_LETTER})+(?: (?:[{CHARACTERS}]|{WORD_LETTER})+)*")
SAFE = re.compile(r"[a-z0-9ː\u3400-\u9fa5]+")  # what every tokenizer takes for letters
QUOTED = re.compile(r'["“”「」『』]([^"“”「」『』]*)["“”「」『』]')
QUERY_LONGEST = 100
RAW_LONGEST = 4 * QUERY_LONGEST
TOO_LONG = f"要找的话太长了，最多 {QUERY_LONGEST} 个字，请缩短一些。"
TOKEN_LONGEST = 300
TERMS_MOST = 8
WAYS_MOST = 6


class BadQuery(ValueError):
    """Nothing can be searched for; the message says why."""


@dataclass(frozen=True)
class Query:
    """`phrases`: for each of what is looked for, the ways to write it; each way is grams that must follow each other.

    `words`: single words; `marks`: everything as folded text, to be shown.
    """

    phrases: tuple[tuple[tuple[str, ...], ...], ...]
    words: tuple[str, ...]
    marks: tuple[str, ...]


def runs(folded: str) -> list[str]:
    """The runs of a folded text, as they stand in it."""
    return RUN.findall(folded)


def is_word(unit: str) -> bool:
    return len(unit) > 1 or not WIDE.match(unit)


def grams(run: str) -> Iterator[str]:
    """The 2-grams of a run, in order; none if it is a single unit."""
    for one, two in pairwise(UNIT.finditer(run)):
        blank = BREAK if two.start() > one.end() else ""
        yield safe(f"{one.group()}{blank}{two.group()}")


def safe(token: str) -> str:
    """A token as every tokenizer takes it: what some would not know for letters is written as its code.

    What no index would take for its length (PostgreSQL ends at 2,700 bytes) is written as its hash.
    """
    code = token if SAFE.fullmatch(token) else f"u{token.encode().hex()}"
    return code if len(code) <= TOKEN_LONGEST else f"h{sha256(token.encode()).hexdigest()}"


def stream(*texts: Any) -> tuple[str, str]:
    """(2-grams in order with breaks between runs, the single words) of texts, as two strings parted by spaces."""
    found = [run for text in texts for run in runs(fold(text))]
    pairs = (" ".join(grams(run)) for run in found)
    words = dict.fromkeys(safe(unit) for run in found for unit in UNIT.findall(run) if is_word(unit))
    return f" {BREAK} ".join(filter(None, pairs)), " ".join(words)


def parse_query(raw: str, synonyms: Any = ()) -> Query:
    """Return the `Query` of what was typed; BadQuery, in plain words, if nothing can be searched for.

    `synonyms`: sets of folded names that mean the same; each widens what it stands in.
    """
    if len(raw) > RAW_LONGEST:  # before any work on it
        raise BadQuery(TOO_LONG)
    typed = fold(raw)
    if len(typed) > QUERY_LONGEST:
        raise BadQuery(TOO_LONG)
    terms = [*QUOTED.findall(typed), *QUOTED.sub(" ", typed).split()]
    found = list(dict.fromkeys(run for term in terms for run in runs(term) if searchable(run)))
    if not found:
        raise BadQuery("请至少输入两个字。" if typed else "请输入要找的词。")
    if len(found) > TERMS_MOST:
        raise BadQuery(f"一次最多找 {TERMS_MOST} 个词，请减少一些。")
    ways = [text_of_grams(text, synonyms) for text in found]
    phrases = tuple(tuple(filter(None, map(phrase, same))) for same in ways if phrase(same[0]))
    words = tuple(safe(same[0]) for same in ways if not phrase(same[0]))
    return Query(phrases, words, tuple(text for same in ways for text in same))


def searchable(run: str) -> bool:
    return len(run) > 1 or is_word(run)


def phrase(run: str) -> tuple[str, ...]:
    """The grams of one run; () for a single word."""
    return tuple(grams(run))


def text_of_grams(text: str, synonyms: list[Any]) -> list[str]:
    """The ways to write a run: as typed, and with a name in it as others call it."""
    ways = [text]
    for names in synonyms:
        ways += [text.replace(name, other) for name in names if name in text for other in sorted(names - {name})]
    return [way for way in dict.fromkeys(ways) if len(runs(way)) == 1][:WAYS_MOST]
