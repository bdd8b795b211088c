"""What a tag of a page is to the conversion: which element, whether it stands within a line, what it marks.

The HTML is that of our own templates and sanitiser: quoted attributes, closed elements. Functions without Django.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from news.variants.noncharacters import KEPT_FROM, PEOPLE_FROM
from news.variants.plain_text import MARKED

ANY_TAG = r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>"""
BESIDE_TAGS = f"<!--.*?-->|{MARKED}"
TOKEN = re.compile(f"{BESIDE_TAGS}|{ANY_TAG}", re.DOTALL)
# The same, but that an element whose text is no HTML is one token with it.
PIECES = re.compile(rf"({BESIDE_TAGS}|<(?:script|style)\b.*?</(?:script|style)>|{ANY_TAG})", re.DOTALL)
START_TAG = re.compile(ANY_TAG)
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
WHOLE = {"script", "style"}  # one token with their text, which is no HTML
RAW = WHOLE | {"textarea"}
KEPT = {"code", "kbd", "samp"}
KEEP = re.compile(r'\s(?:translate="no"|data-script="[^"]*")')
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Across these a text goes on as one word.
JOINING = {"a", "b", "em", "i", "mark", "s", "strong", "sub", "sup", "u", "wbr"}
INLINE = JOINING | {"abbr", "bdi", "bdo", "br", "cite", "q", "rb", "rt", "ruby", "small", "span", "time"}
CARRIED = ' data-zh-hans="'
TYPED = " data-typed"
UNIT, PEOPLE = " data-unit", " data-people"  # a text that is converted as one; what people wrote
SHORT = 200  # letters of a tag that is remembered
REMEMBERED = 4000  # tags of a process, at most a megabyte


class Tag(NamedTuple):
    """One tag. `kind`: "mark" (text between our marks), "comment", "carried", "kept" or "plain"."""

    kind: str
    name: str
    is_end: bool
    is_inline: bool
    is_joining: bool
    is_unit: bool
    is_people: bool
    has_attributes: bool  # which the variant may change


def read_tag(tag: str) -> Tag:
    """What a token that `TOKEN` found is."""
    return read_short(tag) if len(tag) <= SHORT else parse(tag)


def parse(tag: str) -> Tag:
    found = NAME.match(tag)
    if not found or tag[1] == "!":
        kind = "mark" if tag[0] in (KEPT_FROM, PEOPLE_FROM) else "comment"
        return Tag(kind, "", False, True, False, False, False, False)
    name, is_end = found[1].lower(), tag[1] == "/"
    opens = not is_end and name not in VOID
    kind = "plain"
    if not is_end and CARRIED in tag:
        kind = "carried"
    elif opens and (name in RAW or name in KEPT or KEEP.search(tag)):
        kind = "kept"
    return Tag(
        kind,
        name,
        is_end,
        name in INLINE,
        name in JOINING,
        opens and UNIT in tag,
        opens and PEOPLE in tag,
        not is_end and (not tag.isascii() or '="/' in tag or TYPED in tag or name == "html"),
    )


read_short = lru_cache(maxsize=REMEMBERED)(parse)


def find_end(pieces: list[str], name: str, start: int) -> int:
    """The number of the end tag of an element `name` whose start tag stands before `start`, or of the last piece.

    `pieces`: of `PIECES.split`, every second one a tag, as `start` is.
    """
    depth = 1
    for number in range(start, len(pieces), 2):
        facts = read_tag(pieces[number])
        if facts.name == name:
            depth += -1 if facts.is_end else 1
            if not depth:
                return number
    return len(pieces) - 1
