"""A ranking is built once a minute by one of all who ask; the others read what stood there last."""

from datetime import timedelta
from threading import Semaphore

import pytest
from django.utils import timezone

from comments.rankings.builders import BUILDERS, TITLES
from news.models import Ranking
from tests.comments.rankings.test_pages import HOUR, MINUTE, populated
from tests.comments.thread.test_concurrency import at_once

SECOND = timedelta(seconds=1)


@pytest.fixture
def trial(monkeypatch):
    """A ranking whose builds are counted: it holds one row, the number of the build."""
    built = []

    def build(moment):
        built.append(moment)
        return [{"pk": len(built)}]

    monkeypatch.setitem(BUILDERS, "trial", build)
    return built


@pytest.fixture
def now(at):
    moment = timezone.now().replace(microsecond=0)
    at(moment)
    return moment


@pytest.mark.django_db
def test_a_board_is_built_once_a_minute(trial, now, at):
    asked = {0: 1, 1: 1, 59: 1, 79: 1, 81: 2, 140: 2, 162: 3}  # the worker has twenty seconds before readers build
    for seconds, times in asked.items():
        at(now + seconds * SECOND)
        assert Ranking.current("trial").pks == [times] and len(trial) == times, seconds
    for seconds, times in {162 + 59: 3, 162 + 60: 4, 162 + 61: 4}.items():
        at(now + seconds * SECOND)
        Ranking.build_due()
        assert Ranking.current("trial").pks == [times]
    assert trial == [now + seconds * SECOND for seconds in (0, 81, 162, 222)]


@pytest.mark.django_db
def test_a_clock_that_was_put_back_does_not_stop_a_board(trial, now, at):
    at(now + 9 * HOUR)
    Ranking.current("trial")
    at(now)
    assert Ranking.current("trial").pks == [2]


@pytest.mark.django_db
def test_a_build_that_fails_leaves_the_last_board_and_is_tried_again(trial, now, at, monkeypatch):
    Ranking.current("trial")
    at(now + 2 * MINUTE)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setitem(BUILDERS, "trial", lambda moment: 1 / 0)
        Ranking.current("trial")
    assert Ranking.current("trial").pks == [1]
    at(now + 4 * MINUTE)
    assert Ranking.current("trial").pks == [2]


@pytest.mark.django_db
def test_the_worker_builds_all_four(now, at):
    populated(2, now)
    Ranking.build_due()
    assert {board.pk: len(board.rows) for board in Ranking.objects.all()} == dict.fromkeys(TITLES, 2)
    at(now + 59 * SECOND)
    Ranking.build_due()
    assert set(Ranking.objects.values_list("made_at", flat=True)) == {now}
    at(now + MINUTE)
    Ranking.build_due()
    assert set(Ranking.objects.values_list("made_at", flat=True)) == {now + MINUTE}


@pytest.mark.django_db(transaction=True)
def test_of_several_callers_one_builds_and_the_others_read_the_last(trial, monkeypatch):
    Ranking.current("trial")
    Ranking.objects.update(tried_at=timezone.now() - HOUR)
    others, count = Semaphore(0), BUILDERS["trial"]

    def build(moment):
        for _ in range(7):
            assert others.acquire(timeout=30)  # the seven others have read before this one is done
        return count(moment)

    def ask():
        found = Ranking.current("trial").pks
        others.release()
        return found

    monkeypatch.setitem(BUILDERS, "trial", build)
    assert sorted(at_once([ask] * 8)) == [[1]] * 7 + [[2]]
    assert Ranking.current("trial").pks == [2] and len(trial) == 2


@pytest.mark.django_db(transaction=True)
def test_of_several_first_callers_one_builds(trial):
    found = at_once([lambda: Ranking.current("trial").pks] * 8)
    assert len(trial) == 1 and [1] in found and all(pks in ([], [1]) for pks in found)
