"""One view of the database that holds still while it is exported, under the alias `SOURCE`.

SQLite: a copy beside the export, so that a run after an interruption goes on with the very same rows. PostgreSQL: one
transaction; a run after an interruption goes on if nothing has been written to the server since.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction
from django.db.utils import load_backend
from django.utils.connection import ConnectionDoesNotExist

from config.backups import sqlite
from config.exporting.contents import Table

SOURCE = "export"
COPY = ".database"
ENDINGS = ("", "-wal", "-shm", "-journal")


@contextmanager
def open_source(folder: Path, known: str) -> Iterator[str]:
    """Let `SOURCE` be a still view; yield its mark. It is the view of the mark `known` exactly if that is yielded."""
    opened = open_copy if connection.vendor == "sqlite" else open_transaction
    try:
        with opened(folder, known) as mark:
            yield mark
    finally:
        with suppress(ConnectionDoesNotExist):  # it could not be opened
            connections[SOURCE].close()
            del connections[SOURCE]


@contextmanager
def open_copy(folder: Path, known: str) -> Iterator[str]:
    path = folder / COPY
    if not (known and path.exists()):
        remove_copy(folder)
        draft = path.with_name(f"{COPY}.draft")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        sqlite.dump(Path(settings.DATABASES["default"]["NAME"]), draft, [])
        known = f"sqlite-{draft.stat().st_mtime_ns}"
        draft.rename(path)
    add_connection("django.db.backends.sqlite3", NAME=str(path))
    yield known


def remove_copy(folder: Path) -> None:
    for ending in ENDINGS:
        (folder / f"{COPY}{ending}").unlink(missing_ok=True)


@contextmanager
def open_transaction(folder: Path, known: str) -> Iterator[str]:
    add_connection("django.db.backends.postgresql")
    # Before the view begins: what is written between the two is taken for a change, never missed.
    with connections[SOURCE].cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        mark = f"postgresql-{cursor.fetchone()[0]}"
    with transaction.atomic(using=SOURCE):
        with connections[SOURCE].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT 1")
        yield mark


def add_connection(engine: str, **changed: str) -> None:
    """A connection like the site's own, without its pool, its log and its fair turns."""
    options = {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name != "pool"}
    options = {} if connection.vendor == "sqlite" else options
    settings_dict = deepcopy(connection.settings_dict | {"OPTIONS": options, "CONN_MAX_AGE": 0} | changed)
    connections[SOURCE] = load_backend(engine).DatabaseWrapper(settings_dict, SOURCE)


def highest_number(table: Table) -> int | None:
    """The highest number that was ever given to a row; None where numbers are not given by the database."""
    if not table.has_numbers:
        return None
    with connections[SOURCE].cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.database_table])
        else:
            place = [connection.ops.quote_name(table.database_table), table.key.column]
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", place)
            cursor.execute(f"SELECT last_value FROM {cursor.fetchone()[0]} WHERE is_called")
        row = cursor.fetchone()
        return row[0] if row else 0
