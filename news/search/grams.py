"""What is searched: a folded text as a stream of 2-grams, and the units of which it is made. Functions without Django.

A unit is one Han, kana or Hangul character, one word of other letters and digits, or a sign that touches such a word
(5.5%, C++, .NET). Units that touch or are parted by one blank form a run; a run becomes the 2-grams of its units, which
say whether a blank is between: 普京访华 2024 → 普京 京访 访华 华ː2024. So A股 is found in A股大涨, and a phrase with a
blank is found as it stands. Beside the stream stand all units but signs, each once, so that one character or one word
is found by itself, and of each Latin word how it may begin.

`news.search.query` reads queries with the same functions, on every database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from typing import Any

from news.variants.folding import fold

BREAK = "ː"  # stands between runs, and in a gram for the blank; a letter, so that every tokenizer keeps it
CHARACTERS = r"\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
WIDE = re.compile(rf"[{CHARACTERS}]")
WORD_LETTER = rf"[^\W_{CHARACTERS}]"
SIGNS = r"\-.+#%‰&/:$€£¥°_"
SIGN = re.compile(rf"[{SIGNS}]")
UNIT = re.compile(rf"[{CHARACTERS}]|{WORD_LETTER}+|[{SIGNS}]")
# One letter of a run, or up to three signs that touch a word.
PART = rf"(?:[{CHARACTERS}]|{WORD_LETTER}|(?<={WORD_LETTER})[{SIGNS}]{{1,3}}|[{SIGNS}]{{1,3}}(?={WORD_LETTER}))"
RUN = re.compile(rf"{PART}+(?: {PART}+)*")
SAFE = re.compile(r"[a-z0-9ː\u3400-\u9fa5]+")  # what every tokenizer takes for letters
TOKEN_LONGEST = 300
PREFIX_SHORTEST, PREFIX_LONGEST = 3, 20


def runs(folded: str) -> list[str]:
    """The runs of a folded text, as they stand in it."""
    return RUN.findall(folded)


def is_word(unit: str) -> bool:
    return len(unit) > 1 or not (WIDE.match(unit) or SIGN.match(unit))


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
    """(2-grams in order with breaks between runs, the units and how words begin) of texts, parted by spaces."""
    found = [run for text in texts for run in runs(fold(text))]
    pairs = (" ".join(grams(run)) for run in found)
    units = dict.fromkeys(unit for run in found for unit in UNIT.findall(run) if not SIGN.match(unit))
    begun = dict.fromkeys(token for unit in units for token in beginnings(unit))
    return f" {BREAK} ".join(filter(None, pairs)), " ".join([*map(safe, units), *begun])


def may_go_on(word: str) -> bool:
    """Whether a word finds words that begin with it: of letters first, neither too short nor too long."""
    is_latin = is_word(word) and not word[0].isdigit()
    return is_latin and PREFIX_SHORTEST <= len(word) <= PREFIX_LONGEST


def beginnings(unit: str) -> Iterator[str]:
    """The tokens of how a word begins, itself included; no number is cut: iphone15 → iph … iphone iphone15."""
    if is_word(unit) and not unit[0].isdigit():
        for size in range(PREFIX_SHORTEST, min(len(unit), PREFIX_LONGEST) + 1):
            if not (unit[size - 1].isdigit() and unit[size : size + 1].isdigit()):
                yield beginning(unit[:size])


def beginning(part: str) -> str:
    """The token of words that begin so."""
    return safe(f"{BREAK}{part}")
