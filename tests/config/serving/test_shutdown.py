"""Signals of a serving process: what streams must hear comes before what the server does."""

import asyncio
import os
import signal

import pytest

from config.serving.shutdown import chain_signals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_streams_before_the_server(number):
    async def receive_signal():
        heard, ended = [], asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(number, lambda name: (heard.append(name), ended.set()), "server")
        chain_signals(loop, lambda: heard.append("streams"))
        try:
            os.kill(os.getpid(), number)
            await asyncio.wait_for(ended.wait(), 5)
        finally:
            loop.remove_signal_handler(number)
        return heard

    assert asyncio.run(receive_signal()) == ["streams", "server"]


def test_a_loop_that_handles_no_signals_is_left_alone():
    async def chain():
        loop = asyncio.get_running_loop()
        chain_signals(loop, lambda: None)
        return [loop.remove_signal_handler(number) for number in (signal.SIGTERM, signal.SIGINT)]

    assert asyncio.run(chain()) == [False, False]
