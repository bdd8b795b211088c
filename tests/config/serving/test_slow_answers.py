"""An answer in parts whose client takes nothing more: the thread comes to its end, and others find it free."""

import asyncio

import pytest

from config.serving import bridge, slow_answers
from config.serving.slow_answers import PatientSend

SIZE = 4096


@pytest.fixture
def site(settings, tmp_path, monkeypatch):
    """A bridge with one thread, to an application that answers with 200 parts."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(bridge, "THREADS", 1)
    parts = []

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/zip")])
        for number in range(200):
            parts.append(number)
            yield b"x" * SIZE

    async def make():
        made = bridge.Bridge(application)
        made.parts = parts
        return made

    return make


def scope():
    own = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "network": "192.0.2.1"}
    return own | {"http_version": "1.1"}


class Line:
    def __init__(self, messages):
        self.messages, self.body, self.whole = messages, b"", False

    async def send(self, message):
        self.messages -= 1
        if self.messages < 0:
            await asyncio.Event().wait()
        self.body += message.get("body", b"")
        self.whole = message["type"] == "http.response.body" and not message.get("more_body", False)


def test_a_client_that_takes_nothing_more_holds_no_thread(site, monkeypatch):
    async def test():
        made = await site()
        monkeypatch.setattr(slow_answers, "GRACE_SECONDS", 0.05)
        stuck = Line(3)
        await made(scope(), None, stuck.send)
        assert not stuck.whole and len(made.parts) == 200  # made to the end, and dropped
        monkeypatch.undo()
        other = Line(10**9)
        await made(scope(), None, other.send)
        assert other.whole and len(other.body) == 200 * SIZE

    asyncio.run(test())


def test_who_takes_enough_has_time_for_any_length(monkeypatch):
    monkeypatch.setattr(slow_answers, "SLOWEST", 1)

    async def test():
        line = Line(10**9)
        send = PatientSend(line.send)
        before = send.deadline
        await send({"type": "http.response.body", "body": b"x" * 5000, "more_body": True})
        assert send.deadline == before + 5000 and not send.given_up

    asyncio.run(test())
