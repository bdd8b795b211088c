"""Which script a text is written in, by the letters that only one of the two has. Functions without Django."""

import re
from functools import cache
from re import Pattern

from news.variants.corrections import SCRIPT
from news.variants.opencc_tables import convert_letters

# So many letters of one script's own to one of the other: then the few are slips, and they alone are converted.
MAJORITY = 3


@cache
def alphabet(kind: str) -> frozenset[str]:
    """The characters that only Simplified ("simplified") or only Traditional ("traditional") has."""
    traditional = set(convert_letters("t2s"))
    if kind == "traditional":
        return frozenset(traditional - set(SCRIPT["both_traditional"]))
    return frozenset(set(convert_letters("s2t")) - traditional - set(SCRIPT["both_simplified"]))


@cache
def own_letters(kind: str) -> Pattern[str]:
    """Finds the letters of one script's own in a text."""
    return re.compile(f"[{''.join(sorted(alphabet(kind)))}]")


@cache
def spellings() -> dict[str, str]:
    """{letter: itself and every letter of Traditional that Simplified writes so}."""
    found: dict[str, str] = {}
    for letter, plain in sorted(convert_letters("t2s").items()):
        if letter in alphabet("traditional"):
            found[plain] = found.get(plain, plain) + letter
    return found


def spellings_in_both(pattern: str) -> str:
    """A regular expression that finds in either script what `pattern`, in Simplified, finds; not inside [ ]."""
    return re.sub(r"[\u4e00-\u9fff]", lambda match: f"[{spellings().get(match[0], match[0])}]", pattern)


@cache
def neutral() -> Pattern[str]:
    """Words of both scripts in which a letter stands that otherwise only Simplified would write."""
    return re.compile("|".join(map(re.escape, SCRIPT["both_in_words"])))


def count_letters(text: str) -> tuple[int, int]:
    """(how many letters of Simplified's own a text has, how many of Traditional's own)."""
    text = neutral().sub("", text)
    return len(own_letters("simplified").findall(text)), len(own_letters("traditional").findall(text))


def detect_script(text: str) -> str:
    """Return "simplified", "traditional", "mixed" or "" (neither shows) for a text."""
    simple, full = count_letters(text)
    return "mixed" if simple and full else "simplified" if simple else "traditional" if full else ""


def other_script(slug: str) -> str:
    """The script in which a view of the site is not written."""
    return "traditional" if slug == "zh-hans" else "simplified"


def count_own(text: str, slug: str) -> tuple[int, int]:
    """(letters that only the script of the view `slug` has, letters that only the other has)."""
    simple, full = count_letters(text)
    return (simple, full) if slug == "zh-hans" else (full, simple)


@cache
def cantonese() -> Pattern[str]:
    """Finds a word that only people who type Traditional write."""
    return re.compile("|".join(map(re.escape, SCRIPT["cantonese"])))


def is_in(text: str, slug: str, own: int, other: int) -> bool:
    """Whether a text is already in the variant `slug`, so that a reader gets it as it was typed.

    `own`, `other`: what `count_own` says of it; where no letter shows a script, Cantonese is Traditional.
    """
    return other == 0 and (own > 0 or slug != "zh-hans" and cantonese().search(text) is not None)
