"""Rows of an export into the database: in batches, each one transaction, so that the count of a table says how far."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from config.exporting.checking import is_later
from config.exporting.contents import Table
from config.exporting.errors import ExportError
from config.exporting.lines import RowReader
from config.exporting.progress import Progress
from news.text.markup import sanitize

BATCH_ROWS = 1000
BATCH_LETTERS = 4_000_000
# Values that a database takes in a form of its own.
PREPARED = (models.DateTimeField, models.DateField, models.DecimalField, models.JSONField)
Numbered = tuple[int, list[Any]]
# What is stored otherwise than it was written: bodies are never trusted, and an account without a password has none.
CORRECTED: dict[tuple[str, str], Callable[[str], str]] = {
    ("news.Article", "body"): sanitize,
    ("comments.Reader", "password"): lambda password: password or make_password(None),
}


class Loader:
    """Writes the rows of one file. `later`: whether some of them point at rows behind them."""

    def __init__(self, table: Table, names: list[str], later: bool) -> None:
        self.table, self.later = table, later
        self.reader, self.key = RowReader(table, names), table.place(table.key.name)
        self.own = [table.place(field.name) for field in table.own_references] if later else []
        self.corrected = [
            (place, CORRECTED[table.label, field.name])
            for place, field in enumerate(table.fields)
            if (table.label, field.name) in CORRECTED
        ]
        self.prepared = [(place, field) for place, field in enumerate(table.fields) if isinstance(field, PREPARED)]
        columns = ", ".join(quote(field.column) for field in table.fields)
        marks = ", ".join(["%s"] * len(table.fields))
        self.sql = f"INSERT INTO {quote(table.database_table)} ({columns}) VALUES ({marks})"

    def load(self, path: Path, progress: Progress) -> None:
        """Write what the table lacks of a checked file."""
        done = self.table.model._base_manager.count()
        progress.done = done
        for batch in batches(self.skip(self.reader.rows(path), done, path)):
            try:
                with transaction.atomic():
                    self.insert(batch)
            except (DatabaseError, ValueError, OverflowError) as error:
                raise self.refusal(batch, path, error) from error
            progress.add(len(batch))
        if self.later:
            self.point_ahead(path)

    def skip(self, rows: Iterator[Numbered], done: int, path: Path) -> Iterator[Numbered]:
        """The rows behind the first `done`; ExportError if these are not what the table holds."""
        last = None
        for number, row in rows:
            if number > done:
                yield number, row
            elif number == done:
                last = row[self.key]
                if not self.table.model._base_manager.filter(pk=last).exists():
                    raise changed(self.table)
        if done and last is None:
            raise changed(self.table)

    def insert(self, batch: list[Numbered]) -> None:
        rows = [self.prepare(row) for _, row in batch]
        with connection.cursor() as cursor:
            cursor.executemany(self.sql, rows)

    def prepare(self, row: list[Any]) -> list[Any]:
        """The values as the database takes them; what points ahead is left out at first."""
        row = list(row)
        for place in self.own:
            if is_later(row, place, self.key):
                row[place] = None
        for place, correct in self.corrected:
            row[place] = correct(row[place])
        for place, field in self.prepared:
            row[place] = field.get_db_prep_save(row[place], connection)
        return row

    def point_ahead(self, path: Path) -> None:
        """Write what `prepare` left out, once all rows are there."""
        table, key = quote(self.table.database_table), quote(self.table.key.column)
        for batch in batches(self.reader.rows(path)):
            with transaction.atomic(), connection.cursor() as cursor:
                for place in self.own:
                    values = [[row[place], row[self.key]] for _, row in batch if is_later(row, place, self.key)]
                    column = quote(self.table.fields[place].column)
                    cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", values)

    def refusal(self, batch: list[Numbered], path: Path, error: Exception) -> ExportError:
        """Which line of a batch the database does not take, and why, as far as that can be told."""
        if found := self.find_refused(batch) or self.find_dangling(batch):
            return ExportError(f"{path.name} 第 {found[0]} 行不能写入：{found[1]}。")
        return ExportError(f"{path.name} 第 {batch[0][0]} 至 {batch[-1][0]} 行不能写入：{first_line(error)}。")

    def find_refused(self, batch: list[Numbered]) -> tuple[int, str] | None:
        with transaction.atomic():
            try:
                for number, row in batch:
                    try:
                        with transaction.atomic():
                            self.insert([(number, row)])
                    except IntegrityError:
                        return number, "和别的行冲突，或不合本站的规则"
                    except (DatabaseError, ValueError, OverflowError) as error:
                        return number, first_line(error)
            finally:
                transaction.set_rollback(True)
        return None

    def find_dangling(self, batch: list[Numbered]) -> tuple[int, str] | None:
        for place, field in enumerate(self.table.fields):
            if not isinstance(field, models.ForeignKey):
                continue
            wanted = {row[place] for _, row in batch} - {None}
            there = set(field.related_model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True))
            there |= {row[self.key] for _, row in batch} if field.related_model is self.table.model else set()
            for number, row in batch:
                if row[place] is not None and row[place] not in there:
                    return number, f"{field.name} 指向不存在的行 {row[place]}"
        return None


def quote(name: str | None) -> str:
    return connection.ops.quote_name(name or "")


def batches(rows: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    """Rows in lists that are bounded by their number and by the letters in them."""
    batch: list[Numbered] = []
    letters = 0
    for numbered in rows:
        batch.append(numbered)
        letters += sum(len(value) for value in numbered[1] if isinstance(value, str))
        if len(batch) >= BATCH_ROWS or letters >= BATCH_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def changed(table: Table) -> ExportError:
    return ExportError(
        f"表 {table.database_table} 里有不是这次导入写的行：上次中断之后有人用过本站。请换一个空的数据库，从头导入。"
    )


def first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
