"""How often each act was done, month by month. What a month that is over says is counted once a day at most."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.cache import caches
from django.db.models import Count
from django.utils import timezone

from comments.rulings.models import Ruling
from news.text.dates import start_of_day

MONTHS_MOST = 36
KEPT_SECONDS = 24 * 3600
# A month is over for good a day after its end: by then whatever began within it has been committed.
OVER = timedelta(days=1)
Counts = dict[str, int]


def count_months() -> list[tuple[date, Counts]]:
    """[(first day, {act: how often})] of the last 36 months in which there was a ruling, the newest first."""
    counted = [(month, count_acts(month)) for month in months_of_record()]
    return [(month, counts) for month, counts in counted if counts]


def months_of_record() -> list[date]:
    """The first days of the months between the newest ruling and the oldest, at most 36, the newest first."""
    times = Ruling.objects.order_by("-made_at", "-pk").values_list("made_at", flat=True)
    newest, oldest = times.first(), times.last()
    if newest is None or oldest is None:
        return []
    months, least = [timezone.localdate(newest).replace(day=1)], timezone.localdate(oldest).replace(day=1)
    while months[-1] > least and len(months) < MONTHS_MOST:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months


def following(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def count_acts(month: date) -> Counts:
    end = start_of_day(following(month))
    if end + OVER > timezone.now():
        return fetch_counts(month)
    key = f"rulings-of-{month}"
    counts = caches["pages"].get(key)
    if counts is None:
        counts = fetch_counts(month)
        caches["pages"].set(key, counts, KEPT_SECONDS)
    return counts


def fetch_counts(month: date) -> Counts:
    rows = Ruling.objects.filter(made_at__gte=start_of_day(month), made_at__lt=start_of_day(following(month)))
    return dict(rows.order_by().values_list("act").annotate(Count("pk")))
