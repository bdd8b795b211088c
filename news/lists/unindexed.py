"""Columns by whose index SQLite shall not look."""

from __future__ import annotations

from typing import Any

from django.db.models import Func


class Unindexed(Func):
    """A column whose index SQLite passes over (https://www.sqlite.org/optoverview.html#uplus).

    Without statistics it takes any equality for rare: it gathered all visible comments there are and sorted them,
    rather than to read the thirty newest along their index. PostgreSQL knows how many there are.
    """

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra)
