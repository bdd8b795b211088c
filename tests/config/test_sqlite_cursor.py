"""Queries as SQLite takes them, rewritten once."""

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from config.db.sqlite.base import QUERY_LONGEST, to_qmarks

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]
QUERIES = ["SELECT 1", "SELECT %s, %s", "SELECT '100%%', %s", "SELECT %s -- " + "长" * QUERY_LONGEST]


@pytest.mark.parametrize("query", QUERIES, ids=len)
def test_a_query_is_rewritten_as_django_does(query):
    with connection.cursor() as cursor:
        inner = cursor.cursor
        assert inner.convert_query(query) == SQLiteCursorWrapper.convert_query(inner, query)
        cursor.execute(query, [7] * query.count("%s"))
        assert cursor.fetchone()[-1] in (1, 7)


def test_names_are_filled_in_as_ever():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %(one)s, %(two)s, %(one)s", {"one": 1, "two": "二"})
        assert cursor.fetchone() == (1, "二", 1)


def test_what_is_remembered_is_bounded():
    for number in range(3000):
        to_qmarks(f"SELECT %s AS name_{number}")
    assert to_qmarks.cache_info().currsize <= 1000
