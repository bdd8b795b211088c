"""Reads the file of a saved page: its character set is found, and HTML becomes the lines that it shows.

Functions without Django.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from re import Match
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from news.importing.html_lines import TooDeep, lines_of
from news.importing.saved_page import PageError, read_page

if TYPE_CHECKING:
    from news.importing.saved_page import SavedPage


MOST_BYTES = 5_000_000
TOO_LARGE = f"文件过大（最多 {MOST_BYTES // 1_000_000} MB）"
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# The sets of a family in the order in which they are tried; a set that browsers read as a larger one is that one here.
CHINESE = {"gb": ["gb18030"], "big5": ["cp950", "big5hkscs"]}
DECLARED = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
DECLARED_WITHIN = 4096
WORDS = re.compile(rb"[\x80-\xff][^<>\n]*")  # what is not ASCII, up to a tag or the end of the line
HTML = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
REFERENCE = re.compile(r"&#(\d{2,7});")  # how a letter is written that a character set does not have


def read_file(raw: bytes) -> SavedPage:
    """Return the SavedPage in the bytes of a file; raise PageError where they are none."""
    if len(raw) > MOST_BYTES:
        raise PageError(1, TOO_LARGE)
    text, charset = decode_page(raw)
    if not HTML.match(text):
        return read_page(text if charset.startswith("utf") else REFERENCE.sub(resolve_reference, text))
    try:
        return read_page("\n".join(lines_of(text)))
    except TooDeep:
        raise PageError(1, "网页的元素嵌套过深") from None
    except PageError as error:
        raise PageError(error.line, f"{error.what}（按网页显示的文字数行）") from None


# -- character sets -----------------------------------------------------------------------------------


def decode_page(raw: bytes) -> tuple[str, str]:
    """(text, character set) of the bytes; PageError at the first line that can be read in none, or holds a NUL."""
    for charset in candidates(raw):
        try:
            text = raw.decode(charset)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise PageError(text.count("\n", 0, text.index("\x00")) + 1, "含有不能保存的字符")
        return text, charset
    raise PageError(first_bad_line(raw), "不是 UTF-8、GB18030 或 Big5 文字")


def candidates(raw: bytes) -> Iterator[str]:
    """The character sets to try: by the mark at the beginning, UTF-8, as the page declares, as its letters look."""
    yield from (charset for mark, charset in MARKS.items() if raw.startswith(mark))
    yield "utf-8"
    if declared := DECLARED.search(raw[:DECLARED_WITHIN]):
        yield from CHINESE.get(family(declared[1].decode("ascii", "replace")), [])
    sets = [charset for family in CHINESE.values() for charset in family]
    if likely := from_bytes(b"\n".join(WORDS.findall(raw)), cp_isolation=sets).best():
        yield from CHINESE[family(likely.encoding)]


def family(label: str) -> str:
    """Return "big5" or "gb" for the name of a Chinese character set, "" for another."""
    label = label.lower()
    return "big5" if "big5" in label or label == "cp950" else "gb" if "gb" in label else ""


def first_bad_line(raw: bytes) -> int:
    """The number of the first line that is not UTF-8."""
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            line.decode()
        except UnicodeDecodeError:
            return number
    return 1


def resolve_reference(match: Match[str]) -> str:
    """The letter that a reference names, or the reference if it names none."""
    code = int(match[1])
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else match[0]
