"""What somebody may have meant by a mistyped Latin word: words and pinyin one edit away. Functions without Django."""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from news.search.pinyin import pinyin_ways

MISTYPED = re.compile(r"[a-z]{5,15}")  # in a shorter word one edit makes another word
PINYIN_MOST = 150  # of ways to read the words one edit away


def may_be_mistyped(word: str) -> bool:
    return MISTYPED.fullmatch(word) is not None


def near_words(word: str) -> list[str]:
    """The words that one letter more, less or changed makes of `word`, or two letters changed about."""
    return list(dict.fromkeys(one for one in edits(word) if one != word))


def edits(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if len(tail) > 1:
            yield f"{head}{tail[1]}{tail[0]}{tail[2:]}"
        if tail:
            yield f"{head}{tail[1:]}"
            yield from (f"{head}{letter}{tail[1:]}" for letter in ascii_lowercase)
        yield from (f"{head}{letter}{tail}" for letter in ascii_lowercase)


def near_pinyin(words: list[str]) -> list[tuple[str, ...]]:
    """The tokens of those of `words` that are pinyin of two syllables and more."""
    found: dict[tuple[str, ...], None] = {}
    for word in words:
        found |= dict.fromkeys(pinyin_ways([word])[:1])
        if len(found) >= PINYIN_MOST:
            break
    return list(found)
