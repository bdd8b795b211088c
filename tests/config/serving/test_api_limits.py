"""What one network may ask of the API; what is ready costs nobody anything."""

import asyncio
import json

import pytest

from config.serving.api_limits import BURST_SECONDS, SEARCH_COST, ApiLimits
from config.serving.canonical import canonical_query
from config.serving.page_cache import PAGES, PageCache
from config.serving.page_requests import PageRequest
from config.serving.responses import RequestRefused, send_refusal
from tests.config.serving.test_page_cache import Django, Line, get, scope

ARTICLE, SEARCH = "/zh-hant/api/v1/articles/1/", "/api/v1/search/articles/"


@pytest.fixture
def limits(settings, monkeypatch):
    settings.API_PER_ADDRESS = 1
    monkeypatch.setattr("config.serving.address_limits.monotonic", lambda: 1000.0)  # no share grows meanwhile
    return ApiLimits(Django())


def statuses(limits, path, times, **changed):
    async def ask():
        lines = [Line() for _ in range(times)]
        for line in lines:
            await limits(scope(path) | changed, None, line.send)
        return [line.status for line in lines]

    return asyncio.run(ask())


def test_beyond_its_share_a_network_is_told_when_to_come_again(limits):
    assert statuses(limits, ARTICLE, BURST_SECONDS + 2) == [200] * BURST_SECONDS + [429] * 2
    assert statuses(limits, ARTICLE, 1, network="192.0.2.2") == [200]
    line = Line()
    asyncio.run(limits(scope(ARTICLE), None, line.send))
    assert line.headers[b"content-type"] == b"application/json; charset=utf-8"
    assert int(line.headers[b"retry-after"]) == 1 and json.loads(line.body)["status"] == 429


def test_a_search_counts_several_times_and_pages_do_not_count(limits):
    most = BURST_SECONDS // SEARCH_COST
    assert statuses(limits, "/news/1/", BURST_SECONDS + 5) == [200] * (BURST_SECONDS + 5)
    assert statuses(limits, SEARCH, most + 1) == [200] * most + [429]


def test_what_is_made_anew_for_all_is_nobodys_share(limits):
    assert statuses(limits, ARTICLE, BURST_SECONDS + 5, network=PAGES) == [200] * (BURST_SECONDS + 5)


def test_a_ready_answer_is_sent_to_whoever_has_nothing_left(limits):
    async def ask():
        room = PageCache(limits, 10**7)
        lines = [await get(room, ARTICLE) for _ in range(BURST_SECONDS + 5)]
        refused = [await get(room, f"/api/v1/articles/{number}/") for number in range(BURST_SECONDS)]
        return [line.status for line in lines], [line.status for line in refused]

    ready, others = asyncio.run(ask())
    assert ready == [200] * len(ready) and others == [200] * (BURST_SECONDS - 1) + [429]


def test_a_search_is_never_kept_ready():
    assert PageRequest.of(scope(SEARCH)) is None and PageRequest.of(scope("/zh-hk" + SEARCH)) is None
    assert PageRequest.of(scope(ARTICLE)) is not None


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/api/v1/articles/", b"after=1-2"),
        ("/zh-hk/api/v1/channels/chat/articles/", b"after=1-2"),
        ("/api/v1/articles/5/comments/", b"sort=old&page=2&after=1-2"),
        ("/api/v1/readers/x/comments/", b"after=1-2"),
        ("/api/v1/articles/5/", b""),
        ("/api/v1/rankings/gems/", b""),
        ("/api/v1/openapi.json", b""),
        ("/api/v1/", b""),
    ],
)
def test_an_answer_is_kept_by_the_names_that_its_address_knows(path, kept):
    assert canonical_query(path, b"after=1-2&sort=old&x=1&page=2") == kept


def test_a_request_that_is_not_passed_on_is_refused_in_json():
    line = Line()
    asyncio.run(send_refusal(scope(ARTICLE), line.send, RequestRefused(503, "请稍等。", 3)))
    assert json.loads(line.body) == {"status": 503, "message": "请稍等。"} and line.headers[b"retry-after"] == b"3"
