"""Queries of the busiest pages and acts, whose SQL Django makes once and not each time.

Making the SQL of a query costs Django several times what SQLite takes to answer it. A `CompiledQuery` keeps the SQL,
with places in it for the values that differ from one time to the next:

    OF_PK = CompiledQuery(lambda: Comment.objects.filter(pk=Given("pk")))
    comment = OF_PK.get(pk=7)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections, models
from django.db.models.expressions import Expression
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError

LISTED_MOST = 256
# From version 6.1 on, Django asks how what is deferred shall be fetched: one by one, as ever.
FETCH_MODE = [models.FETCH_ONE] if hasattr(models, "FETCH_ONE") else []


class Given(Expression):
    """The place of a value that is given when the query is run; `output_field`: as what kind, else as a key."""

    def __init__(self, name: str, output_field: models.Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=output_field or models.BigIntegerField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [self]

    def prepare(self, values: dict[str, Any], connection: Any) -> Any:
        """Its value among `values`, by name, as the database takes it; KeyError if it was not given.

        EmptyResultSet if it is a whole number that no column of this kind can hold.
        """
        value = self.output_field.get_db_prep_value(values[self.name], connection)
        if not self.may_hold(value, connection):
            raise EmptyResultSet
        return value

    def may_hold(self, value: Any, connection: Any) -> bool:
        """Whether a column of this kind has room for the value, if it is a number."""
        if not isinstance(self.output_field, models.IntegerField) or value is None:
            return True
        least, most = connection.ops.integer_field_range(self.output_field.get_internal_type())
        return bool(least <= value <= most)


NOW = Given("now", models.DateTimeField())


class CompiledQuery:
    """What `build` returns, a queryset of objects or of `values_list`, with a `Given` for each value that differs.

    All else in it stands still from the first time on: `build` may read no clock and no setting. Nothing is
    prefetched. NULL cannot be given, for `=` finds none; lists are for `CompiledListQuery`. Of a whole number beyond
    what its column can hold nothing is found.
    """

    def __init__(self, build: Callable[[], models.QuerySet[Any, Any]]) -> None:
        self.build = build
        self.kept: dict[str, KeptQuery] = {}  # by the alias of a database; threads share them

    @cached_property
    def queryset(self) -> models.QuerySet[Any, Any]:
        return self.build()

    def fetch(self, **values: Any) -> list[Any]:
        """The objects, or the tuples of a `values_list`, for these values."""
        connection = connections[self.queryset.db]
        kept = self.kept.get(connection.alias)
        if kept is None:
            kept = self.kept[connection.alias] = KeptQuery(self.build, connection)
        return kept.run(connection, values)

    def first(self, **values: Any) -> Any:
        """The first of them, or None; a query that may find many should end in `[:1]`."""
        return next(iter(self.fetch(**values)), None)

    def get(self, **values: Any) -> Any:
        """The first of them; the model's DoesNotExist if there is none."""
        found = self.first(**values)
        if found is None:
            raise self.queryset.model.DoesNotExist
        return found


class CompiledListQuery:
    """A query with a condition `__in` a list: `build` is given the places of its values.

    One SQL is kept for all lists of up to 1, 2, 4, 8, … values; the places that are left over take the last one again.
    `output_field`: as what kind the values are given, else as keys.
    """

    def __init__(
        self,
        build: Callable[[list[Any]], models.QuerySet[Any, Any]],
        output_field: models.Field[Any, Any] | None = None,
    ) -> None:
        self.build, self.place = build, Given("in", output_field)
        self.of_size = cache(self.make_query)

    def make_query(self, size: int) -> CompiledQuery:
        return CompiledQuery(
            lambda: self.build([Given(f"in{place}", self.place.output_field) for place in range(size)])
        )

    def fetch(self, listed: Iterable[Any], **values: Any) -> list[Any]:
        """The objects, or tuples, for the values that are `listed` and the others by name.

        Of more than LISTED_MOST they are looked for in parts, each part in the query's order.
        """
        wanted = [value for value in dict.fromkeys(listed) if self.place.may_hold(value, connection)]
        parts = (wanted[start : start + LISTED_MOST] for start in range(0, len(wanted), LISTED_MOST))
        return [found for part in parts for found in self.fetch_part(part, values)]

    def fetch_part(self, part: list[Any], values: dict[str, Any]) -> list[Any]:
        size = 1 << (len(part) - 1).bit_length()
        places = part + part[-1:] * (size - len(part))
        return self.of_size(size).fetch(**{f"in{place}": value for place, value in enumerate(places)}, **values)


class KeptQuery:
    """The SQL of a queryset for one database, and how its rows become objects."""

    def __init__(self, build: Callable[[], models.QuerySet[Any, Any]], connection: Any) -> None:
        """`connection`: any to that database; what is kept serves all of them."""
        query = build().query
        self.locks, self.makes_objects = query.select_for_update, query.default_cols
        compiler = query.get_compiler(connection=connection)
        self.sql, self.parameters = compiler.as_sql()
        again = build().query.get_compiler(connection=connection).as_sql()[1]
        if fixed(again) != fixed(self.parameters):
            raise ValueError("a compiled query may not depend on the clock: give it the moment")
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        self.converters = compiler.get_converters(columns).items()
        if self.makes_objects:
            self.prepare_objects(compiler, connection.alias)

    def prepare_objects(self, compiler: Any, alias: str) -> None:
        """As Django's own `ModelIterable` does for each time that a queryset is read."""
        info, select = compiler.klass_info, compiler.select
        self.model, fields = info["model"], info["select_fields"]
        self.start, self.end = fields[0], fields[-1] + 1
        self.names = [column.target.attname for column, *_ in select[self.start : self.end]]
        self.related = get_related_populators(info, select, alias, *FETCH_MODE)
        self.annotations = compiler.annotation_col_map.items()

    def run(self, connection: Any, values: dict[str, Any]) -> list[Any]:
        """The objects, or tuples, for these values by name."""
        if self.locks and connection.get_autocommit():
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        try:
            given = [one.prepare(values, connection) if isinstance(one, Given) else one for one in self.parameters]
        except EmptyResultSet:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            rows = [self.convert(row, connection) for row in cursor.fetchall()]
        return [self.make_object(row, connection.alias) for row in rows] if self.makes_objects else rows

    def convert(self, row: tuple[Any, ...], connection: Any) -> tuple[Any, ...]:
        """A row with its values as their columns' kinds have them in Python."""
        values = list(row)
        for place, (converters, column) in self.converters:
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return tuple(values)

    def make_object(self, row: tuple[Any, ...], alias: str) -> Any:
        made = self.model.from_db(alias, self.names, row[self.start : self.end])
        for related in self.related:
            related.populate(row, made)
        for name, at in self.annotations:
            setattr(made, name, row[at])
        return made


def fixed(parameters: Iterable[Any]) -> list[Any]:
    """Those parameters of a query that are the same each time."""
    return [one for one in parameters if not isinstance(one, Given)]
