"""What an export from elsewhere holds, whatever its format: stories, threads, comments, files, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

EARLIEST = 1990


class ExportError(ValueError):
    """The file cannot be read from this line (from 1) on."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"第 {line} 行：{what}" if line else what)
        self.line, self.what = line, what


class RecordError(ValueError):
    """One record is not taken; the message says why."""


@dataclass
class ExportedStory:
    """A story, or a thread that knows its story by address alone (then without a body).

    `ref`: by which comments of the same file name it; `key`: what it is known by in every export of that site.
    """

    line: int
    ref: str
    key: str
    title: str
    addresses: list[str]
    body: str = ""
    author: str = ""
    when: datetime | None = None  # naive where the export does not say the zone
    is_draft: bool = False
    is_closed: bool = False
    categories: list[str] = field(default_factory=list)  # names and slugs
    picture: str = ""  # id of the attachment that stands at its head


@dataclass
class ExportedComment:
    """A comment. `key` is empty where the export has no id; `person`: an e-mail address or account, or ""."""

    line: int
    story: str
    id: str
    parent: str
    key: str
    name: str
    person: str
    when: datetime
    text: str


@dataclass
class Attachment:
    line: int
    id: str
    address: str
    title: str


@dataclass
class Problem:
    """What is left out, and why. `thing`: "story", "comment" or "record"; `is_error`: it should have come in;
    `ends`: nothing after it was read."""

    line: int
    what: str
    thing: str = "record"
    is_error: bool = True
    ends: bool = False


Record = ExportedStory | ExportedComment | Attachment | Problem


def parse_time(text: str, form: str = "%Y-%m-%d %H:%M:%S") -> datetime | None:
    """The naive time that is written, or None where there is none that can be meant."""
    try:
        when = datetime.strptime(text.strip(), form)
    except ValueError:
        return None
    return when if EARLIEST <= when.year < 9999 else None
