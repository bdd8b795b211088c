"""The handler of page views: only pages of ours are counted, and nothing is answered."""

import asyncio

import pytest
from django.conf import settings

from comments.models import Authorship
from config.serving.page_views import count, match_page_view
from news.http.clients import client_address
from news.models import PageViewCount
from news.page_views.counting import PageViewTally
from tests.news.page_views.test_counting import CAFE, FIREFOX, HOME, counted

pytestmark = pytest.mark.django_db
OURS = "http://127.0.0.1:8000"
FOREIGN = ["", "null", "https://example.com", "http://127.0.0.1:8000.example.com", "127.0.0.1:8000", "http://["]


@pytest.fixture(autouse=True)
def tally(monkeypatch):
    """The tally of this process, as a process has it that has just begun."""
    tally = PageViewTally()
    tally.authors = Authorship.readers_of
    for room in ("news.page_views.views", "config.serving.page_views"):
        monkeypatch.setattr(f"{room}.TALLY", tally)
    return tally


def knock(client, pk, origin=OURS, browser=FIREFOX, **headers):
    headers |= {"Host": "testserver"} | ({"Origin": origin} if origin else {})
    return client.post(f"/news/{pk}/reads/", headers=headers | {"User-Agent": browser})


@pytest.mark.parametrize("origin", [OURS, "http://testserver", "https://testserver"])
def test_a_page_of_ours_is_counted_and_answered_with_nothing(client, article, tally, origin):
    answer = knock(client, article.pk, origin)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (204, b"", "no-store")
    assert not answer.cookies
    tally.flush()
    assert counted(article) == 1


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_page_of_others_is_refused(client, article, tally, origin):
    answer = knock(client, article.pk, origin)
    assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store")
    assert not tally.waiting and not PageViewCount.objects.exists()


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_reading_is_told_by_post_alone(client, article, tally, method):
    answer = getattr(client, method)(f"/news/{article.pk}/reads/", headers={"Origin": OURS, "User-Agent": FIREFOX})
    assert answer.status_code == 405 and not tally.waiting


@pytest.mark.parametrize("pk", [0, 999_999, 10**18, 10**30], ids=str)
def test_a_beacon_for_no_story_holds_up_no_other(client, article, tally, pk):
    knock(client, pk)
    knock(client, article.pk)
    tally.flush()
    assert counted(article) == 1 and not tally.waiting


def test_who_is_signed_in_counts_as_the_account(signed_in, article, tally, tangju):
    first, second = signed_in(tangju), signed_in(tangju, REMOTE_ADDR=CAFE)
    for client in (first, second):
        assert knock(client, article.pk).status_code == 204
    tally.flush()
    assert counted(article) == 1


def test_behind_a_proxy_the_address_is_the_readers(settings, client, article, tally):
    settings.TRUSTED_HOPS = 1
    for address in (HOME, CAFE, HOME):
        knock(client, article.pk, **{"X-Forwarded-For": f"10.0.0.1, {address}"})
    tally.flush()
    assert counted(article) == 2


def test_a_beacon_in_any_script_is_the_same_door(client, article, tally):
    for prefix in ("", "/zh-hans", "/zh-hant", "/zh-hk"):
        headers = {"Origin": OURS, "User-Agent": FIREFOX}
        assert client.post(f"{prefix}/news/{article.pk}/reads/", headers=headers).status_code == 204
    tally.flush()
    assert counted(article) == 1


def room(path, origin=OURS, method="POST"):
    """What the handler in front of Django says: the status of its answer, or None if it passes the request on."""
    headers = {"host": "127.0.0.1:8000", "user-agent": FIREFOX} | ({"origin": origin} if origin else {})
    scope = {"type": "http", "method": method, "path": path, "network": HOME}
    scope["headers"] = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    said = []

    async def send(message):
        said.append(message)

    if not (article := match_page_view(scope)):
        return None
    asyncio.run(count(article, scope, send))
    return said[0]["status"]


def test_the_room_in_front_of_django_says_the_same(article, tally):
    path = f"/news/{article.pk}/reads/"
    assert [room(f"{prefix}{path}") for prefix in ("", "/zh-hant", "/zh-hk")] == [204] * 3
    assert room(path, method="GET") is None and room(f"/news/{'9' * 19}/reads/") is None and room("/reads/") is None
    tally.flush()
    assert counted(article) == 1 and settings.SITE_URL == OURS


@pytest.mark.parametrize("origin", FOREIGN)
def test_the_room_in_front_of_django_refuses_the_same(article, tally, origin):
    assert room(f"/news/{article.pk}/reads/", origin) == 403 and not tally.waiting


@pytest.mark.parametrize(
    ("forwarded", "hops", "address"),
    [
        ("", 0, "peer"),
        ("1.1.1.1", 0, "peer"),
        ("", 1, "peer"),
        ("1.1.1.1", 1, "1.1.1.1"),
        ("9.9.9.9, 1.1.1.1", 1, "1.1.1.1"),
        ("9.9.9.9, 1.1.1.1, 2.2.2.2", 2, "1.1.1.1"),
        ("1.1.1.1", 2, "peer"),
        (" , 1.1.1.1 ,", 1, "1.1.1.1"),
    ],
)
def test_the_address_is_what_trusted_proxies_say(forwarded, hops, address):
    assert client_address("peer", forwarded, hops) == address
