"""日历: a month of stories, published and scheduled, day by day, and what is to happen to them."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import site
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from news.articles.models import Article
from news.editing.scheduled import ScheduledChange

SHOWN = 20  # of one day
STORIES_MOST = 1000  # that are read for one month
FIRST_YEAR, LAST_YEAR = 1970, 2200


@require_safe
def show_month(request: HttpRequest) -> HttpResponse:
    """`month` as 2026-11; anything else means the present one."""
    today = timezone.localdate()
    first = parse_month(request.GET.get("month", "")) or today.replace(day=1)
    context = {
        "title": f"日历：{first.year}年{first.month}月",
        "opts": Article._meta,
        "weeks": list_weeks(first, today),
        "before": (first - timedelta(days=1)).strftime("%Y-%m"),
        "after": (first + timedelta(days=31)).strftime("%Y-%m"),
    }
    return TemplateResponse(request, "admin/news/article/calendar.html", site.each_context(request) | context)


def parse_month(typed: str) -> date | None:
    if not typed.isascii():
        return None
    try:
        first = datetime.strptime(typed[:10], "%Y-%m").date()
    except ValueError:
        return None
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else None


def list_weeks(first: date, today: date) -> list[list[dict[str, Any]]]:
    """Weeks from Monday of {day, in_month, is_today, stories: the earliest, more: how many besides, list, coming}.

    `coming`: (when, what happens, story), see `read_coming`.
    """
    stories, numbers = read_month(first)
    coming = read_coming(first)
    return [
        [
            {
                "day": day,
                "in_month": day.month == first.month,
                "is_today": day == today,
                "stories": stories[day][:SHOWN],
                "list": link_list(day),
                "coming": sorted(coming[day], key=lambda row: row[0]),
                "more": numbers.get(day, 0) - len(stories[day][:SHOWN]),
            }
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


def end_of_month(first: date) -> datetime:
    return start_of((first + timedelta(days=31)).replace(day=1))


def read_coming(first: date) -> dict[date, list[tuple[datetime, str, Article]]]:
    """The changes that will be made and the stories that will be taken down on each day of the month."""
    month = (start_of(first), end_of_month(first))
    changes = ScheduledChange.objects.filter(due_at__range=month, failed_at=None).select_related("article")
    ends = Article.objects.filter(ends_at__range=month)
    found: list[tuple[Any, str, Article]]
    found = [(row.due_at, "定时改动", row.article) for row in changes.order_by("due_at")[:STORIES_MOST]]
    found += [(row.ends_at, "撤下", row) for row in ends.only("title", "ends_at").order_by("ends_at")[:STORIES_MOST]]
    coming: dict[date, list[tuple[datetime, str, Article]]] = defaultdict(list)
    for row in found:
        coming[timezone.localdate(row[0])].append(row)
    return coming


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def link_list(day: date) -> str:
    """The address of the list of stories with those of this day alone."""
    start, end = start_of(day), start_of(day + timedelta(days=1))
    narrowed = urlencode({"published_at__gte": start.isoformat(" "), "published_at__lt": end.isoformat(" ")})
    return f"{reverse('admin:news_article_changelist')}?{narrowed}"


def read_month(first: date) -> tuple[dict[date, list[Article]], dict[date, int]]:
    """The stories of each day of the month, at most STORIES_MOST in all; and how many each day has."""
    start, end = start_of(first), end_of_month(first)
    rows = Article.objects.by_editors().filter(published_at__gte=start, published_at__lt=end)
    stories: dict[date, list[Article]] = defaultdict(list)
    for row in rows.order_by("published_at", "pk").only("title", "published_at")[:STORIES_MOST]:
        stories[timezone.localdate(row.published_at)].append(row)
    counted = rows.order_by().annotate(day=TruncDate("published_at")).values_list("day").annotate(number=Count("pk"))
    return stories, dict(counted)
