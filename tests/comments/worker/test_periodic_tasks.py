"""Duties of the worker that come round every few hours: once in each stretch, whatever becomes of the cache."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import caches
from django.utils import timezone

from comments.models import PeriodicRun
from comments.worker.loop import SWEEP_EVERY, sweep
from news.media.pictures import PHOTOS
from tests.comments.thread.test_concurrency import at_once

pytestmark = pytest.mark.django_db
DAYS_OLD = 3 * 24 * 3600


def leftover(settings, name):
    """An old file of a picture that no row names."""
    path = Path(settings.MEDIA_ROOT) / PHOTOS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (time.time() - DAYS_OLD,) * 2)
    return path


def test_files_are_swept_once_in_some_hours_also_when_the_cache_is_lost(settings, at):
    now = timezone.now()
    at(now)
    first = leftover(settings, "first-480.jpg")
    sweep()
    assert not first.exists()
    second = leftover(settings, "second-480.jpg")
    for cache in caches.all():
        cache.clear()
    at(now + SWEEP_EVERY - timedelta(seconds=1))
    sweep()
    assert second.exists()
    at(now + SWEEP_EVERY)
    sweep()
    assert not second.exists()


def test_a_clock_that_was_wrong_holds_no_duty_up():
    now, hour = timezone.now(), timedelta(hours=1)
    assert PeriodicRun.claim("x", hour, now + timedelta(days=400))
    assert PeriodicRun.claim("x", hour, now) and not PeriodicRun.claim("x", hour, now)
    assert PeriodicRun.claim("y", hour, now)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rows_of_migrations")
def test_of_many_workers_at_once_one_carries_a_duty_out():
    now, hour = timezone.now(), timedelta(hours=1)
    for moment in (now, now + hour, now + 2 * hour):
        assert sorted(at_once([lambda at=moment: PeriodicRun.claim("x", hour, at)] * 6)) == [False] * 5 + [True]
