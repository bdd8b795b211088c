"""Sessions as Django keeps them, read by a compiled query."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from comments.personal.session_store import SessionStore

pytestmark = pytest.mark.django_db


def is_signed_in(client):
    return client.get("/notices/").status_code == 200


def test_a_session_that_is_nobodys_any_more_signs_nobody_in(signed_in, tangju):
    client = signed_in(tangju)
    assert is_signed_in(client)
    row = Session.objects.get(session_key=client.cookies["sessionid"].value)
    row.expire_date = timezone.now() - timedelta(seconds=1)
    row.save()
    assert not is_signed_in(client)
    again = signed_in(tangju)
    Session.objects.all().delete()
    assert not is_signed_in(again)


@pytest.mark.parametrize("key", ["x", "a" * 32, "é" * 32, "'; --", "%s" * 16, "0" * 400])
def test_a_key_of_no_session_is_an_empty_one(key):
    store = SessionStore(key)
    assert store.get("anything") is None and store.session_key != key


def test_what_it_holds_is_read_by_one_query(django_assert_num_queries):
    made = SessionStore()
    made["story"] = [1, "一"]
    made.save()
    with django_assert_num_queries(1):
        assert SessionStore(made.session_key)["story"] == [1, "一"]
    made["story"] = []
    made.save()
    assert SessionStore(made.session_key)["story"] == []
