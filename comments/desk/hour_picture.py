"""A small picture of the page views of a day: a bar for each hour, the last on the right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

HOURS = 24
STEP, GAP = 28, 6  # pixels from bar to bar, and between two
HEIGHT, FOOT = 120, 18  # of the tallest bar, and of the hours below
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Bar:
    """One hour as the template draws it, in pixels; `label` is the hour where one is written below."""

    x: int
    y: int
    height: int
    says: str
    label: str


@dataclass(frozen=True)
class HourPicture:
    width: int
    height: int
    bars: list[Bar]
    total: int

    @classmethod
    def draw(cls, counts: dict[datetime, int], now: datetime) -> HourPicture:
        """`counts`: {a moment: page views from then on}, of any steps within an hour."""
        last = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
        hours = [last - HOUR * back for back in range(HOURS - 1, -1, -1)]
        views = dict.fromkeys(hours, 0)
        for moment, number in counts.items():
            hour = timezone.localtime(moment).replace(minute=0, second=0, microsecond=0)
            if hour in views:
                views[hour] += number
        most = max(views.values()) or 1
        bars = [bar_of(place, hour, views[hour], most) for place, hour in enumerate(hours)]
        return cls(STEP * HOURS, HEIGHT + FOOT, bars, sum(views.values()))


def bar_of(place: int, hour: datetime, views: int, most: int) -> Bar:
    height = round(HEIGHT * views / most)
    label = f"{hour:%H}" if hour.hour % 3 == 0 else ""
    return Bar(place * STEP, HEIGHT - height, height, f"{hour:%H}:00 起：{views}", label)
