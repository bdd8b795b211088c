"""What is searched: a folded text as a stream of 2-grams, and a query as phrases of them. Functions without Django.

A unit is one Han, kana or Hangul character, or one word of other letters and digits. Units that touch (or words parted
by one space) form a run; a run becomes the 2-grams of its units: 普京访华2024 → 普京 京访 访华 华2024. So two letters
are enough, and A股 is found in A股大涨. The same functions read texts and queries, on every database.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from news.script import fold

BREAK = "ː"  # stands between runs, and between the two words of a gram; a letter, so that every tokenizer keeps it
CHARACTERS = r"\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
WIDE = re.compile(rf"[{CHARACTERS}]")
UNIT = re.compile(rf"[{CHARACTERS}]|[^\W_{CHARACTERS}]+")
SAFE = re.compile(r"[a-z0-9ː\u3400-\u9fa5]+")  # what every tokenizer takes for letters
QUOTED = re.compile(r'["“”「」『』]([^"“”「」『』]*)["“”「」『』]')
QUERY_LONGEST = 100
TERMS_MOST = 8


class BadQuery(ValueError):
    """Nothing can be searched for; the message says why."""


@dataclass(frozen=True)
class Query:
    """`phrases`: tuples of grams that must follow each other; `words`: single words; `marks`: both, as folded text."""

    phrases: tuple
    words: tuple
    marks: tuple

    @property
    def grams(self):
        return {gram for phrase in self.phrases for gram in phrase}


def runs(folded):
    """The runs of a folded text, each a list of units."""
    found, end = [], None
    for match in UNIT.finditer(folded):
        unit = match.group()
        touches = end is not None and match.start() == end
        spaced = end is not None and folded[end : match.start()] == " " and is_word(unit) and is_word(found[-1][-1])
        if touches or spaced:
            found[-1].append(unit)
        else:
            found.append([unit])
        end = match.end()
    return found


def is_word(unit):
    return len(unit) > 1 or not WIDE.match(unit)


def gram(one, two):
    return safe(one + BREAK + two if is_word(one) and is_word(two) else one + two)


def safe(token):
    """A token as every tokenizer takes it: what some would not know for letters is written as its code."""
    return token if SAFE.fullmatch(token) else f"u{token.encode().hex()}"


def stream(text):
    """(2-grams in order with breaks between runs, the single words) of a text, as two strings parted by spaces."""
    found = runs(fold(text))
    grams = f" {BREAK} ".join(" ".join(gram(*pair) for pair in pairwise(run)) for run in found if len(run) > 1)
    words = dict.fromkeys(safe(unit) for run in found for unit in run if is_word(unit))
    return grams, " ".join(words)


def parsed(raw):
    """Return the `Query` of what was typed; BadQuery, in plain words, if nothing can be searched for."""
    typed = fold(raw)
    if len(typed) > QUERY_LONGEST:
        raise BadQuery(f"要找的话太长了，最多 {QUERY_LONGEST} 个字，请缩短一些。")
    terms = [*QUOTED.findall(typed), *QUOTED.sub(" ", typed).split()]
    phrases, words, marks = [], [], []
    for run in (run for term in terms for run in runs(term)):
        if len(run) > 1:
            phrases.append(tuple(gram(*pair) for pair in pairwise(run)))
        elif is_word(run[0]):
            words.append(safe(run[0]))
        else:
            continue
        marks.append(joined(run))
    if not marks:
        raise BadQuery("请至少输入两个字。" if typed else "请输入要找的词。")
    if len(marks) > TERMS_MOST:
        raise BadQuery(f"一次最多找 {TERMS_MOST} 个词，请减少一些。")
    return Query(tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(words)), tuple(dict.fromkeys(marks)))


def joined(run):
    """A run as it stands in a folded text."""
    return "".join(
        unit + (" " if is_word(unit) and after and is_word(after) else "")
        for unit, after in zip(run, [*run[1:], ""], strict=True)
    )
