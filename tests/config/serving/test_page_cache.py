"""The page cache by itself, with a Django that counts how often it is asked."""

import asyncio
import gzip
from time import monotonic
from unittest.mock import patch

import brotli
import pytest

from config.serving.page_cache import PageCache
from config.serving.page_requests import accepted_encodings
from news.caching.pages import FRESH

BODY = ("花好月圆。" * 400).encode()


class Django:
    """Answers every request with its number, as slowly as told; `public` decides whether it may be kept."""

    def __init__(self, seconds=0.0, status=200, **headers):
        self.asked, self.seconds, self.status, self.scopes = 0, seconds, status, []
        self.headers = {"cache-control": FRESH, "etag": 'W/"1-1-as-written"', "content-type": "text/html"} | headers

    async def __call__(self, scope, receive, send):
        self.asked += 1
        self.scopes.append(scope)
        number = self.asked
        await asyncio.sleep(self.seconds)
        headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in self.headers.items() if value]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": f"{number}".encode() + BODY})


class Line:
    """What a client got."""

    def __init__(self):
        self.status, self.headers, self.body = None, {}, b""

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.body += message["body"]


class Clock:
    """The time of the page cache, which tests turn on."""

    ahead = 0.0

    def __call__(self):
        return monotonic() + self.ahead


def scope(path="/news/1/", method="GET", query=b"", **headers):
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    headers = [(b"host", b"localhost"), *pairs]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": headers,
        "network": "192.0.2.1",
    }


async def get(room, *args, **headers):
    line = Line()
    taken = await room.answer(scope(*args, **headers), None, line.send)
    return line if taken else None


def run(test):
    """Run a coroutine function that takes (clock)."""

    clock = Clock()
    with patch("config.serving.page_cache.monotonic", clock):
        asyncio.run(test(clock))


def test_a_page_is_made_once_a_second_however_many_ask():
    async def test(clock):
        django = Django(seconds=0.05)
        room = PageCache(django, 10**7)
        lines = await asyncio.gather(*(get(room) for _ in range(200)))
        assert django.asked == 1 and {line.body for line in lines} == {b"1" + BODY}
        clock.ahead += 0.5
        assert (await get(room)).body[:1] == b"1" and django.asked == 1

    run(test)


def test_what_search_engines_are_told_goes_out_with_the_ready_page():
    async def test(clock):
        room = PageCache(Django(x_robots_tag="noindex"), 10**7)
        lines = [await get(room) for _ in range(2)]
        assert [line.headers[b"x-robots-tag"] for line in lines] == [b"noindex"] * 2

    run(test)


def test_a_stale_page_is_sent_while_one_request_makes_it_anew_and_an_old_one_never():
    async def test(clock):
        django = Django(seconds=0.05)
        room = PageCache(django, 10**7)
        await get(room)
        clock.ahead += 1.5
        lines = await asyncio.gather(*(get(room) for _ in range(50)))
        assert {line.body[:1] for line in lines} == {b"1"} and django.asked == 2
        await asyncio.sleep(0.1)
        assert (await get(room)).body[:1] == b"2"
        clock.ahead += 60
        lines = await asyncio.gather(*(get(room) for _ in range(50)))
        assert {line.body[:1] for line in lines} == {b"3"} and django.asked == 3

    run(test)


def test_the_age_of_a_page_is_counted_from_the_beginning_of_its_making():
    async def test(clock):
        django = Django(seconds=0.05)
        room = PageCache(django, 10**7)
        making = asyncio.ensure_future(get(room))
        await asyncio.sleep(0.02)
        clock.ahead += 5  # it took that long
        await making
        assert django.asked == 1
        assert (await get(room)).body[:1] == b"2"

    run(test)


