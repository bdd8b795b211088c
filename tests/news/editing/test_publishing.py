"""保存并发布 with one button, once; and times that no clock of the site's zone shows."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from news.models import Article
from tests.admin_forms import errors_of
from tests.comments.moderation.test_admin import story
from tests.conftest import make_article, make_staff

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"
BUTTON = 'name="_publish"'


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


def change(article):
    return f"/admin/news/article/{article.pk}/change/"


def test_the_button_publishes_a_draft_and_a_story_for_later(desk):
    draft = make_article("草稿", published_at=None)
    later = make_article("定时的", published_at=timezone.now() + timedelta(days=1))
    for article in (draft, later):
        assert BUTTON in desk.get(change(article)).content.decode()
        assert desk.post(change(article), story(title=article.title, _publish="1")).status_code == 302
        article.refresh_from_db()
        assert article.is_published
        assert BUTTON not in desk.get(change(article)).content.decode()


def test_pressed_twice_it_publishes_once_and_after_a_save_it_still_publishes(desk):
    for _ in range(2):
        assert desk.post(ADD, story(_key="一次", _publish="1")).status_code == 302
    assert Article.objects.published().count() == 1
    draft = make_article("草稿", published_at=None)
    desk.post(change(draft), story(_key="再来", _save="1"))
    desk.post(change(draft), story(_key="再来", _publish="1"))
    draft.refresh_from_db()
    assert draft.is_published


@override_settings(TIME_ZONE="Europe/Paris")
@pytest.mark.parametrize(("day", "clock"), [("2026-03-29", "02:30"), ("2026-10-25", "02:30")])
def test_an_hour_that_does_not_exist_is_refused_in_a_sentence(desk, day, clock):
    answer = desk.post(ADD, story(published_at_0=day, published_at_1=clock))
    assert answer.status_code == 200 and not Article.objects.exists()
    assert "夏令时起止的那一小时" in "".join(errors_of(answer))
