"""Long lists go on behind the last row that was shown: whatever the page, the database begins there in its index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import BooleanField, F, Func, QuerySet, Value

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST = 2**63 - 1  # what a database takes for an id
Rows = TypeVar("Rows", bound=QuerySet[Any])


class RowBefore(Func):
    """`(column, pk) < (value, pk)` as one comparison of rows.

    As two conditions joined by OR, or beside another bound on the column, neither database would begin there.
    """

    output_field = BooleanField()
    arity = 4

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # type: ignore[override]
        parts = [compiler.compile(expression) for expression in self.source_expressions]
        sql = "({}, {}) < ({}, {})".format(*(sql for sql, _ in parts))
        return sql, [value for _, values in parts for value in values]


@dataclass(frozen=True)
class Place:
    """Where a row stands in its list: by the value of the column that orders it (None: by its pk alone), then by pk."""

    value: Any
    pk: int

    @property
    def mark(self) -> str:
        """The place as an address names it: microseconds for a moment, the shortest form of a number."""
        value = (self.value - EPOCH) // MICROSECOND if isinstance(self.value, datetime) else self.value
        return str(self.pk) if value is None else f"{value!r}-{self.pk}"


def ordering_column(rows: QuerySet[Any]) -> str:
    """The column that orders a list, the greatest first; "" for one that its pk alone orders."""
    first, *rest = (str(name) for name in rows.query.order_by)
    if first == "-pk" and not rest:
        return ""
    if not first.startswith("-") or rest != ["-pk"]:
        raise ValueError(f"a list in the order {rows.query.order_by} cannot go on behind a row")
    return first[1:]


def place_of(rows: QuerySet[Any], row: Any) -> Place:
    column = ordering_column(rows)
    return Place(getattr(row, column) if column else None, row.pk)


def parse_place(rows: QuerySet[Any], mark: str) -> Place | None:
    """The place that a mark names in this list, or None if it is none."""
    column = ordering_column(rows)
    value, _, pk = mark.rpartition("-")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 20 and int(pk) <= LARGEST) or bool(column) != bool(value):
        return None
    if not column:
        return Place(None, int(pk))
    parsed = parse_value(rows.model._meta.get_field(column), value)
    return None if parsed is None else Place(parsed, int(pk))


def parse_value(field: Any, raw: str) -> datetime | float | None:
    """The value of a column as a mark names it, or None if it is none."""
    if isinstance(field, models.DateTimeField):
        return EPOCH + int(raw) * MICROSECOND if raw.isascii() and raw.isdigit() and len(raw) < 17 else None
    try:
        number = float(raw)
    except ValueError:
        return None
    return number if 0 <= number < 1e12 else None


def rows_behind(rows: Rows, place: Place) -> Rows:
    """Those of `rows` that stand behind `place`."""
    column = ordering_column(rows)
    if not column:
        return rows.filter(pk__lt=place.pk)
    field = rows.model._meta.get_field(column)
    return rows.filter(RowBefore(F(column), F("pk"), Value(place.value, output_field=field), Value(place.pk)))
