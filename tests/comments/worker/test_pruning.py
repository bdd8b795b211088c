"""What is old goes in small transactions, in the worker: nobody who writes or watches waits for it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.live import hub
from comments.worker import loop
from news.changes import pruning
from news.changes.models import Change
from news.changes.pruning import delete_in_batches
from tests.conftest import make_article

pytestmark = pytest.mark.django_db


def sessions(number, **age):
    rows = [Session(pk=f"{n:032}", expire_date=timezone.now() + timedelta(**age)) for n in range(number)]
    return Session.objects.bulk_create(rows)


def deletions(act):
    """How many statements that delete rows `act` made."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return sum(query["sql"].startswith("DELETE") for query in asked.captured_queries)


def test_rows_go_a_batch_at_a_time_and_what_belongs_to_others_stays():
    sessions(23, days=-1)
    kept = Session.objects.create(pk="new", expire_date=timezone.now() + timedelta(days=1))
    old = Session.objects.filter(expire_date__lt=timezone.now())
    assert deletions(lambda: delete_in_batches(old, 5)) == 5
    assert list(Session.objects.all()) == [kept] and delete_in_batches(old, 5) == 0


def test_one_go_has_an_end_and_the_next_takes_the_rest(monkeypatch):
    monkeypatch.setattr(pruning, "BATCHES_MOST", 2)
    sessions(23, days=-1)
    assert [delete_in_batches(Session.objects.all(), 10) for _ in range(3)] == [20, 3, 0]


def test_a_batch_is_small():
    assert pruning.BATCH <= 1000


def test_a_day_of_changes_is_forgotten_in_batches_once_an_hour(at, monkeypatch):
    now, article = timezone.now(), make_article()
    Change.record(article, *((Change.Kind.COMMENT, number) for number in range(1200)))
    last = Change.objects.latest("pk").pk
    Change.objects.update(made_at=now - timedelta(hours=25))
    at(now)
    assert deletions(loop.prune_changes) == 3 and not Change.objects.exists()
    article.refresh_from_db()
    assert article.pruned_to == last
    Change.record(article, (Change.Kind.COUNT, 0))
    Change.objects.update(made_at=now - timedelta(hours=25))
    loop.prune_changes()
    assert Change.objects.exists()  # not yet an hour
    at(now + loop.PRUNE_CHANGES_EVERY)
    loop.prune_changes()
    assert not Change.objects.exists()


def test_the_worker_prunes_and_the_hub_does_not():
    assert loop.prune_changes in loop.periodic_tasks() and loop.tidy in loop.periodic_tasks()
    assert not hasattr(hub.Hub, "prune")
