"""每日存档: the gems of each day, and what is no day of gems."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from comments.gems.queries import close_days
from comments.models import Comment, Gem

pytestmark = pytest.mark.django_db


def gem_of(say, reader, text, day, hot=0.8):
    row = say(reader, text)
    Comment.objects.filter(pk=row.pk).update(hot=hot)
    return Gem.objects.create(comment=row, author=reader, day=day, made_at=timezone.now())


def test_each_day_has_its_gems_and_leads_to_its_neighbours(client, say, tangju, fufeng):
    gem_of(say, tangju, "那天的妙论", date(2024, 6, 18), 0.7)
    gem_of(say, fufeng, "那天更妙的妙论", date(2024, 6, 18), 0.8)
    gem_of(say, fufeng, "次日的妙论", date(2024, 6, 19))
    gem_of(say, tangju, "头一回的妙论", date(2024, 6, 10))
    html = client.get("/boards/gems/2024-06-18/").content.decode()
    assert html.index("那天更妙的妙论") < html.index("那天的妙论") and "次日的妙论" not in html
    assert 'rel="prev" href="/boards/gems/2024-06-17/"' in html and 'rel="next" href="/boards/gems/2024-06-19/"' in html
    assert "2024年6月18日的神评妙论" in html
    assert 'rel="prev"' not in client.get("/boards/gems/2024-06-10/").content.decode()
    assert "這一天沒有入選的神評" in client.get("/zh-hant/boards/gems/2024-06-17/").content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    assert 'rel="next"' not in client.get(f"/boards/gems/{yesterday}/").content.decode()


def test_what_stood_there_when_the_day_closed_is_in_the_archive(client, say, tangju):
    row, yesterday = say(tangju, "当天的妙论"), timezone.localdate()
    Comment.objects.filter(pk=row.pk).update(opening_flowers=9)
    assert close_days(timezone.now() + timedelta(days=1)) == 1
    assert row.text in client.get(f"/boards/gems/{yesterday}/").content.decode()


@pytest.mark.parametrize(
    "day",
    [
        "2023-02-29",
        "2024-6-18",
        "20240618",
        "0001-01-01",
        "9999-12-31",
        "1989-12-31",
        "-001-01-01",
        "２０２４-06-18",
        "今天",
    ],
)
def test_what_is_no_day_of_gems_is_404(client, db, day):
    answer = client.get(f"/boards/gems/{day}/")
    assert answer.status_code == 404 and 'role="alert"' in answer.content.decode()


def test_a_day_whose_neighbours_are_no_days_links_to_no_404(client, db):
    for day in ("1990-01-01", timezone.localdate().isoformat(), (timezone.localdate() + timedelta(days=1)).isoformat()):
        html = client.get(f"/boards/gems/{day}/").content.decode()
        links = re.findall(r'href="(/boards/gems/\d[^"]*)"', html)
        assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
