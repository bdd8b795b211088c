"""Moments and days as people and as machines read them. A builtin of templates, for nearly every one says when.

A page that is kept is marked with its day (`news.caching.pages.make_etag`, `comments.thread.rows.revisions_of`), and
`static/js/dates.js` writes moments anew on pages that stay open over midnight.
"""

from datetime import date, datetime

from django import template
from django.utils import timezone

from news.text.dates import format_day, format_moment

register = template.Library()


@register.filter(expects_localtime=True)
def iso(moment: datetime) -> str:
    """A moment in the site's zone as `<time datetime>` takes it: to the second, for HTML knows no microseconds."""
    return moment.isoformat(timespec="seconds") if moment else ""


@register.filter
def when(moment: datetime | None, form: str = "") -> str:
    """A moment as it is written today; with `form` "full" in full, for what is read on another day, such as mail.

    "clock" writes the time alone, under a heading that names the day.
    """
    if not moment:
        return ""
    if form == "clock":
        return f"{timezone.localtime(moment):%H:%M}"
    return format_moment(timezone.localtime(moment), None if form == "full" else timezone.localdate())


@register.filter
def day(date: date | None) -> str:
    """A day of the calendar as it is written this year."""
    return format_day(date, timezone.localdate()) if date else ""
