"""The pool of connections to PostgreSQL after all of them have died."""

import time

import psycopg
import pytest
from django.db.utils import ConnectionHandler

from config.db.databases import with_pool
from tests.cluster import postgres

SIZE = 8
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = 'postgres'"


@pytest.fixture
def server():
    with postgres() as server:
        yield server


@pytest.fixture
def pool(server):
    """The pool of a database of Django's, as the settings make it, with SIZE connections."""
    facts = {"ENGINE": "", "NAME": server.address["dbname"], "USER": "postgres", "HOST": server.address["host"]}
    facts |= {"CONN_HEALTH_CHECKS": True, "TIME_ZONE": None, "OPTIONS": {}}
    with_pool(facts, SIZE)
    database = ConnectionHandler({"default": facts})["default"]
    database.pool.open()
    for connection in [database.pool.getconn() for _ in range(SIZE)]:
        database.pool.putconn(connection)
    yield database.pool
    database.close_pool()


def test_the_next_request_finds_its_way_when_every_connection_has_died(server, pool):
    with psycopg.connect(**server.address, autocommit=True) as other:
        other.execute(OTHERS)
    began = time.monotonic()
    with pool.connection(timeout=30) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert time.monotonic() - began < 3
