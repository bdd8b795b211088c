"""What is searched: a folded text as a stream of 2-grams, and a query as phrases of them. Functions without Django.

A unit is one Han, kana or Hangul character, or one word of other letters and digits. Units that touch (or words parted
by one space) form a run; a run becomes the 2-grams of its units: 普京访华2024 → 普京 京访 访华 华2024. So two letters
are enough, and A股 is found in A股大涨. The same functions read texts and queries, on every database.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from news.script import fold

BREAK = "ː"  # stands between runs, and between the two words of a gram; a letter, so that every tokenizer keeps it
CHARACTERS = r"\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
WIDE = re.compile(rf"[{CHARACTERS}]")
UNIT = re.compile(rf"[{CHARACTERS}]|[^\W_{CHARACTERS}]+")
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

    phrases: tuple
    words: tuple
    marks: tuple


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
    """A token as every tokenizer takes it: what some would not know for letters is written as its code.

    What no index would take for its length (PostgreSQL ends at 2,700 bytes) is written as its hash.
    """
    code = token if SAFE.fullmatch(token) else f"u{token.encode().hex()}"
    return code if len(code) <= TOKEN_LONGEST else f"h{sha256(token.encode()).hexdigest()}"


def stream(text):
    """(2-grams in order with breaks between runs, the single words) of a text, as two strings parted by spaces."""
    found = runs(fold(text))
    grams = f" {BREAK} ".join(" ".join(gram(*pair) for pair in pairwise(run)) for run in found if len(run) > 1)
    words = dict.fromkeys(safe(unit) for run in found for unit in run if is_word(unit))
    return grams, " ".join(words)


def parsed(raw, synonyms=()):
    """Return the `Query` of what was typed; BadQuery, in plain words, if nothing can be searched for.

    `synonyms`: sets of folded names that mean the same; each widens what it stands in.
    """
    if len(raw) > RAW_LONGEST:  # before any work on it
        raise BadQuery(TOO_LONG)
    typed = fold(raw)
    if len(typed) > QUERY_LONGEST:
        raise BadQuery(TOO_LONG)
    terms = [*QUOTED.findall(typed), *QUOTED.sub(" ", typed).split()]
    found = list(dict.fromkeys(joined(run) for term in terms for run in runs(term) if searchable(run)))
    if not found:
        raise BadQuery("请至少输入两个字。" if typed else "请输入要找的词。")
    if len(found) > TERMS_MOST:
        raise BadQuery(f"一次最多找 {TERMS_MOST} 个词，请减少一些。")
    ways = [written(text, synonyms) for text in found]
    phrases = tuple(tuple(filter(None, map(phrase, same))) for same in ways if phrase(same[0]))
    words = tuple(safe(same[0]) for same in ways if not phrase(same[0]))
    return Query(phrases, words, tuple(text for same in ways for text in same))


def searchable(run):
    return len(run) > 1 or is_word(run[0])


def phrase(text):
    """The grams of one run, in order; () for a single word."""
    return tuple(gram(*pair) for pair in pairwise(runs(text)[0]))


def written(text, synonyms):
    """The ways to write a run: as typed, and with a name in it as others call it."""
    ways = [text]
    for names in synonyms:
        ways += [text.replace(name, other) for name in names if name in text for other in sorted(names - {name})]
    return [way for way in dict.fromkeys(ways) if len(runs(way)) == 1][:WAYS_MOST]


def joined(run):
    """A run as it stands in a folded text."""
    return "".join(
        unit + (" " if is_word(unit) and after and is_word(after) else "")
        for unit, after in zip(run, [*run[1:], ""], strict=True)
    )
