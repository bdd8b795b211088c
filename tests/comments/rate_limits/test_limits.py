"""Limits on acts that write: counted in the database, said in a sentence, with the time to try again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from comments.models import CommentVote, LedgerEntry, RateCount, Reader
from comments.rate_limits import limits
from comments.rate_limits.limits import LIMITS, Limit, address_of, consume
from comments.worker.loop import tidy
from news.models import Change
from tests.conftest import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    """few(action, amount) lets only `amount` of an action happen in a day."""

    def few(action, amount):
        changed = LIMITS | {action: Limit(amount, limits.DAY, LIMITS[action].sentence or "太频繁。")}
        monkeypatch.setattr("comments.rate_limits.limits.LIMITS", changed)

    return few


def test_so_many_are_allowed_and_then_the_seconds_are_told_until_the_next_stretch(few):
    few("claim", 3)
    told = [consume("claim", "address:192.0.2.1") for _ in range(5)]
    assert told[:3] == [0, 0, 0] and all(0 < seconds <= limits.DAY + 1 for seconds in told[3:])


def test_each_action_and_each_who_is_counted_apart(few):
    few("claim", 1)
    assert [consume("claim", who) for who in ("address:192.0.2.1", "address:192.0.2.2", "reader:1")] == [0, 0, 0]
    assert consume("portrait", "reader:1") == 0 and consume("claim", "reader:1") > 0


def test_no_address_is_kept(few):
    consume("claim", "address:192.0.2.77")
    assert "192" not in RateCount.objects.get().key


def test_counters_whose_stretch_is_over_are_tidied_away():
    RateCount.add("old", (timezone.now() - timedelta(seconds=1)).timestamp())
    RateCount.add("new", (timezone.now() + timedelta(hours=1)).timestamp())
    tidy()
    assert list(RateCount.objects.values_list("key", flat=True)) == ["new"]


def test_a_counter_ends_at_the_moment_it_was_given():
    RateCount.add("one", datetime(2030, 1, 1, tzinfo=UTC).timestamp())
    assert RateCount.objects.get().ends_at == datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("peer", "forwarded", "hops", "who"),
    [
        ("192.0.2.1", "198.51.100.9", 0, "address:192.0.2.1"),
        ("127.0.0.1", "198.51.100.9, 203.0.113.7", 1, "address:203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "address:2001:0db8:0001:0002"),
    ],
)
def test_a_guest_is_known_by_the_network_that_trusted_proxies_name(settings, peer, forwarded, hops, who):
    settings.TRUSTED_HOPS = hops
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)) == who


@pytest.mark.parametrize("road", [{}, SCRIPT])
def test_votes_have_a_rate_beyond_which_nothing_is_written(few, say, signed_in, tangju, fufeng, road):
    few("vote", 3)
    comment, client = say(tangju, "大家怎么看"), signed_in(fufeng)
    path = f"/comments/{comment.pk}/votes/"
    for want in ("flower", "none", "egg"):
        client.post(path, {"want": want}, **road)
    rows, changes = LedgerEntry.objects.count(), Change.objects.count()
    answer = client.post(path, {"want": "flower"}, **road)
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (429, True)
    assert "投票过于频繁" in answer.content.decode()
    assert (LedgerEntry.objects.count(), Change.objects.count()) == (rows, changes)
    assert CommentVote.objects.get().kind == "egg"


def test_a_vote_that_changes_nothing_is_free(few, say, signed_in, tangju, fufeng):
    few("vote", 1)
    path, client = f"/comments/{say(tangju, '大家怎么看').pk}/votes/", signed_in(fufeng)
    assert [client.post(path, {"want": "flower"}, **SCRIPT).status_code for _ in range(4)] == [200] * 4


@pytest.mark.parametrize("road", [{}, SCRIPT])
def test_relations_have_a_rate(few, signed_in, article, tangju, fufeng, road):
    few("relation", 2)
    client = signed_in(fufeng)
    paths = ["/readers/糖桔/follows/", f"/news/{article.pk}/follows/", "/readers/糖桔/blocks/"]
    answers = [client.post(path, {"want": "on"}, **road) for path in paths]
    assert answers[2].status_code == 429 and all(answer.status_code < 400 for answer in answers[:2])
    assert "操作过于频繁" in answers[2].content.decode()


def test_a_measurement_may_raise_all_limits_at_once(few, settings):
    few("claim", 1)
    settings.LIMIT_FACTOR = 3
    assert [consume("claim", "reader:9") > 0 for _ in range(4)] == [False] * 3 + [True]


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_registration_beyond_the_limit_keeps_what_was_typed_and_is_not_counted(few, signed_in, prefix):
    few("register", 1)
    signed_in().post("/accounts/signup/", {"username": "one-river", "password1": "春风又绿江南岸9"})
    typed = {"username": "two-rivers", "email": "two@example.com", "password1": "春风又绿江南岸9", "next": "/polls/"}
    answers = [signed_in().post(f"{prefix}/accounts/signup/", typed) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {429} and int(answers[0]["Retry-After"]) > 0
    page = answers[2].content.decode()
    assert all(f'value="{typed[name]}"' in page for name in ("username", "email", "next"))
    assert typed["password1"] not in page and 'name="password1"' in page
    assert Reader.objects.get().name == "one-river" and RateCount.objects.get().count == 1
