"""Unicode text from outside, made safe to work on: normalised in linear time, without what cannot be seen.

Functions without Django. Normalising sorts each run of combining marks (Unicode Standard, §3.11), which in CPython is
quadratic in the run's length and holds the interpreter's lock: a run is therefore cut before, as UAX #15 does for its
"stream-safe" text.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, Literal

STREAM_SAFE = 30  # UAX #15, §13: no language needs more marks on one letter
MARKS_MOST = 8  # what readers may write: four stacked marks are the most that living scripts use
# What takes no place and shows nothing: blanks of every kind, joiners, fillers, direction marks, tags, variation
# selectors. The one list, for searches, repeats, muted words and names.
INVISIBLE_LETTERS = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
INVISIBLE = re.compile(rf"[{INVISIBLE_LETTERS}]+")
BLANK = re.compile(rf"[\s{INVISIBLE_LETTERS}]+")


def character_class(belongs: Callable[..., Any]) -> str:
    """The inside of a character class: every character for which `belongs` is true."""
    ranges, start, before = [], None, -2
    for code in range(0x20000):  # beyond it Unicode has no combining marks
        if not belongs(chr(code)):
            continue
        if code != before + 1:
            if start is not None:
                ranges.append((start, before))
            start = code
        before = code
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in [*ranges, (start, before)])


@cache
def combining_class() -> str:
    """The inside of a character class: every character that Unicode reorders when it normalises."""
    return character_class(unicodedata.combining)


@cache
def cluster() -> re.Pattern[str]:
    """Finds a letter with all that normalising may join to it: marks, and letters that close a composed one.

    The group `plain` is a run of letters that normalising leaves alone, each a cluster of its own.
    """
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(0x20000))
    closing = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and not pair[0].startswith("<")}
    closing |= {*map(chr, range(0x1161, 0x1176)), *map(chr, range(0x11A8, 0x11C3))}  # of Hangul syllables

    def joins(letter: str) -> Any:
        first = unicodedata.normalize("NFKD", letter)[0]
        return unicodedata.combining(first) or first in closing

    joined = character_class(joins)
    return re.compile(f"(?P<plain>[ -~\u3400-\u9fff]+(?![{joined}]))|.[{joined}]*", re.DOTALL)


@cache
def long_run(length: int) -> re.Pattern[str]:
    """Finds runs of more than `length` combining marks; the first group is what of a run may stay."""
    return re.compile(f"([{combining_class()}]{{{length}}})[{combining_class()}]+")


def normalize(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """`text` in a normal form ("NFC", "NFKC", "NFKD"), in time linear in its length whatever it holds."""
    return unicodedata.normalize(form, text if text.isascii() else long_run(STREAM_SAFE).sub(r"\1", text))


def has_stacked_marks(text: str) -> bool:
    """Whether a letter of `text` carries more combining marks than any script in use writes."""
    return not text.isascii() and long_run(MARKS_MOST).search(text) is not None


def remove_invisible(text: str) -> str:
    """`text` without letters that cannot be seen; blanks stay."""
    return text if text.isascii() else INVISIBLE.sub("", text)


def is_blank(text: str) -> bool:
    """Whether nothing of `text` can be seen."""
    return not BLANK.sub("", text)
