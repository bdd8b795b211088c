"""The index behind search: one table beside each kind of row, the same answers on SQLite and on PostgreSQL.

An entry's id is its time and its row (`entry_id`), so that the order of ids is the order of time: "newest first" is the
order in which both databases can read the index, and reading stops as soon as there is enough.

SQLite: an FTS5 table over the grams; its rowid is the entry's id. PostgreSQL: an array of grams, words and facets under
GIN, and the stream of grams beside it, in which a phrase is looked up as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor

from news.search.grams import BREAK

if TYPE_CHECKING:
    from news.search.query import Query, Way


WAYS_PLANNED = 20  # alternatives that PostgreSQL's planner judges well
ROWS = 20  # bits of an id that tell rows of one millisecond apart


def entry_id(moment: datetime, pk: int) -> int:
    """The id of an entry: the milliseconds of its time, then the lower bits of its row's pk."""
    return (int(moment.timestamp() * 1000) << ROWS) | (pk & ((1 << ROWS) - 1))


def span(seconds: float) -> int:
    """How far apart ids are whose moments lie `seconds` apart."""
    return int(seconds * 1000) << ROWS


def before(moment: datetime) -> int:
    """The least id that an entry of this moment or later can have."""
    return int(moment.timestamp() * 1000) << ROWS


def tokens_of(grams: str, words: str, facets: list[str]) -> list[str]:
    """What PostgreSQL looks an entry up by: its grams, =words and ~facets."""
    tokens = [*set(grams.split()) - {BREAK}, *(f"={word}" for word in words.split())]
    return tokens + [f"~{facet}" for facet in " ".join(facets).split()]


@dataclass(frozen=True)
class Index:
    """The index of one kind of row. `table`: of the entries (id, thing_id); `found`: of the grams (SQLite)."""

    table: str
    found: str

    def keep(self, rows: list[tuple[int, str, str, list[str]]]) -> None:
        """Write what entries say: (id, grams, words, facets). Call it in the transaction of their rows, after these."""
        if connection.vendor == "sqlite":
            sql = f"INSERT OR REPLACE INTO {self.found}(rowid, grams, words, facets) VALUES (%s, %s, %s, %s)"
            values: list[Any] = [[entry, grams, words, " ".join(facets)] for entry, grams, words, facets in rows]
        else:
            sql = f"UPDATE {self.table} SET grams = %s, tokens = %s WHERE id = %s"
            values = [[f" {grams} ", tokens_of(grams, words, facets), entry] for entry, grams, words, facets in rows]
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)

    @contextmanager
    def filled_at_once(self) -> Iterator[None]:
        """While most of an index is written: PostgreSQL makes its GIN afterwards, in a fraction of the time."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP INDEX IF EXISTS {self.table}_tokens")
            yield
            if connection.vendor == "postgresql":
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {self.table}_tokens ON {self.table} USING gin (tokens)")

    def drop(self, entries: list[Any]) -> None:
        """Forget entries; their own rows are deleted by the caller."""
        if connection.vendor == "sqlite" and entries:
            with connection.cursor() as cursor:
                cursor.executemany(f"DELETE FROM {self.found} WHERE rowid = %s", [(entry,) for entry in entries])

    def tidy(self) -> None:
        """Forget what belongs to no entry any more: rows that went with their story, or damage."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {self.found} WHERE rowid NOT IN (SELECT id FROM {self.table})")

    def with_facet(self, thing: str, facet: str) -> tuple[str, list[Any]]:
        """(SQL, parameters) of the condition that the entry of `thing`, a column of another index's query, has it."""
        value: str | list[str]
        if connection.vendor == "sqlite":
            sql = f"{self.table} AS entry CROSS JOIN {self.found} ON {self.found}.rowid = entry.id"
            match, value = f"{self.found} MATCH %s", f'facets : "{facet}"'
        else:
            sql, match, value = f"{self.table} AS entry", "entry.tokens @> %s::text[]", [f"~{facet}"]
        return f"EXISTS (SELECT 1 FROM {sql} WHERE entry.thing_id = {thing} AND {match})", [value]

    def matching(self, query: Query, limit: int = 10, few: bool = False, **narrowing: Any) -> list[tuple[int, int]]:
        """The newest `limit` [(id, thing's pk)] that match, newest first; `narrowing` is that of `select`.

        `few`: it is known that not many match. PostgreSQL then finds them first and sorts them; else it may read the
        entries in their order to the end, as it does not know how rare a word is.
        """
        sql, values = self.select(query, **narrowing)
        sql = f"SELECT entry.id, entry.thing_id {sql}"
        order = self.key()
        if few and connection.vendor == "postgresql":
            sql, order = f"WITH few AS MATERIALIZED ({sql}) SELECT id, thing_id FROM few", "id"
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY {order} DESC LIMIT %s", [*values, limit])
            return cursor.fetchall()

    def count(self, query: Query, most: int, **narrowing: Any) -> int:
        """How many match, counted to `most`."""
        sql, values = self.select(query, **narrowing)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM (SELECT 1 {sql} LIMIT %s) AS counted", [*values, most])
            return int(cursor.fetchone()[0])

    def select(
        self,
        query: Query,
        facets: Any = (),
        joins: str = "",
        where: Any = (),
        least: int | None = None,
        below: int | None = None,
    ) -> tuple[str, list[Any]]:
        """(SQL from FROM on, parameters) of the entries that match.

        `joins` and `where` [(SQL, parameters)] narrow by what else is known of the thing, called `thing` there;
        `least` and `below` bound the ids.
        """
        clauses = [self.matches(query, facets), *where]
        clauses += [(f"{self.key()} >= %s", [least])] if least else []
        clauses += [(f"{self.key()} < %s", [below])] if below else []
        sql = f"FROM {self.source()} {joins} WHERE {' AND '.join(clause for clause, _ in clauses)}"
        return sql, [value for _, values in clauses for value in values]

    def key(self) -> str:
        """The index's own key: only by that does SQLite know that what it reads is in order already."""
        return f"{self.found}.rowid" if connection.vendor == "sqlite" else "entry.id"

    def source(self) -> str:
        # CROSS JOIN: the index is read first, in its order, and everything else looked up for what it yields.
        if connection.vendor == "sqlite":
            return f"{self.found} CROSS JOIN {self.table} AS entry ON entry.id = {self.found}.rowid"
        return f"{self.table} AS entry"

    def matches(self, query: Query, facets: list[Any]) -> Any:
        """(SQL, parameters) of the condition that an entry has all that a query asks for, and all facets."""
        if connection.vendor == "sqlite":
            return f"{self.found} MATCH %s", [fts5_expression(query, facets)]
        conditions = [(["entry.tokens @> %s::text[]"], [[f"~{facet}" for facet in facets]])] if facets else []
        conditions += [any_way(self.written(ways)) for ways in query.terms]
        sql = " AND ".join(f"({' OR '.join(either)})" for either, _ in conditions)
        values = [value for _, given in conditions for value in given]
        for either, given in map(any_way, query.without):
            sql += f" AND NOT ({' OR '.join(either)})"
            values += given
        return sql, values

    def written(self, ways: tuple[Way, ...]) -> tuple[Way, ...]:
        """Those of many ways all of whose words some entry has, on PostgreSQL.

        Its planner takes hundreds of alternatives for something that nearly every row has, and would compare them all
        with one row after the other. Here each is one lookup in the index.
        """
        if len(ways) <= WAYS_PLANNED:
            return ways
        asked = sorted({f"={word}" for way in ways for word in way.words})
        sql = f"SELECT 1 FROM {self.table} WHERE tokens @> ARRAY[asked] OFFSET 0"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
            cursor.execute(f"SELECT asked FROM unnest(%s::text[]) AS asked WHERE EXISTS ({sql})", [asked])
            found = {row[0] for row in cursor.fetchall()}
            cursor.execute("SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_indexscan TO DEFAULT")
        return tuple(way for way in ways if all(f"={word}" in found for word in way.words))


