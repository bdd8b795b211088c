"""日历: a month of stories, published and scheduled, day by day."""

from datetime import datetime

import pytest
from django.utils import timezone

from news.editing import calendar
from tests.conftest import make_article, make_staff

pytestmark = pytest.mark.django_db
CALENDAR = "/admin/news/article/calendar/"


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


def at(*moment):
    return timezone.make_aware(datetime(*moment))


def cells(page):
    return {cell["day"]: cell for week in page.context["weeks"] for cell in week if cell["in_month"]}


def test_each_story_stands_on_its_day_and_none_of_another_month(desk):
    make_article(title="月初零点", published_at=at(2025, 11, 1, 0, 0))
    make_article(title="月末最后一分", published_at=at(2025, 11, 30, 23, 59))
    make_article(title="下月", published_at=at(2025, 12, 1, 0, 0))
    make_article(title="草稿", published_at=None)
    page = desk.get(CALENDAR, {"month": "2025-11"})
    days = {day.day: [row.title for row in cell["stories"]] for day, cell in cells(page).items() if cell["stories"]}
    assert days == {1: ["月初零点"], 30: ["月末最后一分"]} and len(cells(page)) == 30
    assert "?month=2025-10" in page.content.decode() and "?month=2025-12" in page.content.decode()


def test_what_is_scheduled_is_named_so_and_a_full_day_says_how_many_more(desk, monkeypatch):
    monkeypatch.setattr(calendar, "SHOWN", 1)
    for title in ("甲", "乙", "丙"):
        make_article(title=title, published_at=at(2100, 2, 3, 9, 0))
    page = desk.get(CALENDAR, {"month": "2100-02"})
    assert "（定时）" in page.content.decode() and "另有 2 条" in page.content.decode()
    days = cells(page).values()
    listed = [desk.get(cell["list"]).context["cl"].result_count for cell in days if cell["day"].day in (2, 3)]
    assert listed == [0, 3]


@pytest.mark.parametrize("month", ["", "2026-13", "0001-01", "9999-12", "x" * 5000, "２０２５-11", "\x00", "-1-1"])
def test_a_month_that_is_none_means_the_present_one_with_today_marked(desk, month):
    page = desk.get(CALENDAR, {"month": month})
    today = [day for day, cell in cells(page).items() if cell["is_today"]]
    assert page.status_code == 200 and today == [timezone.localdate()] and "今天" in page.content.decode()


def test_the_list_of_stories_leads_to_both_pages(desk):
    page = desk.get("/admin/news/article/").content.decode()
    assert CALENDAR in page and "/admin/news/article/front/" in page
