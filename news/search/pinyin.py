"""Pinyin without tones: how a text may be read, and which syllables somebody may have typed. Functions without Django.

The only importer of pypinyin. A text is indexed by its pairs of syllables, every reading of each character, so that no
dictionary of phrases (45 MB in every process) is needed to know how 重 is read in 重庆: → chong qing, zhong qing.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, pairwise, product
from pathlib import Path

from news.text.unicode_text import normalize
from news.variants.folding import fold

READINGS = 3  # of one character; more are names of places and the like
WAYS_MOST = 8  # in which letters are parted into syllables
TYPED_LONGEST = 30
HAN = re.compile(r"[\u3400-\u9fff]{2,}")
LETTERS = re.compile(r"[a-z]+")
LONGEST = 6  # letters of a syllable
MARK = "ːː"  # begins the token of a pair; see `news.search.grams.BREAK`
CHARACTERS_KEPT = 8000
UMLAUTS = {ord(letter): "v" for letter in "üǖǘǚǜ"}
ALIASES = {"lue": "lve", "nue": "nve"}  # as ü is typed without the v of keyboards


@cache
def syllables() -> frozenset[str]:
    """Every syllable of Mandarin; ü is written v."""
    return frozenset((Path(__file__).parent / "data" / "syllables.txt").read_text("ascii").split()) | ALIASES.keys()


@lru_cache(maxsize=CHARACTERS_KEPT)
def readings(character: str) -> tuple[str, ...]:
    """The syllables of a Chinese character, the most usual first; () of any other."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # 11 MB instead of 55
    from pypinyin import Style, pinyin  # only where a title or a name is indexed, or a word rule hears sounds

    found = pinyin(character, Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return tuple(dict.fromkeys(found[0] if found else ()))[:READINGS]


def pair(one: str, two: str) -> str:
    """The token of two syllables that follow each other."""
    return f"{MARK}{one}ː{two}"


def pinyin_tokens(*texts: str) -> list[str]:
    """The tokens by which texts are found in pinyin: each pair of characters in all its readings."""
    found: dict[str, None] = {}
    for text in texts:
        for run in HAN.findall(fold(text)):
            for one, two in pairwise(map(readings, run)):
                found |= dict.fromkeys(pair(*both) for both in product(one, two))
    return list(found)


def plain_letters(word: str) -> str:
    """A typed word without the marks of tones, ü as v; "" if it is not of Latin letters."""
    bare = normalize("NFKD", normalize("NFC", word).translate(UMLAUTS))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return plain if LETTERS.fullmatch(plain) else ""


def split_syllables(letters: str) -> list[tuple[str, ...]]:
    """The ways to part letters into syllables, the longest syllables first; [] if there is none."""
    if not 0 < len(letters) <= TYPED_LONGEST:
        return []
    ends = {len(letters)}  # from where the rest can be parted: only there does the search go, so that it is short
    for start in range(len(letters) - 1, -1, -1):
        if any(start + size in ends and letters[start : start + size] in syllables() for size in range(1, LONGEST + 1)):
            ends.add(start)

    def ways(start: int) -> Iterator[tuple[str, ...]]:
        if start == len(letters):
            yield ()
        for size in range(LONGEST, 0, -1):
            part = letters[start : start + size]
            if len(part) == size and start + size in ends and part in syllables():
                yield from ((ALIASES.get(part, part), *rest) for rest in ways(start + size))

    return list(islice(ways(0), WAYS_MOST)) if 0 in ends else []


def pinyin_ways(words: list[str]) -> list[tuple[str, ...]]:
    """The tokens, all of which a text must have, for words that follow each other or stand each by itself."""
    parted = [split_syllables(plain_letters(word)) for word in words]
    follow = (tuple(syllable for part in parts for syllable in part) for parts in product(*parted))
    ways = [tuple(map(pair, one, one[1:])) for one in islice(follow, WAYS_MOST)]
    apart = [next((tuple(map(pair, one, one[1:])) for one in ways if len(one) > 1), ()) for ways in parted]
    if len(words) > 1 and all(apart):
        ways.append(tuple(token for tokens in apart for token in tokens))
    return list(dict.fromkeys(tuple(dict.fromkeys(way)) for way in ways if way))
