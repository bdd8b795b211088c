"""What a guest typed waits behind sign-in: for an hour, in so many sessions, else it comes back in the page."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from comments.rate_limits import limits
from comments.rate_limits.limits import LIMITS, Limit
from tests.conftest import PASSWORD, SCRIPT

pytestmark = pytest.mark.django_db
TEXT = "还没登录就写好的话"


@pytest.fixture
def few(monkeypatch):
    """few(action) lets an action happen twice a day."""

    def few(action):
        allowed = LIMITS | {action: Limit(2, limits.DAY, LIMITS[action].sentence)}
        monkeypatch.setattr("comments.rate_limits.limits.LIMITS", allowed)

    return few


def post(client, article, **road):
    return client.post(f"/news/{article.pk}/comments/", {"text": TEXT, "parent": "", "key": ""}, **road)


def test_the_session_of_a_guests_text_lasts_an_hour(signed_in, article):
    assert post(signed_in(), article).status_code == 303
    left = Session.objects.get().expire_date - timezone.now()
    assert 3500 < left.total_seconds() <= 3600


@pytest.mark.parametrize("action", ["guest_text", "guest_texts"])
@pytest.mark.parametrize("road", [{}, SCRIPT])
def test_where_there_is_no_room_the_text_comes_back_in_the_page(few, signed_in, article, action, road):
    few(action)
    answers = [post(signed_in(), article, **road) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 429, 429]
    assert Session.objects.count() == 2 and TEXT in answers[3].content.decode()
    assert int(answers[3].headers["Retry-After"]) > 0 and not answers[3].cookies


def test_six_hundred_posts_make_no_six_hundred_sessions(signed_in, article):
    for _ in range(65):
        post(signed_in(), article)
    assert Session.objects.count() == LIMITS["guest_text"].amount


def test_a_submission_of_a_guest_is_bounded_alike(few, signed_in):
    few("guest_text")
    typed = {"title": "一篇投稿的标题", "text": "正文" * 20, "link": "", "key": "k"}
    answers = [signed_in().post("/submissions/new/", typed) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "一篇投稿的标题" in answers[2].content.decode() and "正文正文" in answers[2].content.decode()


def test_after_sign_in_the_session_lasts_as_long_as_any_other(signed_in, article, tangju):
    client = signed_in()
    address = post(client, article).headers["Location"]
    client.post(address, {"login": tangju.name, "password": PASSWORD})
    left = Session.objects.get().expire_date - timezone.now()
    assert left.days >= 29 and TEXT in client.get(f"/news/{article.pk}/").content.decode()
