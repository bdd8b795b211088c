"""When two texts are the same to a reader, or nearly: the fold and the measure behind repeats. Without a database."""

import hashlib
import re
from itertools import pairwise

from news.text.unicode_text import normalize
from news.variants.folding import fold

LIKE = 0.9  # from this likeness on, two texts are one text
SHORT = 6  # letters: a courtesy, which may be said to several people
LEAST = 20  # letters below which nearly alike says nothing
BETWEEN = re.compile(r"[\W_]+")


def digest(text: str) -> str:
    """What stands for a text where only sameness matters."""
    return hashlib.sha256(text.encode()).hexdigest()


def fold_for_repeats(text: str) -> str:
    """`text` as repeats are compared: its letters and digits alone, folded, without marks on them.

    What a copy is usually disguised with falls away: blanks, invisible letters, punctuation, emoji, accents, case,
    width, the other script. Of a short text all of that is compared: 顶 and 顶！ are two texts.
    """
    letters = BETWEEN.sub("", normalize("NFKD", text))
    return fold(letters) if len(letters) > SHORT else fold(text)


def shingles_of(folded: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text that went through `fold_for_repeats`."""
    return frozenset(one + two for one, two in pairwise(folded))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two sets of shingles are, from 0 to 1: Dice's coefficient, 2·|A∩B| / (|A| + |B|)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def is_near_copy(folded: str, other: str) -> bool:
    """Whether two folded texts are nearly the same; short ones never are."""
    shorter, longer = sorted((len(folded), len(other)))
    if shorter < LEAST or longer > shorter * 1.3:  # beyond it they cannot be so much alike
        return False
    return likeness(shingles_of(folded), shingles_of(other)) >= LIKE
