"""慢速 and the least level: limits that moderators set for one story."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.exceptions import Forbidden, TooFast
from comments.models import Comment
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db):
    return make_article(slow_seconds=30)


def test_one_person_waits_between_two_comments_and_hears_how_long(say, tangju, fufeng):
    say(tangju, "第一句话")
    with pytest.raises(TooFast, match="请 30 秒后再发") as refused:
        say(tangju, "第二句话")
    assert 29 <= refused.value.retry_after <= 30
    assert say(fufeng, "别人的话").state == "visible"
    Comment.objects.update(created_at=timezone.now() - timedelta(seconds=31))
    assert say(tangju, "第二句话").state == "visible"


def test_another_story_is_not_slowed_and_staff_are_not(say, tangju, qinghe):
    say(tangju, "第一句话")
    assert say(tangju, "别处的话", on=make_article("别处")).state == "visible"
    say(qinghe, "版主的话")
    assert say(qinghe, "版主的又一句").state == "visible"


def test_the_repeat_comes_before_the_pause(signed_in, tangju, article):
    client, path = signed_in(tangju), f"/news/{article.pk}/comments/"
    first = client.post(path, {"text": "一句要说两遍的话", "key": "k1"})
    assert client.post(path, {"text": "一句要说两遍的话", "key": "k1"}).status_code == first.status_code
    assert client.post(path, {"text": "一句要说两遍的话", "key": "k2"}).status_code == 409
    refused = client.post(path, {"text": "另外一句话", "key": "k3"})
    assert refused.status_code == 429 and "另外一句话" in refused.content.decode() and refused["Retry-After"]


def test_only_from_a_level_on(say, tangju):
    story = make_article("只限老网友", least_level=3)
    with pytest.raises(Forbidden, match="只限 R3 以上"):
        say(make_reader("新来的人", 2), "我也想说", on=story)
    assert say(tangju, "老网友的话", on=story).state == "visible"


def test_the_composer_says_so(client, article):
    page = client.get(article.get_absolute_url()).content.decode()
    assert page.count("慢速模式：每人每 30 秒可发一条") == 2  # in the composer, and on the story for open pages
    assert "data-pace hidden" in client.get(make_article("别处").get_absolute_url()).content.decode()


def test_an_editor_sets_them(signed_in, cast, article):
    page = signed_in(cast.ruiwen).get(f"/admin/news/article/{article.pk}/change/").content.decode()
    assert 'name="slow_seconds"' in page and 'name="least_level"' in page
