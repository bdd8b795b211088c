"""PostgreSQL with a pool that finds its way back within a second: psycopg_pool alone waits longer each time."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    @property
    def pool(self) -> Any:
        pool = super().pool
        if pool is not None:
            pool._check = check_connection  # Django passes its own, and takes no other from OPTIONS
        return pool


def check_connection(connection: Connection) -> None:
    """Raise if a connection is dead; then all others that wait in its pool are looked at too.

    The pool takes a longer pause after each dead one that it meets: with eight of them a request would wait a minute.
    """
    try:
        ConnectionPool.check_connection(connection)
    except Exception:
        pool: Any = connection._pool
        pool.check()
        raise


def connect_again(pool: ConnectionPool) -> None:
    """Called when connecting failed for a second: begin anew, or those who wait would see the pauses double."""
    if pool.get_stats().get("requests_waiting"):
        pool.check()
