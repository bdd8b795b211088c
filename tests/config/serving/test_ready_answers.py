"""What is answered at once, ahead of everything else, is what the long way answers; whatever is odd goes that way."""

import asyncio
from time import monotonic

import pytest

from config.asgi import Application
from config.serving.page_cache import PageCache
from config.serving.requests import HEADERS_LONGEST, HEADERS_MOST, clean_request
from tests.config.serving.test_page_cache import Clock, Django, Line, run, scope


class Site:
    """The application with a page cache whose pages `django` makes."""

    def __init__(self, **settings):
        self.application, self.django = Application(), Django(**settings)
        self.application.page_cache = self.application.signed_in.pages = PageCache(self.django, 10**7)

    def at_once(self, asked, clock):
        """What a client gets at once: a Line, or None."""
        ready = self.application.find_ready(asked, clock())
        return received(ready) if ready else None

    async def long_way(self, asked):
        line = Line()
        await self.application.page_cache.answer(clean_request(asked | {"client": None}), None, line.send)
        return line


def received(messages):
    line = Line()
    start, body = messages
    line.status, line.headers, line.body = start["status"], dict(start["headers"]), body["body"]
    return line


@pytest.mark.parametrize("accepted", ["", "br", "gzip, deflate", "identity;q=0", "br;q=0, gzip"])
def test_a_guest_gets_at_once_what_the_long_way_gives(accepted):
    async def test(clock):
        site, asked = Site(), scope(accept_encoding=accepted, cookie="script=zh-hk", x_request_id="abc")
        assert site.at_once(asked, clock) is None
        slow = await site.long_way(asked)
        fast = site.at_once(asked, clock)
        assert vars(fast) == vars(slow) and site.django.asked == 1

    run(test)


@pytest.mark.parametrize(
    "odd",
    [
        scope(method="HEAD"),
        scope(method="POST"),
        scope(if_none_match='W/"1-1-as-written"'),
        scope(if_modified_since="Mon, 30 Nov 2026 10:00:00 GMT"),
        scope(cookie="sessionid=abc"),
        scope(cookie="a=1; sessionid=abc"),
        scope(query=b"page=2"),
        scope(accept_encoding="gzip"),
        scope("/news/2/"),
        {**scope(), "headers": [(b"host", b"evil.example")]},
        {**scope(), "headers": []},
        scope(referer="x" * HEADERS_LONGEST),
        {**scope(), "headers": [(b"host", b"localhost"), *((b"x-%d" % number, b"") for number in range(HEADERS_MOST))]},
        {**scope(), "headers": [(b"host", b"localhost"), (b"cookie", b"sessionid=abc"), (b"cookie", b"a=1")]},
        {**scope(), "headers": [(b"host", b"evil.example"), (b"host", b"localhost")]},
    ],
    ids=lambda one: f"{one['method']} {len(str(one['headers']))}",
)
def test_whatever_is_odd_goes_the_long_way(odd):
    async def test(clock):
        site = Site()
        await site.long_way(scope())
        assert site.at_once(odd, clock) is None
        assert site.at_once(scope(), clock).status == 200

    run(test)


def test_a_page_that_is_not_fresh_goes_the_long_way():
    async def test(clock):
        site = Site()
        await site.long_way(scope())
        clock.ahead += 1
        assert site.at_once(scope(), clock) is None

    run(test)


def test_a_site_that_wants_https_answers_nothing_else_at_once(settings):
    settings.SECURE_SSL_REDIRECT = True

    async def test(clock):
        site, safe = Site(), scope(x_forwarded_proto="https")
        await site.long_way(safe)
        assert site.at_once(safe, clock).status == 200
        assert site.at_once(scope(), clock) is None and site.at_once(scope(x_forwarded_proto="http"), clock) is None

    run(test)


def test_what_fails_at_once_is_tried_the_long_way(monkeypatch, caplog):
    site = Site()
    monkeypatch.setattr(site.application.page_cache, "find_ready", lambda *given: 1 / 0)
    assert site.at_once(scope(), Clock()) is None and "could not be given" in caplog.text


def test_pages_that_are_asked_for_stay_while_others_go():
    async def test():
        site = Site()
        site.application.page_cache.most = 40_000
        for number in range(20):
            await site.long_way(scope(query=b"page=%d" % number))
            await site.long_way(scope())
            assert site.application.find_ready(scope(), monotonic())
        assert site.application.page_cache.size <= 40_000

    asyncio.run(test())
