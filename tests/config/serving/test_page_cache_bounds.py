"""Whatever addresses guests invent, the page cache holds no more bytes, and no page that is not being made."""

import asyncio

import pytest

from config.serving.cached_page import OVERHEAD
from config.serving.page_cache import PageCache
from config.serving.page_requests import KEY_LONGEST, PageRequest
from config.serving.responses import RequestRefused
from config.serving.turns import FairTurns
from tests.config.serving.test_page_cache import Django, get, scope

MOST = 300_000


def test_invented_pages_and_queries_take_no_more_than_the_bound():
    async def test():
        room = PageCache(Django(), MOST)
        for number in range(2000):
            await get(room, f"/invented/{number}/", query=b"x=%d" % number, accept_encoding="gzip")
        assert room.size <= MOST and len(room.pages) <= MOST // OVERHEAD
        assert not room.making and room.size == sum(page.size for page in room.pages.values())

    asyncio.run(test())


@pytest.mark.parametrize("page", [10**9, 10**90, -1, "x" * 99])
def test_what_an_address_does_not_know_makes_no_other_page_of_it(page):
    known = PageRequest.of(scope("/news/1/", query=f"page={page}&utm_source={page}".encode()))
    assert known.key == ("/news/1/", b"")
    long = PageRequest.of(scope("/channels/politics/", query=f"page={page}&x={'y' * 5000}".encode()))
    assert len(long.key[1]) <= 105
    assert PageRequest.of(scope("/unknown/", query=b"x=" + b"y" * KEY_LONGEST)) is None


def test_pages_that_wait_for_a_thread_are_bounded_and_leave_nothing_behind():
    async def test():
        turns, free = FairTurns(2, 10, 100), asyncio.Event()
        django = Django()

        async def in_turn(asked, receive, send):
            async with turns.turn(asked["network"]):
                await free.wait()
                await django(asked, receive, send)

        room = PageCache(in_turn, MOST)
        tasks = [asyncio.ensure_future(get(room, f"/invented/{number}/")) for number in range(500)]
        while len(room.making) > 12:
            await asyncio.sleep(0)
        free.set()
        answers = await asyncio.gather(*tasks, return_exceptions=True)
        refused = [answer for answer in answers if isinstance(answer, RequestRefused)]
        assert len(refused) >= 488 and not room.making and not turns.waiting_count

    asyncio.run(test())
