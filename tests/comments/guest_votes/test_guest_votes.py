"""What a guest presses is done once they have signed in or registered: once, and only if they pressed it here."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from comments.models import ArticleVote, Ballot, Choice, CommentVote, Poll, Reader
from comments.rate_limits import limits
from comments.rate_limits.limits import LIMITS, Limit
from tests.comments.accounts.test_accounts import through_the_door
from tests.conftest import PASSWORD, SCRIPT

pytestmark = pytest.mark.django_db
OURS = {"HTTP_ORIGIN": "http://testserver"}
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])


@pytest.fixture
def poll(db):
    poll = Poll.objects.create(question="要不要修桥？")
    for text in ("修", "不修"):
        Choice.objects.create(poll=poll, text=text)
    return poll


@pytest.fixture
def things(say, article, fufeng, poll):
    """{what: (where it is pressed, the form, the votes that are there, the sentence)}."""
    comment, choice = say(fufeng, "大家怎么看"), poll.choices.first()
    return {
        "comment": (f"/comments/{comment.pk}/votes/?kind=flower", {}, CommentVote.objects, "已送鲜花。"),
        "article": (f"/news/{article.pk}/votes/?kind=egg", {}, ArticleVote.objects, "已扔鸡蛋。"),
        "poll": (f"/polls/{poll.pk}/votes/", {"choice": choice.pk}, Ballot.objects, "已投票。"),
    }


def sign_in(client, name="糖桔"):
    return client.post("/accounts/login/", {"login": name, "password": PASSWORD, "next": "/polls/"})


@ROADS
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("registering", [False, True], ids=["sign-in", "registration"])
@pytest.mark.parametrize("what", ["comment", "article", "poll"])
def test_what_a_guest_pressed_is_done_after_the_door(signed_in, things, tangju, what, prefix, road, registering):
    path, form, votes, sentence = things[what]
    client = signed_in(enforce_csrf_checks=True)
    door = client.post(prefix + path, form, **OURS, **road)
    assert (door.status_code, votes.count()) == (303, 0) and door["Cache-Control"] == "no-store"
    page = through_the_door(client, door, "初来乍到" if registering else tangju.name, registering)
    assert votes.get().reader == Reader.objects.get(name="初来乍到" if registering else "糖桔")
    assert page.status_code == 200 and 'role="status"' in page.content.decode()
    assert prefix or f'role="status">{sentence}</p>' in page.content.decode()


def test_it_is_done_once_however_often_one_signs_in(signed_in, things, tangju, fufeng, qinghe):
    client = signed_in()
    client.post(things["article"][0], **OURS)
    for name in ("糖桔", "糖桔", "青禾"):
        sign_in(client, name)
        client.post("/accounts/logout/")
    assert [vote.reader.name for vote in ArticleVote.objects.all()] == ["糖桔"]


def test_a_vote_that_stands_already_is_not_taken_back(signed_in, things, article, tangju):
    ArticleVote.cast(tangju, article, "egg")
    client = signed_in()
    client.post(things["article"][0], **OURS)
    sign_in(client)
    assert ArticleVote.objects.get().kind == "egg"
    article.refresh_from_db()
    assert article.eggs == 1


def test_the_last_press_counts(signed_in, things, tangju):
    client = signed_in()
    for what in ("poll", "comment", "article"):
        client.post(things[what][0], things[what][1], **OURS)
    sign_in(client)
    assert [things[what][2].count() for what in ("poll", "comment", "article")] == [0, 0, 1]


FOREIGN = {
    "another site": {"HTTP_ORIGIN": "https://evil.example"},
    "a subdomain": {"HTTP_ORIGIN": "http://a.testserver", "HTTP_SEC_FETCH_SITE": "same-site"},
    "a hidden origin": {"HTTP_ORIGIN": "null"},
    "another page by its referer": {"HTTP_REFERER": "https://evil.example/testserver"},
    "a page that the browser calls foreign": OURS | {"HTTP_SEC_FETCH_SITE": "cross-site"},
    "no address": {"HTTP_ORIGIN": "http://["},
    "nobody says": {},
}


@pytest.mark.parametrize("source", FOREIGN)
@pytest.mark.parametrize("what", ["comment", "article", "poll"])
def test_another_site_can_have_nobody_vote(things, tangju, what, source):
    path, form, votes, _ = things[what]
    client = Client()  # which says of itself nothing about where a form comes from
    door = client.post(path, form, **FOREIGN[source])
    assert door.status_code == 303 and not door.cookies and not Session.objects.exists()
    sign_in(client)
    assert not votes.exists()


@ROADS
def test_an_old_browser_says_by_its_referer_where_it_was_pressed(signed_in, things, tangju, road):
    client = signed_in()
    client.post(things["article"][0], HTTP_REFERER="http://testserver/news/1/", **road)
    sign_in(client)
    assert ArticleVote.objects.get().reader == tangju


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/news/{}/votes/", {}),
        ("/news/{}/votes/?want=none", {}),
        ("/news/{}/votes/?kind=x", {}),
        ("/polls/{}/votes/", {}),
        ("/polls/{}/votes/", {"choice": "x"}),
    ],
)
def test_a_press_that_says_nothing_opens_no_session(signed_in, article, poll, path, form):
    door = signed_in().post(path.format(article.pk if "news" in path else poll.pk), form, **OURS)
    assert door.status_code == 303 and not door.cookies and not Session.objects.exists()


def test_a_get_votes_for_nobody(signed_in, things, tangju):
    client = signed_in()
    assert client.get(things["article"][0], **OURS).status_code == 405
    sign_in(client)
    assert not ArticleVote.objects.exists()


@pytest.mark.parametrize("what", ["own", "gone", "voted"])
def test_what_cannot_be_done_is_said_and_one_is_signed_in_all_the_same(signed_in, say, tangju, poll, what):
    comment, client = say(tangju, "我自己说的"), signed_in()
    if what == "voted":
        Ballot.cast(tangju, poll, {poll.choices.last().pk})
        client.post(f"/polls/{poll.pk}/votes/", {"choice": poll.choices.first().pk}, **OURS)
    else:
        client.post(f"/comments/{comment.pk}/votes/?kind=flower", **OURS)
    if what == "gone":
        comment.delete_by_author()
    page = client.get(sign_in(client)["Location"]).content.decode()
    assert 'class="problem" role="status">登录前的一票没有投上：' in page and ">糖桔</bdi>" in page
    assert not CommentVote.objects.exists() and Ballot.objects.count() == (what == "voted")


def test_it_waits_for_an_hour_in_so_many_sessions(signed_in, things, monkeypatch):
    monkeypatch.setattr("comments.rate_limits.limits.LIMITS", LIMITS | {"guest_text": Limit(2, limits.DAY, "满了。")})
    doors = [signed_in().post(things["article"][0], **OURS) for _ in range(4)]
    assert {door.status_code for door in doors} == {303} and Session.objects.count() == 2
    left = Session.objects.latest("expire_date").expire_date - timezone.now()
    assert 3500 < left.total_seconds() <= 3600
