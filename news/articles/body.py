"""The body of an article and its photos: which picture stands where."""

import re
from html import unescape
from typing import Any

from news.variants.marks import strip_marks

TAG = re.compile(r"<[^>]*>?")
AFTER_MARK = re.compile(r"(?<=[。！？；：，、…”’」』）])\s+")  # where paragraphs were joined
PLACE = re.compile(r"<p>\s*\[图\s*(\d{1,3})\]\s*</p>")


def body_parts(body: str, photos: list[Any]) -> list[str]:
    """Split sanitised HTML at its marks [图1], [图2] …; return a list of str (HTML) and photo objects.

    Photos that no mark names stand before the text (the first, when none is placed) and after it (the others).
    """
    pieces = PLACE.split(body)
    placed, out = [], [pieces[0]]
    for number, html in zip(pieces[1::2], pieces[2::2], strict=True):
        index = int(number) - 1
        # Once: a text of nothing but marks would be a page of megabytes.
        out += [*photos[index : index + 1], html] if index >= 0 and index not in placed else [html]
        placed.append(index)
    loose = [photo for index, photo in enumerate(photos) if index not in placed]
    head = loose[:1] if len(loose) == len(photos) else []
    return [part for part in [*head, *out, *loose[len(head) :]] if part]


def plain_text(body: str) -> str:
    """A body as plain text on one line, without its marks for photos."""
    return " ".join(unescape(strip_marks(TAG.sub(" ", PLACE.sub("", body)))).split())


def summarize(body: str, length: int = 110) -> str:
    """The beginning of a body as one line of plain text, at most `length` characters."""
    text = AFTER_MARK.sub("", plain_text(body[: length * 20]))
    return text if len(text) <= length else f"{text[: length - 1]}…"