def fts5_expression(query: Query, facets: list[str]) -> str:
    """What SQLite looks up. No token has a quote in it; see `news.search.grams.safe`."""
    wanted = [*map(fts5_ways, query.terms), *(f'facets : "{facet}"' for facet in facets)]
    expression = " AND ".join(f"({one})" for one in wanted)
    unwanted = " OR ".join(map(fts5_ways, query.without))
    return f"({expression}) NOT ({unwanted})" if unwanted else expression


def fts5_ways(ways: tuple[Way, ...]) -> str:
    return " OR ".join(f"({fts5_way(way)})" for way in ways)


def fts5_way(way: Way) -> str:
    phrase = [f'grams : "{" ".join(way.grams)}"'] if way.grams else []
    return " AND ".join([*phrase, *(f'words : "{word}"' for word in way.words)])


def any_way(ways: tuple[Way, ...]) -> tuple[list[str], list[Any]]:
    """(conditions of which one must hold, parameters) on PostgreSQL; single words are looked up all at once."""
    single = [f"={way.words[0]}" for way in ways if len(way.words) == 1 and not way.grams]
    sql = [f"entry.tokens {'@>' if len(single) == 1 else '&&'} %s::text[]"] if single else []
    values: list[Any] = [single] if single else []
    if not ways:
        sql.append("FALSE")
    for way in ways:
        tokens = [*set(way.grams), *(f"={word}" for word in way.words)]
        if way.grams:
            sql.append("(entry.tokens @> %s::text[] AND strpos(entry.grams, %s) > 0)")
            values += [tokens, f" {' '.join(way.grams)} "]
        elif len(way.words) > 1:
            sql.append("entry.tokens @> %s::text[]")
            values.append(tokens)
    return sql, values


def make(schema_editor: DatabaseSchemaEditor, index: Index) -> None:
    """For migrations: the parts of an index that no model describes."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {index.found} USING fts5(grams, words, facets, "
            'tokenize="unicode61 remove_diacritics 0")'
        )
    else:
        schema_editor.execute(f"ALTER TABLE {index.table} ADD COLUMN grams text NOT NULL DEFAULT ''")
        schema_editor.execute(f"ALTER TABLE {index.table} ADD COLUMN tokens text[] NOT NULL DEFAULT '{{}}'")
        schema_editor.execute(f"CREATE INDEX {index.table}_tokens ON {index.table} USING gin (tokens)")
