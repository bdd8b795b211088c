"""A query as it was typed, read into what must, may and must not stand in a text. Functions without Django.

`国家 图书馆` asks for both, `"国家 图书馆"` for just this, `-图书馆` for what does not have it. A Latin word finds what
begins with it, unless it is quoted; Latin letters that are pinyin of two syllables and more find titles and names too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from news.search.grams import UNIT, beginning, grams, is_word, may_go_on, runs, safe
from news.search.near import may_be_mistyped, near_pinyin, near_words
from news.search.pinyin import pinyin_ways, plain_letters, split_syllables
from news.variants.folding import fold

QUOTES = '"“”「」『』'
# A minus begins a word; a phrase stands between any two quotes.
TERM = re.compile(rf"(?P<minus>(?<!\S)-)?(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}]|(?P<bare>[^\s{QUOTES}]+))")
# Signs that end or begin what is typed by the way: the full stop of a sentence, a slash; but C++, 5.5%, .NET, $100.
LOOSE_SIGNS = re.compile(r"^[\-+%‰&/:_]+|[\-.&/:$€£¥_]+$")
QUERY_LONGEST = 100
RAW_LONGEST = 4 * QUERY_LONGEST
TOO_LONG = f"搜索内容过长，最多 {QUERY_LONGEST} 个字，请缩短后再试。"
EMPTY = "请输入要搜索的词。"
TERMS_MOST = 8
MISTYPED_MOST = 2
WAYS_MOST = 6
SHOWN_LONGEST = 20


class BadQuery(ValueError):
    """Nothing can be searched for; the message says why."""


@dataclass(frozen=True)
class Way:
    """One way to write what is looked for: `grams` that follow each other, and `words`, all of which are there."""

    grams: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """`terms`: for each of what is looked for, the ways to write it; `without`: the same of what must not be there.

    `marks`: everything as folded text, to be shown; one that ends in * may go on. `near`: words that may be shown too,
    for they are like one that was typed. `notes`: sentences on what was typed and is not looked for. `mistyped`: the
    words that nearly the same words may stand for, if nothing is found.
    """

    terms: tuple[tuple[Way, ...], ...] = ()
    without: tuple[tuple[Way, ...], ...] = ()
    marks: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    mistyped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """One run of what was typed; `quoted`: just so; `minus`: it must not be there."""

    text: str
    quoted: bool
    minus: bool

    @property
    def is_latin(self) -> bool:
        """Whether it is a single bare word of Latin letters, which may be pinyin."""
        return not self.quoted and not self.minus and plain_letters(self.text) != ""


def parse_query(raw: str, synonyms: Any = (), near: bool = False) -> Query:
    """Return the `Query` of what was typed; BadQuery, in plain words, if nothing can be searched for.

    `synonyms`: sets of folded names that mean the same; each widens what it stands in. `near`: widen Latin words by
    what is one edit away.
    """
    if len(raw) > RAW_LONGEST:  # before any work on it
        raise BadQuery(TOO_LONG)
    typed = fold(raw)
    if len(typed) > QUERY_LONGEST:
        raise BadQuery(TOO_LONG)
    found, empty = read_terms(typed)
    found.sort(key=lambda term: term.minus)  # so that of too many words those to leave out go first
    wanted = [term for term in found if not term.minus]
    if not wanted:
        raise BadQuery(sentence_of_nothing(found, empty, typed))
    notes = [f"{quote(empty)}中没有可以搜索的文字，已忽略。"] if empty else []
    if len(found) > TERMS_MOST:
        notes.append(f"一次最多搜索 {TERMS_MOST} 个词，已忽略{quote([one.text for one in found[TERMS_MOST:]])}。")
        found = found[:TERMS_MOST]
        wanted = [term for term in found if not term.minus]
    return build(wanted, [term for term in found if term.minus], synonyms, tuple(notes), near)


def read_terms(typed: str) -> tuple[list[Term], list[str]]:
    """(the terms in a folded query, each once; what of it has no letter)."""
    found: dict[Term, None] = {}
    empty = []
    for match in TERM.finditer(typed):
        text = match["bare"] or match["phrase"] or ""
        parts = [LOOSE_SIGNS.sub("", run) for run in runs(text)]
        found |= dict.fromkeys(Term(part, match["bare"] is None, bool(match["minus"])) for part in parts if part)
        if not parts and text.strip():
            empty.append(text.strip())
    return list(found), list(dict.fromkeys(empty))


def sentence_of_nothing(found: list[Term], empty: list[str], typed: str) -> str:
    """Why there is nothing to search for, in plain words."""
    if found:
        names = quote([one.text for one in found])
        return f"减号后面的{names}表示要排除的词，请再输入一个要搜索的词。"
    return f"{quote(empty)}中没有可以搜索的文字，请输入文字或数字。" if empty else EMPTY if not typed else NO_LETTER


NO_LETTER = "请输入文字或数字。"


def quote(words: list[str]) -> str:
    """Words between quotes, each cut to a length that a line takes."""
    return "、".join(f"“{word if len(word) <= SHOWN_LONGEST else word[:SHOWN_LONGEST] + '…'}”" for word in words)


def build(wanted: list[Term], unwanted: list[Term], synonyms: Any, notes: tuple[str, ...], near: bool) -> Query:
    """The `Query` of terms."""
    mistyped = [term.text for term in wanted if term.is_latin and may_be_mistyped(term.text)][:MISTYPED_MOST]
    others = {word: near_words(word) for word in mistyped if near}
    terms, marks = [], []
    for is_latin, group in groupby(wanted, key=lambda term: term.is_latin):
        for words in joined(list(group)) if is_latin else ([term] for term in group):
            ways, shown = ways_of(words[0], synonyms) if len(words) == 1 else ways_of_all(words)
            if is_latin:
                ways += [Way(words=tokens) for tokens in pinyin_ways([word.text for word in words])]
            if len(words) == 1:
                ways += near_ways(others.get(words[0].text, []))
            terms.append(tuple(ways))
            marks += shown
    without = tuple(tuple(ways_of(term, synonyms)[0]) for term in unwanted)
    may_stand = frozenset(word for words in others.values() for word in words)
    return Query(tuple(terms), without, tuple(dict.fromkeys(marks)), may_stand, notes, tuple(mistyped))


def ways_of(term: Term, synonyms: Any) -> tuple[list[Way], list[str]]:
    """(the ways to write a term, what of a text is marked for it)."""
    texts = texts_of(term.text, synonyms)
    if term.quoted or not (is_single_word(term.text) and may_go_on(term.text)):
        return [way_of(text) for text in texts], texts
    others = texts[1:]
    return [Way(words=(beginning(term.text),)), *map(way_of, others)], [f"{term.text}*", *others]


def ways_of_all(words: list[Term]) -> tuple[list[Way], list[str]]:
    """The same of bare words that are looked for together: each of them somewhere."""
    found = [ways_of(word, ()) for word in words]
    return [Way(words=tuple(ways[0].words[0] for ways, _ in found))], [mark for _, marks in found for mark in marks]


def near_ways(words: list[str]) -> list[Way]:
    return [Way(words=one) for one in [*((safe(word),) for word in words), *near_pinyin(words)]]


def is_single_word(text: str) -> bool:
    return is_word(text) and UNIT.fullmatch(text) is not None


def way_of(text: str) -> Way:
    """How one run is looked up: by its grams, or as a unit by itself."""
    pairs = tuple(grams(text))
    return Way(grams=pairs) if pairs else Way(words=(safe(text),))


def texts_of(text: str, synonyms: Any) -> list[str]:
    """The ways to write a run: as typed, and with a name in it as others call it."""
    ways = [text]
    for names in synonyms:
        ways += [text.replace(name, other) for name in names if name in text for other in sorted(names - {name})]
    return [way for way in dict.fromkeys(ways) if runs(way) == [way]][:WAYS_MOST]


def joined(words: list[Term]) -> list[list[Term]]:
    """Latin words that follow each other, in groups: all in one if they are pinyin and one is a single syllable."""
    parted = [split_syllables(plain_letters(word.text)) for word in words]
    has_single = any(len(way) == 1 for ways in parted for way in ways)
    return [words] if all(parted) and has_single else [[word] for word in words]
