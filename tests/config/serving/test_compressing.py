"""Compressing has threads of its own, few of them, and few pages wait for one."""

import asyncio
from threading import Event, current_thread

import pytest

from config.serving import cached_page, page_cache
from config.serving.compressing import THREADS, Compressor
from config.serving.responses import RequestRefused
from tests.config.serving.test_page_cache import Django, get


def test_so_many_pages_wait_and_others_threads_stay_free():
    async def test():
        compressor, free, names = Compressor(most=10), Event(), set()

        def encode(body):
            names.add(current_thread().name)
            free.wait(10)
            return body[::-1]

        tasks = [asyncio.ensure_future(compressor.run(encode, b"ab")) for _ in range(10)]
        await asyncio.sleep(0)
        with pytest.raises(RequestRefused) as refused:
            await compressor.run(encode, b"ab")
        assert (refused.value.status, compressor.waiting) == (503, 10) and refused.value.retry_after
        assert await asyncio.to_thread(lambda: 5) == 5  # page views and sessions use these
        free.set()
        assert await asyncio.gather(*tasks) == [b"ba"] * 10
        assert compressor.waiting == 0 and len(names) <= THREADS

    asyncio.run(test())


def test_a_page_that_could_not_be_compressed_is_kept_and_compressed_for_the_next(monkeypatch):
    async def test():
        full, django = Compressor(most=0), Django()
        room = page_cache.PageCache(django, 10**7)
        monkeypatch.setattr(cached_page, "COMPRESSOR", full)
        with pytest.raises(RequestRefused):
            await get(room, accept_encoding="br")
        full.most = 5
        assert (await get(room, accept_encoding="br")).headers[b"content-encoding"] == b"br"
        assert django.asked == 1 and not room.making

    asyncio.run(test())
