"""SQLite with fair turns: of the threads of a process that want to write, one does, and the next is who asked first.

SQLite itself lets everybody try again after a nap that grows, so whoever is unlucky naps for seconds while others pass.
Between processes that is still so; within one, nobody passes anybody.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from threading import Event, Lock
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

WAIT_SECONDS = 20
QUERY_LONGEST = 6000  # letters of a query that is remembered


class Turns:
    """A lock that is handed on in the order in which it was asked for."""

    def __init__(self) -> None:
        self.lock, self.taken = Lock(), False
        self.waiting: deque[Event] = deque()

    def take(self, seconds: int) -> bool:
        """Wait for one's turn; False if it does not come in time."""
        with self.lock:
            if not self.taken:
                self.taken = True
                return True
            mine = Event()
            self.waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self.lock:
            if mine.is_set():  # it came while we gave up
                return True
            self.waiting.remove(mine)
            return False

    def hand_on(self) -> None:
        with self.lock:
            if self.waiting:
                self.waiting.popleft().set()
            else:
                self.taken = False


TURNS: dict[Any, Any] = {}  # one for each database file
guard = Lock()


def turns_of(name: str) -> Turns:
    with guard:
        return TURNS.setdefault(str(name), Turns())


Base: Any = base.DatabaseWrapper  # the stubs do not know the methods that are overridden here


class Cursor(base.SQLiteCursorWrapper):
    """Django's cursor, which knows the queries again that it has rewritten for SQLite: most are asked all the time."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None and len(query) <= QUERY_LONGEST:
            return to_qmarks(query)
        converted: str = super().convert_query(query, param_names=param_names)
        return converted


@lru_cache(1000)
def to_qmarks(query: str) -> str:
    """A query with `?` for each `%s`, as Django's own `convert_query` writes it."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(Base):
    has_turn = False

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        if not self.has_turn:
            if not self.turns.take(WAIT_SECONDS):
                raise OperationalError("database is locked: no turn to write")
            self.has_turn = True
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self.give_turn()
            raise

    @property
    def turns(self) -> Turns:
        return turns_of(self.settings_dict["NAME"])

    def give_turn(self) -> None:
        if self.has_turn:
            self.has_turn = False
            self.turns.hand_on()

    def _commit(self) -> None:
        super()._commit()
        self.give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self.give_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self.give_turn()
