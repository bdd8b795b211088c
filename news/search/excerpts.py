"""Where a query's words stand in a text as it was typed, and a short stretch around them. Functions without Django."""

import re
from functools import lru_cache
from re import Pattern
from typing import Any

from news.search.grams import UNIT, WORD_LETTER, is_word
from news.search.query import Query
from news.text.unicode_text import cluster, normalize, remove_invisible
from news.variants.folding import fold, join_writings

AROUND = 40
LONGEST = 140
SHORT = 8  # letters of a cluster that is remembered


def fold_with_offsets(text: str) -> Any:
    """(what `news.variants.folding.fold` makes of a text, for each of its letters the (start, end) from which it came).

    The steps are those of `fold`, and so is their unit: whether 著 becomes 着 is told by the word that it stands in.
    """
    letters, places = [], []
    for match in cluster().finditer(text):
        start, end = match.span()
        shown = match["plain"] or visible(match.group())
        letters.append(shown)
        places += [(at, at + 1) for at in range(start, end)] if match["plain"] else [(start, end)] * len(shown)
    plain = join_writings("".join(letters))
    flat = plain.casefold()
    if len(flat) == len(plain) and flat == " ".join(flat.split()):
        return flat, places  # letter for letter, as with nearly every text
    folded, kept = [], []
    for letter, place in zip(plain, places, strict=True):
        if not letter.isspace():
            folded.append(letter.casefold())
            kept += [place] * len(folded[-1])
        elif folded and folded[-1] != " ":
            folded.append(" ")
            kept.append(place)
    flat = "".join(folded).rstrip(" ")
    return flat, kept[: len(flat)]


def visible(letters: str) -> str:
    """A cluster as the first steps of `fold` leave it."""
    return short_visible(letters) if len(letters) <= SHORT else remove_invisible(normalize("NFKC", letters))


@lru_cache(maxsize=20000)
def short_visible(letters: str) -> str:
    return remove_invisible(normalize("NFKC", letters))


@lru_cache(maxsize=500)
def finder(mark: str) -> Pattern[str]:
    """A pattern that finds a folded mark where the index would: words as a whole, or what begins so if it ends in *."""
    begun = mark.removesuffix("*")
    units = UNIT.findall(begun)
    before = f"(?<!{WORD_LETTER})" if is_word(units[0]) else ""
    after = f"(?!{WORD_LETTER})" if is_word(units[-1]) else ""
    if begun != mark:
        after = r"(?!\d)" if begun[-1].isdigit() else ""
    return re.compile(before + re.escape(begun) + after)


def marks_in(query: Query, *texts: str) -> tuple[str, ...]:
    """What is marked in texts: what was typed, and which of the words nearly like it they have."""
    if not query.near:
        return query.marks
    return (*query.marks, *sorted({unit for text in texts for unit in UNIT.findall(fold(text))} & query.near))


def hits(text: str, marks: tuple[str, ...]) -> list[tuple[int, int]]:
    """[(start, end)] of the folded `marks` in `text`, in order, without overlaps."""
    folded, places = fold_with_offsets(text)
    found = [match.span() for mark in marks for match in finder(mark).finditer(folded)]
    return split_at_hits(sorted((places[start][0], places[end - 1][1]) for start, end in found))


def split_at_hits(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order with those that overlap joined."""
    joined: list[Any] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def excerpt_pieces(text: str, marks: tuple[str, ...], whole: bool = False) -> list[tuple[str, bool]]:
    """[(stretch of text, whether it is a hit)] around the first hit of `text`; all of it if `whole`."""
    text = " ".join(text.split())
    spans = hits(text, marks)
    start = 0 if whole or not spans else max(0, spans[0][0] - AROUND)
    stop = len(text) if whole else min(len(text), start + LONGEST)
    cut, end = [("…", False)] if start else [], start
    for left, right in spans:
        if left >= stop:
            break
        cut += [(text[end:left], False), (text[left : min(right, stop)], True)]
        end = min(right, stop)
    return [piece for piece in [*cut, (text[end:stop], False), ("…" if stop < len(text) else "", False)] if piece[0]]


def has_hit(shown: list[tuple[str, bool]]) -> bool:
    """Whether one of the `pieces` of a text is a hit."""
    return any(hit for _, hit in shown)
