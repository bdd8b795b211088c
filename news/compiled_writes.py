"""Rows that the busiest acts write, with SQL that Django makes once and not each time: what `compiled_queries` is to
reading. As with `bulk_create` and `update`, no signals are sent, and `save` of the model is not called:

    NEW = CompiledInsert(lambda: CommentVote)
    NEW.save(vote)
    COUNTED = CompiledSave(lambda: Comment, ["flowers", "eggs"])
    COUNTED.save(comment)
    READ = CompiledUpdate(lambda: (Notice.objects.filter(pk=Given("pk")), {"read": True}))
    READ.run(pk=7)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.db import DatabaseError, connections, models, router
from django.db.models import sql

from news.compiled_queries import Given

AT_ONCE_MOST = 8  # rows of one INSERT whose SQL is kept; of more the rows are what takes the time


class CompiledInsert:
    """Writes new rows of a model; `find_model` is called once, when all models are there."""

    def __init__(self, find_model: Callable[[], type[models.Model]]) -> None:
        self.find_model = find_model
        self.kept: dict[tuple[str, int], str] = {}  # by the alias of a database and the number of rows

    @cached_property
    def model(self) -> Any:
        return self.find_model()

    @cached_property
    def returned(self) -> list[Any]:
        """The key, if it is the database that counts it."""
        key = self.model._meta.pk
        return [key] if isinstance(key, models.AutoField) else []

    @cached_property
    def fields(self) -> list[Any]:
        """The columns that are written: those of the model that the database does not make."""
        named = [field for field in self.model._meta.local_concrete_fields if not field.generated]
        return [field for field in named if field not in self.returned]

    def save(self, *rows: Any) -> None:
        """Write these rows, in one statement; they get their keys, in the order in which they are given."""
        if not rows:
            return
        connection = connections[router.db_for_write(self.model)]
        returns = connection.features.can_return_rows_from_bulk_insert
        if len(rows) > AT_ONCE_MOST or (self.returned and not returns):
            self.model.objects.bulk_create(rows)
            return
        with connection.cursor() as cursor:
            cursor.execute(self.sql_for(len(rows), connection), self.values_of(rows, connection))
            keys = cursor.fetchall() if self.returned else [(row.pk,) for row in rows]
        for row, (key,) in zip(rows, keys, strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, connection.alias

    def values_of(self, rows: tuple[Any, ...], connection: Any) -> list[Any]:
        """What stands in the columns of the rows, one row after another, as the database takes it."""
        return [
            field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in self.fields
        ]

    def sql_for(self, size: int, connection: Any) -> str:
        kept = self.kept.get((connection.alias, size))
        if kept is None:
            kept = self.kept[connection.alias, size] = self.make_sql(size, connection)
        return kept

    def make_sql(self, size: int, connection: Any) -> str:
        """The INSERT of so many rows. ValueError if it has other places than one for each column."""
        row: Any = SimpleNamespace(**{field.attname: Given(field.attname, field) for field in self.fields})
        query = sql.InsertQuery(self.model)
        query.insert_values(self.fields, [row] * size, raw=True)  # raw: no `pre_save`, which comes with the values
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = self.returned
        [(text, parameters)] = compiler.as_sql()
        if [one.name for one in parameters] != [field.attname for field in self.fields] * size:
            raise ValueError(f"no INSERT of {self.model.__name__} can be kept: {text}")
        return str(text)


class CompiledUpdate:
    """An UPDATE: `build` returns the rows, as a queryset, and what is set, by column, with a `Given` for each value
    that differs. All else stands still from the first time on."""

    def __init__(self, build: Callable[[], tuple[models.QuerySet[Any, Any], dict[str, Any]]]) -> None:
        self.build = build
        self.kept: dict[str, tuple[str, tuple[Any, ...]]] = {}  # SQL and parameters by the alias of a database

    @cached_property
    def model(self) -> Any:
        return self.build()[0].model

    def run(self, **values: Any) -> int:
        """Set them, for these values by name; return how many rows there were."""
        connection = connections[router.db_for_write(self.model)]
        kept = self.kept.get(connection.alias)
        if kept is None:
            kept = self.kept[connection.alias] = self.make_sql(connection)
        text, parameters = kept
        given = [
            one.output_field.get_db_prep_save(values[one.name], connection) if isinstance(one, Given) else one
            for one in parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(text, given)
            return int(cursor.rowcount)

    def make_sql(self, connection: Any) -> tuple[str, tuple[Any, ...]]:
        rows, changes = self.build()
        query: Any = rows.order_by().query.chain(sql.UpdateQuery)
        query.add_update_values(changes)
        text, parameters = query.get_compiler(connection=connection).as_sql()
        return text, tuple(parameters)


class CompiledSave:
    """Saves some columns of a row: what `save(update_fields=columns)` does, without signals."""

    def __init__(self, find_model: Callable[[], type[models.Model]], columns: Iterable[str]) -> None:
        self.find_model, self.columns = find_model, tuple(columns)
        self.update = CompiledUpdate(self.build)

    def build(self) -> tuple[models.QuerySet[Any, Any], dict[str, Any]]:
        model: Any = self.find_model()
        changes = {name: Given(name, model._meta.get_field(name)) for name in self.columns}
        return model.objects.filter(pk=Given("pk")), changes

    def save(self, row: Any) -> None:
        """Save them as they are on `row`; DatabaseError if it is not there any more."""
        values = {name: getattr(row, name) for name in self.columns}
        if not self.update.run(pk=row.pk, **values):
            raise DatabaseError("Save of columns did not affect any rows.")
