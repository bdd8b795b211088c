"""A page that stays open over midnight, or comes out of the browser's own stores, says when as of today."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import row

ZONE = ZoneInfo("Asia/Shanghai")


def days_later(page, days):
    """Let the browser's clock show a moment so many days ahead; the page looks at it when it is looked at again."""
    page.clock.set_system_time(datetime.now(ZONE) + timedelta(days=days))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_moment_of_today_becomes_one_of_this_year_and_of_another(person, visitor, article, prefix):
    visitor("扶风").act(f"/news/{article}/comments/", text=f"今天说的（{article}）")
    page = person("糖桔", f"{prefix}/news/{article}/")
    time = page.locator(".comment time").first
    said = datetime.fromisoformat(time.get_attribute("datetime"))
    clock, date = f"{said:%H:%M}", f"{said.month}月{said.day}日"
    expect(time).to_have_text(clock)
    days_later(page, 1)
    expect(time).to_have_text(f"{date} {clock}" if (said + timedelta(days=1)).year == said.year else re.compile("年"))
    days_later(page, 366)
    expect(time).to_have_text(f"{said.year}年{date} {clock}")
    days_later(page, 0)
    expect(time).to_have_text(clock)
    assert page.problems == []


def test_a_row_that_arrives_late_says_it_too(person, visitor, article):
    page = person("糖桔", f"/news/{article}/")
    page.clock.set_system_time(datetime.now(ZONE) + timedelta(days=400))
    visitor("扶风").act(f"/news/{article}/comments/", text=f"昨夜说的（{article}）")
    expect(row(page, "昨夜说的").locator("time")).to_have_text(re.compile(r"^\d{4}年\d+月\d+日 \d\d:\d\d$"))


STAMPS = [
    ("2026-11-28T20:44:00+08:00", "2026-11-28T12:50:00Z", "20:44"),
    ("2026-11-28T23:59:00+08:00", "2026-11-28T16:00:00Z", "11月28日 23:59"),
    ("2026-12-31T23:59:00+08:00", "2026-12-31T16:00:00Z", "2026年12月31日 23:59"),
    ("2026-11-28T20:44:00-05:00", "2026-11-29T02:00:00Z", "20:44"),
    ("2026-11-28T20:44:00+00:00", "2027-01-02T00:00:00Z", "2026年11月28日 20:44"),
    ("2026-11-28", "2026-11-28T02:00:00Z", ""),
]


def test_the_script_writes_what_the_server_writes(person):
    page = person(None, "/contact/")
    address = page.locator('script[src*="js/site"]').get_attribute("src").replace("site", "dates")
    ask = f"([stamp, now]) => import('{address}').then((dates) => dates.written(stamp, Date.parse(now)))"
    assert [page.evaluate(ask, [stamp, now]) for stamp, now, _ in STAMPS] == [text for *_, text in STAMPS]


def test_an_offline_copy_says_it_as_of_the_day_on_which_it_is_read(person, article):
    page = person("糖桔", "/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto(f"/news/{article}/")
    page.wait_for_function(f"caches.match('/news/{article}/').then((kept) => Boolean(kept))")
    page.context.set_offline(True)
    page.clock.set_system_time(datetime.now(ZONE) + timedelta(days=400))
    page.reload()
    expect(page.locator(".dateline time")).to_have_text(re.compile(r"^\d{4}年\d+月\d+日 \d\d:\d\d$"))
