"""SQLite: a copy through its backup API, and putting a copy in the place of the database."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from config.backups.files import BackupError, compare, sync


def open_file(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=20, isolation_level=None)


def count_rows(database: Any, tables: Any) -> dict:
    return {table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


def dump(path: Path, target: Path, tables: list) -> dict:
    """Copy the database of a running site into `target`; return the number of rows of `tables` at that very moment."""
    with closing(open_file(path)) as source, closing(open_file(target)) as copy:
        source.execute("BEGIN")  # one view of the data for the numbers and for the copy
        counts = count_rows(source, tables)
        source.backup(copy)
        source.execute("COMMIT")
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    verify(target, counts)
    sync(target)
    return counts


def verify(path: Path, counts: dict) -> None:
    """BackupError if a file is damaged, or has other numbers of rows than it should."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            said = database.execute("PRAGMA integrity_check").fetchone()[0]
            found = count_rows(database, counts)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"备份的数据库打不开（{error}）。") from error
    if said != "ok":
        raise BackupError(f"备份的数据库已损坏（{said.splitlines()[0]}）。")
    compare(found, counts)


def newest_change(path: Path) -> int:
    """The last id that was given to a change, 0 if that cannot be told."""
    try:
        with closing(open_file(path)) as database:
            row = database.execute("SELECT seq FROM sqlite_sequence WHERE name = 'news_change'").fetchone()
            return row[0] if row else 0
    except sqlite3.DatabaseError:
        return 0


def execute(path: Path, statements: list) -> None:
    with closing(open_file(path)) as database:
        database.execute("BEGIN IMMEDIATE")
        for statement in statements:
            database.execute(statement)
        database.execute("COMMIT")
        database.execute("PRAGMA journal_mode=DELETE")


def put_in_place(copy: Path, path: Path) -> None:
    """Let `copy` become the database at `path`; the old one stays beside it as `….before-restore`.

    The log of a crashed site would be replayed into the copy: it is first worked into the old database, which is whole
    at every moment until it is replaced.
    """
    if path.exists():
        close_log(path)
        kept = path.with_name(f"{path.name}.before-restore")
        kept.unlink(missing_ok=True)
        os.link(path, kept)
    for tail in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    os.replace(copy, path)
    sync(path.parent)


def close_log(path: Path) -> None:
    """Work the write-ahead log into its database; BackupError while anybody has that open."""
    try:
        with closing(sqlite3.connect(path, timeout=2, isolation_level=None)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError("数据库还有别的程序开着：请先停下网站和所有 manage.py 命令。") from error
    except sqlite3.DatabaseError:
        pass  # damaged: that is why it is replaced
