"""首页排序: an editor chooses 头条 and fixed places; they end by the clock or with the story."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from news.changes.models import SiteVersion
from news.models import FrontPlace
from news.pages.front_page import read_front
from tests.conftest import make_article, make_photo, make_staff

pytestmark = pytest.mark.django_db
FRONT = "/admin/news/article/front/"


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


@pytest.fixture
def stories():
    """Five, the newest first; the second has a picture and leads therefore."""
    now = timezone.now()
    rows = [make_article(title=f"第{n}条", published_at=now - timedelta(hours=n)) for n in range(1, 6)]
    make_photo(rows[1])
    return rows


def order():
    page = read_front(timezone.now())
    return [row.title[1] for row in (page.lead, *page.pictured, *page.lines)]


def save(desk, places, **fields):
    seen = {"seen": desk.get(FRONT).context["seen"]}
    return desk.post(FRONT, seen | {f"place-{story.pk}": place for story, place in places.items()} | fields)


def test_stories_stand_where_an_editor_puts_them_and_their_histories_say_so(desk, stories, django_assert_num_queries):
    assert order() == ["2", "1", "3", "4", "5"]
    before = SiteVersion.current()
    assert save(desk, {stories[4]: "1", stories[3]: "2"}).status_code == 302
    with django_assert_num_queries(4):  # the newest, those with a place, photos, videos
        assert order() == ["5", "2", "4", "1", "3"]
    assert SiteVersion.current() > before
    assert {row.get_change_message() for row in LogEntry.objects.all()} == {"首页位置：头条", "首页位置：第 2 位"}
    home = desk.get("/").content.decode()
    assert home.index("第5条") < home.index("第4条") < home.index("第1条")
    assert save(desk, {stories[4]: "1"}).status_code == 302 and order() == ["5", "2", "1", "3", "4"]
    assert LogEntry.objects.count() == 3


def test_a_story_that_is_not_on_the_page_comes_there_by_its_number(desk, stories, monkeypatch):
    monkeypatch.setattr("news.pages.front_page.NEWEST", 2)
    assert save(desk, {}, **{"add": str(stories[4].pk), "add-place": "2"}).status_code == 302
    assert order() == ["2", "5", "1"]


@pytest.mark.parametrize("number", ["0", "九", "999999", "9" * 40, "1\x00", "-1"])
def test_a_number_of_no_story_is_refused_and_kept(desk, stories, number):
    page = save(desk, {stories[0]: "3"}, **{"add": number, "add-place": "2"})
    assert "的已发布新闻" in page.context["error"] and page.context["added"]["number"] == number
    assert not FrontPlace.objects.exists()


def test_an_old_story_stays_at_its_place_until_it_ends_by_the_clock(desk, stories, monkeypatch):
    monkeypatch.setattr("news.pages.front_page.NEWEST", 2)
    end = timezone.now() + timedelta(days=1)
    FrontPlace.objects.create(article=stories[4], place=2, until=end)
    assert order() == ["2", "5", "1"]
    SiteVersion.bump()
    assert SiteVersion.objects.get().due_at == end  # when the pages are drawn anew
    assert [row.pk for row in FrontPlace.stories(end)] == []


def test_a_story_that_is_withdrawn_leaves_its_place(desk, stories):
    save(desk, {stories[4]: "1"})
    stories[4].withdraw(stories[4].published_at, "")
    stories[4].save()
    stories[4].announce()
    assert order() == ["2", "1", "3", "4"] and not FrontPlace.objects.exists()
    assert "已经撤下" in save(desk, {stories[4]: "1"}).content.decode()


def test_the_second_of_two_editors_is_told(desk, stories):
    seen = desk.get(FRONT).context["seen"]
    save(desk, {stories[0]: "1"})
    page = desk.post(FRONT, {"seen": seen, f"place-{stories[2].pk}": "1"})
    assert "刚才有人改了首页的位置" in page.content.decode() and order()[0] == "1"


@pytest.mark.parametrize(
    ("place", "until", "said"),
    [
        ("0", "", "1 到 20"),
        ("九", "", "1 到 20"),
        ("9" * 400, "", "1 到 20"),
        ("2", "明天", "2026-11-29 18:00"),
        ("2", "2026-13-45T99:00", "2026-11-29 18:00"),
        ("2", "2001-01-01T00:00", "已经过去"),
        ("2", "9999-12-31T23:59", "太远"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_kept_on_the_page(desk, stories, place, until, said):
    page = save(desk, {stories[0]: place}, **{f"until-{stories[0].pk}": until}).content.decode()
    assert said in page and f'value="{place}"' in page and not FrontPlace.objects.exists()


def test_one_place_is_for_one_story_and_what_is_no_story_is_none(desk, stories):
    assert "位置 3 填了两条" in save(desk, {stories[0]: "3", stories[1]: "3"}).content.decode()
    assert "请核对" in save(desk, {}, **{f"place-{10**17}": "1"}).content.decode()
    assert save(desk, {}, **{"place-x": "1"}).status_code == 302
