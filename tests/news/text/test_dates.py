"""Moments are written in three forms and no others, and a page of yesterday does not say that it was today."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import render_to_string

from news.text.dates import format_day, format_moment
from tests.conftest import make_article

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("moment", "today", "written"),
    [
        (datetime(2026, 11, 28, 20, 44), TODAY, "20:44"),
        (datetime(2026, 11, 28, 0, 5), TODAY, "00:05"),
        (datetime(2026, 11, 27, 20, 44), TODAY, "11月27日 20:44"),
        (datetime(2026, 1, 2, 3, 4), TODAY, "1月2日 03:04"),
        (datetime(2025, 11, 28, 20, 44), TODAY, "2025年11月28日 20:44"),
        (datetime(2026, 11, 28, 20, 44), None, "2026年11月28日 20:44"),
    ],
)
def test_a_moment_is_written_in_the_shortest_form_that_says_it(moment, today, written):
    assert format_moment(moment, today) == written


def test_a_day_is_written_with_its_year_unless_that_is_this_one():
    assert [format_day(TODAY, TODAY), format_day(TODAY)] == ["11月28日", "2026年11月28日"]
    assert format_day(TODAY, date(2027, 1, 1)) == "2026年11月28日"


@pytest.mark.parametrize(("form", "written"), [("when", "20:44"), ('when:"full"', "2026年11月28日 20:44")])
def test_the_filter_knows_the_sites_zone(at, form, written):
    moment = datetime(2026, 11, 28, 12, 44, tzinfo=UTC)
    at(moment)
    template = engines["django"].from_string(f"{{{{ moment|{form} }}}}|{{{{ nothing|{form} }}}}")
    assert template.render({"moment": moment, "nothing": None}) == f"{written}|"


def test_templates_write_dates_for_people_in_no_other_way():
    for path in (ROOT / "templates").rglob("*.*"):
        assert set(re.findall(r"\|(?:date|time):(\S+?)\s*[%}]", path.read_text("utf-8"))) <= {"'U'", "'Y-m-d'"}, path


def test_every_moment_of_a_page_is_there_for_machines_too():
    for path in (ROOT / "templates").rglob("*.html"):
        html = path.read_text("utf-8")
        alone = re.sub(r'<time datetime="\{\{ [^}]*\|iso \}\}"\s*>\{\{ [^}]*\|when \}\}</time\s*>', "", html)
        assert "|when }}" not in alone, path


def test_letters_are_read_on_another_day_and_say_it_in_full(at):
    moment = datetime(2026, 11, 28, 12, 44, tzinfo=UTC)
    at(moment)
    facts = {"timestamp": moment, "site_name": "花蛋", "site_url": "https://n.example"}
    assert "时间：2026年11月28日 20:44" in render_to_string("account/email/base_notification.txt", facts)


PAGES = ["/", "/news/{}/", "/news/{}/comments/", "/comments/{}/", "/readers/糖桔/", "/channels/politics/", "/latest/"]


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_was_drawn_yesterday_is_drawn_anew_today(client, at, say, tangju, prefix, path):
    evening = datetime(2026, 12, 31, 15, 58, tzinfo=UTC)  # 23:58 in Shanghai
    at(evening)
    article = make_article(published_at=evening)
    comment = say(tangju, "跨年的话", on=article)
    path = prefix + path.format(comment.pk if "comments/{" in path else article.pk)
    before = client.get(path)
    assert ">23:58</time>" in before.content.decode() and "12月31日 23:58" not in before.content.decode()
    at(evening + timedelta(minutes=5))
    after = client.get(path, HTTP_IF_NONE_MATCH=before["ETag"])
    assert after.status_code == 200 and ">2026年12月31日 23:58</time>" in after.content.decode()
    assert ">23:58</time>" not in after.content.decode()
