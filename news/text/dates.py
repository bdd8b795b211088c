"""Moments and days as the site writes them: 20:44 today, 11月28日 20:44 this year, 2026年11月28日 20:44 in full."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def format_moment(moment: datetime, today: date | None = None) -> str:
    """A moment (in the site's zone) in the shortest form that says it on the day `today`; in full without one."""
    clock = f"{moment:%H:%M}"
    return clock if moment.date() == today else f"{format_day(moment.date(), today)} {clock}"


def format_day(day: date, today: date | None = None) -> str:
    """A day of the calendar, with its year unless that is the year of `today`."""
    year = "" if today and day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def start_of_day(day: date) -> datetime:
    """The moment at which a day begins in the site's zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of_day(day: date) -> datetime:
    """The moment at which the next day begins in the site's zone."""
    return start_of_day(day + timedelta(days=1))
