"""Many rows, copied inside the database; and how much work the database has with an answer."""

from contextlib import contextmanager
from types import SimpleNamespace

from django.core.management.color import no_style
from django.db import connection

NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)"
EVERY = 100  # instructions of SQLite between two looks


def copy_row(row, count, **columns):
    """Insert `count` (at least one) copies of a saved row; return the pk of the first one.

    `columns`: {column: SQL of what differs}, where `n` is the number of the copy, `pk` its pk, and `row.` the original.
    """
    model, names = type(row), [field.column for field in row._meta.concrete_fields]
    key = model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX({key}) FROM {model._meta.db_table}")  # noqa: S608  (names of our own)
        last = cursor.fetchone()[0]
        said = {name: f'row."{name}"' for name in names} | {key: f"{last} + n"} | columns
        taken = ", ".join(said[name].replace("pk", f"({last} + n)") for name in names)
        listed, table = ", ".join(f'"{name}"' for name in names), model._meta.db_table
        sql = (
            f"{NUMBERS} INSERT INTO {table} ({listed}) SELECT {taken} FROM {table} AS row, numbers WHERE row.{key} = %s"
        )
        cursor.execute(sql, [count, row.pk])
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
    return last + 1


def seconds_before(column):
    """The SQL of a moment as many seconds before that of `column` as the number of the copy says."""
    if connection.vendor == "sqlite":
        return f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', row.{column}, '-' || n || ' seconds') || '000'"  # as Django writes
    return f"row.{column} - n * interval '1 second'"


def forget_statistics():
    """Let SQLite plan as on a site that never gathered statistics; a test about imports may have done so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_schema WHERE name = 'sqlite_stat1'")
        if cursor.fetchone():
            cursor.execute("DELETE FROM sqlite_stat1")
            cursor.execute("ANALYZE sqlite_schema")  # reads the table of statistics anew


@contextmanager
def counted_work():
    """Yields an object whose `steps` say how many hundred instructions SQLite carried out within."""
    work = SimpleNamespace(steps=0)

    def note():
        work.steps += 1
        return 0

    forget_statistics()
    connection.ensure_connection()
    connection.connection.set_progress_handler(note, EVERY)
    try:
        yield work
    finally:
        connection.connection.set_progress_handler(None, EVERY)
