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

    @cached_property
    def queryset(self) -> models.QuerySet[Any, Any]:
        return self.build()

    def fetch(self, **values: Any) -> list[Any]:
        """The objects, or the tuples of a `values_list`, for these values."""
        connection = connections[self.queryset.db]
        # With the connection, which is one thread's own, as are the parts of Django that a kept query consists of.
        kept = connection.__dict__.setdefault("compiled_queries", {})
        if self not in kept:
            kept[self] = KeptQuery(self.build, connection)
        found: list[Any] = kept[self].run(values)
        return found

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
    """The SQL of a queryset for one connection, and how its rows become objects."""

    def __init__(self, build: Callable[[], models.QuerySet[Any, Any]], connection: Any) -> None:
        query = build().query
        self.connection, self.locks, self.makes_objects = connection, query.select_for_update, query.default_cols
        self.compiler = query.get_compiler(connection=connection)
        self.sql, self.parameters = self.compiler.as_sql()
        again = build().query.get_compiler(connection=connection).as_sql()[1]
        if [one for one in again if not isinstance(one, Given)] != self.fixed:
            raise ValueError("a compiled query may not depend on the clock: give it the moment")
        columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        if self.makes_objects:
            self.prepare_objects()

    @property
    def fixed(self) -> list[Any]:
        return [one for one in self.parameters if not isinstance(one, Given)]

    def prepare_objects(self) -> None:
        """As Django's own `ModelIterable` does for each time that a queryset is read."""
        info, select = self.compiler.klass_info, self.compiler.select
        self.model, fields = info["model"], info["select_fields"]
        self.start, self.end = fields[0], fields[-1] + 1
        self.names = [column.target.attname for column, *_ in select[self.start : self.end]]
        self.related = get_related_populators(info, select, self.connection.alias)  # type: ignore[call-arg]
        self.annotations = self.compiler.annotation_col_map.items()

    def run(self, values: dict[str, Any]) -> list[Any]:
        """The objects, or tuples, for these values by name."""
        if self.locks and self.connection.get_autocommit():
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        try:
            given = [one.prepare(values, self.connection) if isinstance(one, Given) else one for one in self.parameters]
        except EmptyResultSet:
            return []
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            rows = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return [*map(self.make_object, rows)] if self.makes_objects else [*map(tuple, rows)]

    def make_object(self, row: Any) -> Any:
        made = self.model.from_db(self.connection.alias, self.names, row[self.start : self.end])
        for related in self.related:
            related.populate(row, made)
        for name, at in self.annotations:
            setattr(made, name, row[at])
        return made
