"""Text in which no element can stand, as a mail, a <title> or an attribute: what of it is whose, by marks around it."""

import re
from html import escape, unescape
from re import Pattern

from news.variants.interface import convert_sentence
from news.variants.noncharacters import KEPT_FROM, KEPT_TO, PEOPLE_FROM, PEOPLE_TO
from news.variants.regional_terms import TermFinder
from news.variants.text import convert
from news.variants.word_table import NO_WORDS, WordTable

MARKED = f"{KEPT_FROM}[^{KEPT_TO}]*{KEPT_TO}|{PEOPLE_FROM}[^{PEOPLE_TO}]*{PEOPLE_TO}"
PARTS: Pattern[str] = re.compile(f"({MARKED})")


def mark_kept(name: str) -> str:
    return f"{KEPT_FROM}{name}{KEPT_TO}"


def mark_people(text: object) -> str:
    return f"{PEOPLE_FROM}{text}{PEOPLE_TO}"


def mark_names(html: str, slug: str, terms: TermFinder) -> str:
    """The HTML text of one line of a story without tags, marked: its regional names as `slug` has them, people's."""
    parts, end = [], 0
    for name in terms.find(html):
        parts += [mark_people(html[end : name.start]), mark_kept(name.term.forms[slug].replace('"', "&quot;"))]
        end = name.end
    return "".join([*parts, mark_people(html[end:])])


def convert_line(line: str, slug: str, table: WordTable, terms: TermFinder) -> str:
    """A title or summary of a story in the variant `slug` ("" is as written), with the regional names of its place."""
    if not slug or not terms:
        return convert(line, slug, table)
    return unescape(convert_marked(mark_names(escape(line), slug, terms), slug, table))


def convert_marked(text: str, slug: str, table: WordTable = NO_WORDS, of_people: bool = False) -> str:
    """One unit in the variant `slug`, its marks gone; what stands in none is the interface's, or people's.

    `table`: an editor's words against the dictionary's, see `news.variants.text.convert`.
    """
    if KEPT_FROM not in text and PEOPLE_FROM not in text:
        return convert(text, slug, table) if of_people else convert_sentence(text, slug, table)
    return "".join(convert_part(part, slug, table, of_people) for part in PARTS.split(text) if part)


def convert_part(part: str, slug: str, table: WordTable, of_people: bool) -> str:
    if part[0] == KEPT_FROM:
        return part[1:-1]
    if part[0] == PEOPLE_FROM:
        return convert(part[1:-1], slug, table)
    return convert(part, slug, table) if of_people else convert_sentence(part, slug, table)


def convert_text(text: str, slug: str, table: WordTable = NO_WORDS) -> str:
    """Plain text of ours, such as a mail, in the variant `slug` ("" is as written), line by line; its marks are gone.

    What is marked stands in one line each: see the filter `as_people`.
    """
    if not slug:
        return PARTS.sub(lambda match: match[0][1:-1], text)
    return "\n".join(convert_marked(line, slug, table) for line in text.split("\n"))
