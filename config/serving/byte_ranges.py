"""What of a file a request asks for: conditions and byte ranges of RFC 9110 (sections 13 and 14). Functions alone."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

RANGE = re.compile(r"bytes=[ \t]*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})[ \t]*", re.IGNORECASE)
MARK = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')


class NotSatisfiable(Exception):
    """A range that begins behind the end of the file: 416."""


def is_known(headers: dict[bytes, bytes], etag: str, modified: int) -> bool:
    """Whether the client has the file already; marks (`If-None-Match`) say more than a time (seconds since 1970)."""
    if b"if-none-match" in headers:
        given = headers[b"if-none-match"].decode("latin-1").strip()
        return given == "*" or etag.removeprefix("W/") in {mark.removeprefix("W/") for mark in MARK.findall(given)}
    since = parse_time(headers.get(b"if-modified-since", b""))
    return since is not None and modified <= since


def wanted_range(headers: dict[bytes, bytes], size: int, etag: str, modified: int) -> tuple[int, int] | None:
    """(first byte, byte after the last) of the one range that is asked for; None if the whole file is to be sent.

    A range that is malformed, of another unit, or one of several is ignored, as one whose `If-Range` names another
    state of the file. NotSatisfiable if nothing of it is in the file.
    """
    found = RANGE.fullmatch(headers.get(b"range", b"").decode("latin-1"))
    if not found or not (found["first"] or found["last"]) or not is_same(headers, etag, modified):
        return None
    if not found["first"]:  # the last so many bytes
        length = min(int(found["last"]), size)
        return satisfiable(size - length, size, size)
    first, last = int(found["first"]), int(found["last"]) if found["last"] else size - 1
    if found["last"] and last < first:
        return None
    return satisfiable(first, min(last + 1, size), size)


def satisfiable(start: int, end: int, size: int) -> tuple[int, int]:
    if start >= end or start >= size:
        raise NotSatisfiable
    return start, end


def is_same(headers: dict[bytes, bytes], etag: str, modified: int) -> bool:
    """Whether `If-Range`, if there is one, means this very state of the file: by a strong mark or the exact time."""
    given = headers.get(b"if-range", b"").decode("latin-1").strip()
    if not given or given.startswith(('"', "W/")):
        return not given or given == etag
    return parse_time(given.encode("latin-1")) == modified


def parse_time(raw: bytes) -> int | None:
    """Seconds since 1970 of a date as HTTP writes it, or None."""
    try:
        return int(parsedate_to_datetime(raw[:100].decode("ascii")).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
