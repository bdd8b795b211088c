"""A story's body as an editor types it: plain text with marks wherever it can be said so, HTML where it cannot.

Functions over HTML that the sanitiser has made: well-formed, every `<` of a text escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

BLOCKS = "p|h2|h3|blockquote|ul|ol|table|figure|pre"
BLOCK_TAG = re.compile(rf"<(/?)(?:{BLOCKS})\b[^>]*>|<hr>")
BREAK = re.compile(r"<br ?/?>")
TAG = re.compile(r"<[^>]*>")
# (how a block begins, how it ends, the mark with which each of its lines is typed)
MARKED = (("<h2>", "</h2>", "## "), ("<blockquote><p>", "</p></blockquote>", "> "), ("<p>", "</p>", ""))


def split_blocks(html: str) -> Iterator[tuple[bool, str]]:
    """(whether it is a block, HTML) of the pieces on the top level of a body: whole blocks, and what lies between."""
    depth = start = 0
    for match in BLOCK_TAG.finditer(html):
        if depth == 0 and start < match.start():
            yield False, html[start : match.start()]
        if depth == 0:
            start = match.start()
        if match.group() != "<hr>":
            depth = max(0, depth - 1) if match[1] else depth + 1
        if depth == 0:
            yield True, html[start : match.end()]
            start = match.end()
    if start < len(html):
        yield depth > 0, html[start:]


def to_typed(html: str) -> str:
    """A body's HTML with everything that plain marks can say written with them, blocks parted by blank lines."""
    return "\n\n".join(typed for _, piece in split_blocks(html) if (typed := block_to_typed(piece.strip())))


def block_to_typed(block: str) -> str:
    """One block as text with marks; as HTML, where it holds more than text and line breaks."""
    for begin, end, mark in (
        ("<h2>", "</h2>", "## "),
        ("<blockquote><p>", "</p></blockquote>", "> "),
        ("<p>", "</p>", ""),
    ):
        inner = block.removeprefix(begin).removesuffix(end)
        if not block.startswith(begin) or not block.endswith(end):
            continue
        lines = BREAK.sub("\n", inner).split("\n")
        if TAG.search("\n".join(lines)) or not all(line.strip() for line in lines):
            return block
        return "\n".join(f"{mark}{line.strip()}" for line in lines)
    return block
