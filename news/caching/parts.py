"""A finished page as parts, known before they are joined: fixed HTML, slots for what is personal, and rows of readers
that may be hidden from somebody.

Templates mark slots and rows with comments of HTML: no text of readers or editors can hold one, for it is escaped or
goes through the sanitiser. Nothing here depends on elements, their attributes or their spacing.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

MARK = re.compile(r"<!--me:(?P<slot>[a-z0-9-]+)-->(?P<default>.*?)<!--/me-->|<!--row:(?P<row>[a-z0-9-]+)-->", re.DOTALL)


class Slot(NamedTuple):
    """A place for something personal; `default` is the HTML that everybody else gets."""

    name: str
    default: str


class Row(NamedTuple):
    """Something that a reader wrote: by whom (a pk), its words folded for comparing, its parts, and what stands in its
    place for those who do not want to see it."""

    name: str
    author: int
    words: str
    parts: tuple
    hidden: str


Part = str | Slot | Row
BYTES_PER_LETTER = 3  # most of it Chinese


def row_mark(name: str) -> str:
    """What a template writes where the row `name` stands."""
    return f"<!--row:{name}-->"


def parse_parts(html: str, rows: Mapping[str, Row]) -> tuple[Part, ...]:
    """Split HTML at its slots and at the marks of `rows`; a mark of a row that is not among them stays as it is."""
    parts, end = [], 0
    for match in MARK.finditer(html):
        name = match["row"]
        if name and name not in rows:
            continue
        parts += [html[end : match.start()], rows[name] if name else Slot(match["slot"], match["default"])]
        end = match.end()
    return tuple(part for part in (*parts, html[end:]) if part != "")


def strip_parts(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same parts without blanks and line ends at the beginning and the end."""
    kept = list(parts)
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip()
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip()
    return tuple(part for part in kept if part != "")


def join_parts(parts: tuple[Part, ...]) -> str:
    """The HTML that everybody gets who is not signed in, slots marked."""
    return "".join(part if isinstance(part, str) else public_html(part) for part in parts)


def public_html(part: Slot | Row) -> str:
    if isinstance(part, Row):
        return join_parts(part.parts)
    return f"<!--me:{part.name}-->{part.default}<!--/me-->"


def size_of_row(row: Row) -> int:
    """About how many bytes a row takes."""
    return BYTES_PER_LETTER * (len(row.words) + len(row.hidden) + len(join_parts(row.parts)))


def convert_row(row: Row, convert: Callable[[str], str], convert_inner: Callable[[Row], Row] | None = None) -> Row:
    """The same row with its HTML changed by `convert`, which keeps comments of HTML, and the rows within it too.

    `convert_inner`: what makes those, if they may be known already.
    """
    convert_inner = convert_inner or (lambda part: convert_row(part, convert))
    inner = {part.name: convert_inner(part) for part in row.parts if isinstance(part, Row)}
    html = "".join(row_mark(part.name) if isinstance(part, Row) else join_parts((part,)) for part in row.parts)
    return row._replace(parts=parse_parts(convert(html), inner), hidden=convert(row.hidden))