@pytest.mark.parametrize(
    "asked",
    [
        scope(cookie="sessionid=abc"),
        scope(cookie="script=zh-hk; sessionid=abc"),
        scope(method="POST"),
        scope("/accounts/login/"),
        scope("/admin/"),
        scope("/zh-hant/me/"),
        scope("/news/1/changes/"),
        scope("/healthz"),
        scope("/static/css/base.css"),
        scope("/boards/" + "q" * 700),
        scope("/submissions/new/"),
        {**scope(), "headers": [(b"host", b"evil.example")]},
        {**scope(), "headers": []},
    ],
    ids=lambda one: f"{one['method']} {one['path']}",
)
def test_what_is_not_for_everybody_goes_on_to_django(asked):
    async def test(clock):
        django = Django()
        assert not await PageCache(django, 10**7).answer(asked, None, Line().send)
        assert not django.asked

    run(test)


def test_nothing_of_who_asks_first_goes_into_the_page():
    async def test(clock):
        django = Django()
        await get(
            PageCache(django, 10**7), cookie="script=zh-hk", user_agent="X", accept_language="de", referer="http://x/"
        )
        assert {name for name, _ in django.scopes[0]["headers"]} == {b"host", b"user-agent"}

    run(test)


@pytest.mark.parametrize(
    "headers", [{"set_cookie": "a=b"}, {"cache-control": "private, no-store"}, {"etag": ""}, {"vary": "Cookie"}]
)
def test_an_answer_that_may_not_be_kept_is_not(headers):
    async def test(clock):
        django = Django(**headers)
        room = PageCache(django, 10**7)
        for _ in range(2):
            await get(room)
        assert not room.pages and not room.size and django.asked == 2

    run(test)


def test_an_error_goes_to_who_asked_first_and_the_others_ask_themselves():
    async def test(clock):
        django = Django(seconds=0.02, status=404)
        lines = await asyncio.gather(*(get(PageCache(django, 10**7)) for _ in range(1)))
        assert lines[0].status == 404 and django.asked == 1
        room = PageCache(django, 10**7)
        lines = await asyncio.gather(*(get(room) for _ in range(3)))
        assert [line and line.status for line in lines] == [404, None, None]

    run(test)


def test_each_encoding_says_the_same_and_small_pages_stay_plain():
    async def test(clock):
        room = PageCache(Django(), 10**7)
        plain, zipped, best = [await get(room, accept_encoding=one) for one in ("", "gzip, deflate", "gzip, br;q=0.9")]
        assert gzip.decompress(zipped.body) == brotli.decompress(best.body) == plain.body
        assert zipped.headers[b"content-encoding"] == b"gzip" and best.headers[b"content-encoding"] == b"br"
        assert all(line.headers[b"vary"] == b"Accept-Encoding" for line in (plain, zipped, best))
        assert int(best.headers[b"content-length"]) == len(best.body) < len(plain.body) / 10

    run(test)


@pytest.mark.parametrize(
    ("offer", "best"),
    [
        ("", b""),
        ("br", b"br"),
        ("gzip;q=1.0, br;q=0", b"gzip"),
        ("identity", b""),
        ("*", b""),
        ("BR", b"br"),
        ("br;q=0.0", b""),
    ],
)
def test_the_best_encoding_that_a_client_takes(offer, best):
    assert accepted_encodings(offer.encode()) == best


def test_who_has_the_page_is_told_so_and_head_gets_no_body():
    async def test(clock):
        room = PageCache(Django(), 10**7)
        mark = (await get(room)).headers[b"etag"].decode()
        for known in (mark, f'"x", {mark}', "*"):
            again = await get(room, if_none_match=known)
            assert (again.status, again.body) == (304, b"") and again.headers[b"etag"].decode() == mark
        head = await get(room, method="HEAD")
        assert (head.status, head.body) == (200, b"") and int(head.headers[b"content-length"]) == len(BODY) + 1

    run(test)


def test_memory_is_bounded_and_the_longest_unused_goes_first():
    async def test(clock):
        django = Django()
        room = PageCache(django, 40_000)
        for number in range(20):
            await get(room, query=f"page={number}".encode(), accept_encoding="br")
            await get(room, query=b"page=0")
        assert room.size <= 40_000 and len(room.pages) < 6
        assert room.size == sum(page.size for page in room.pages.values())
        before = django.asked
        await get(room, query=b"page=0")
        assert django.asked == before

    run(test)


def test_without_memory_there_are_no_ready_pages():
    async def test(clock):
        assert await get(PageCache(Django(), 0)) is None

    run(test)
