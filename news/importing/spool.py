"""The records of one export on disk while it is read: comments of a thread may be strewn over a whole file.

A SQLite file without a name, which is gone with the process. Functions without Django.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from news.importing.records import Attachment, ExportedComment, ExportedStory

TABLES = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000; PRAGMA temp_store = FILE;
    CREATE TABLE story (number INTEGER PRIMARY KEY, ref TEXT UNIQUE, key TEXT UNIQUE, record TEXT);
    CREATE TABLE comment (number INTEGER PRIMARY KEY, story TEXT, id TEXT, parent TEXT, at REAL, record TEXT);
    CREATE INDEX of_story ON comment (story, at, number);
    CREATE UNIQUE INDEX by_id ON comment (story, id) WHERE id > '';
    CREATE TABLE attachment (id TEXT PRIMARY KEY, address TEXT);
"""


class Head(NamedTuple):
    """What puts a comment in its place."""

    number: int
    id: str
    parent: str


class Spool:
    """`folder`: where there is room for what the export holds."""

    def __init__(self, folder: Path) -> None:
        with tempfile.NamedTemporaryFile(dir=folder, prefix="spool-") as file:
            self.database = sqlite3.connect(file.name, isolation_level=None, check_same_thread=False)
            self.database.executescript(TABLES)
            self.database.execute("BEGIN")

    def close(self) -> None:
        self.database.close()

    def add_story(self, story: ExportedStory) -> bool:
        """Keep a story; False if the file has had it."""
        return self.insert("story (ref, key, record)", story.ref, story.key, to_json(story))

    def add_comment(self, comment: ExportedComment) -> bool:
        """Keep a comment; False if its thread has had one with this id."""
        at = comment.when.timestamp() if comment.when.tzinfo else comment.when.replace(tzinfo=UTC).timestamp()
        columns = "comment (story, id, parent, at, record)"
        return self.insert(columns, comment.story, comment.id, comment.parent, at, to_json(comment))

    def add_attachment(self, attachment: Attachment) -> bool:
        return self.insert("attachment (id, address)", attachment.id, attachment.address)

    def insert(self, columns: str, *values: Any) -> bool:
        marks = ", ".join("?" * len(values))
        sql = f"INSERT OR IGNORE INTO {columns} VALUES ({marks})"  # noqa: S608  (names of our own)
        return self.database.execute(sql, values).rowcount > 0

    # -- reading --------------------------------------------------------------------------------------

    def count(self, table: str) -> int:
        return int(self.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  (our own)

    def stories(self) -> Iterator[ExportedStory]:
        """Every story, in the order of the file."""
        for (record,) in self.database.execute("SELECT record FROM story ORDER BY number"):
            yield ExportedStory(**from_json(record))

    def heads(self, story: str) -> list[Head]:
        """The heads of a story's comments, the oldest first."""
        sql = "SELECT number, id, parent FROM comment WHERE story = ? ORDER BY at, number"
        return [Head(*row) for row in self.database.execute(sql, [story])]

    def comments(self, numbers: list[int]) -> dict[int, ExportedComment]:
        marks = ", ".join("?" * len(numbers))
        sql = f"SELECT number, record FROM comment WHERE number IN ({marks})"  # noqa: S608  (marks alone)
        return {number: ExportedComment(**from_json(record)) for number, record in self.database.execute(sql, numbers)}

    def strays(self) -> int:
        """How many comments name a story that the file does not have."""
        sql = "SELECT count(*) FROM comment WHERE story NOT IN (SELECT ref FROM story)"
        return int(self.database.execute(sql).fetchone()[0])

    def address_of(self, attachment: str) -> str:
        row = self.database.execute("SELECT address FROM attachment WHERE id = ?", [attachment]).fetchone()
        return row[0] if row else ""


def to_json(record: ExportedStory | ExportedComment) -> str:
    values = asdict(record)
    return json.dumps(values | {"when": values["when"] and values["when"].isoformat()}, ensure_ascii=False)


def from_json(text: str) -> dict[str, Any]:
    values = json.loads(text)
    return values | {"when": values["when"] and datetime.fromisoformat(values["when"])}


def parents_first(heads: list[Head]) -> list[Head]:
    """The heads in their order, but none before its parent; a circle is opened where it is met first."""
    by_id = {head.id: head for head in heads if head.id}
    done: set[int] = set()
    out: list[Head] = []
    for head in heads:
        chain: dict[int, Head] = {}
        step: Head | None = head
        while step is not None and step.number not in done and step.number not in chain:
            chain[step.number] = step
            step = by_id.get(step.parent) if step.parent else None
        out += reversed(chain.values())
        done |= chain.keys()
    return out
