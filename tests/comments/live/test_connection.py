"""One open stream by itself: what it is sent, what wakes it, and that it leaves nothing behind."""

import asyncio

from comments.live.buffer import ChangeBuffer
from comments.live.hub import Hub
from comments.live.stream import Connection


class Client:
    """A client that takes what it is sent (`sent`, bytes) and leaves when told."""

    def __init__(self):
        self.sent, self.leaving, self.ended = b"", asyncio.Event(), False

    async def receive(self):
        await self.leaving.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent += message["body"]
        self.ended = not message["more_body"]


async def open_stream(hub, buffer):
    """(a Client, the task that serves it), once it waits for something new."""
    client = Client()
    task = asyncio.ensure_future(Connection(hub, buffer, "", buffer.cursor).follow(client.receive, client.send))
    await settle()
    assert client.sent.startswith(b"retry: ") and not task.done()
    return client, task


async def settle():
    for _ in range(20):
        await asyncio.sleep(0)


def test_it_waits_and_is_sent_what_is_new():
    async def test():
        hub, buffer = Hub(), ChangeBuffer(1, 5)
        client, task = await open_stream(hub, buffer)
        assert len(buffer.naps) == 1
        buffer.take({("comment", 7): 6}, {("comment", 7): {"": "<li>新</li>"}})
        buffer.wake()
        await settle()
        assert client.sent.endswith("id: 6\nevent: change\ndata: <li>新</li>\n\n".encode()) and len(buffer.naps) == 1
        hub.beats += 1
        buffer.wake()
        await settle()
        assert client.sent.endswith(b"\n\n:\n\n")
        hub.stopping = True
        buffer.wake()
        await asyncio.wait_for(task, 1)
        assert client.ended and not buffer.naps

    asyncio.run(test())


def test_whoever_leaves_or_is_cut_off_leaves_nothing_behind():
    async def test():
        hub, buffer = Hub(), ChangeBuffer(1, 5)
        for _ in range(50):
            client, task = await open_stream(hub, buffer)
            client.leaving.set()
            await asyncio.wait_for(task, 1)
            assert not buffer.naps
            _, task = await open_stream(hub, buffer)
            task.cancel()
            await asyncio.wait({task})
            assert not buffer.naps

    asyncio.run(test())


def test_what_comes_while_a_frame_is_on_its_way_is_not_slept_through():
    async def test():
        hub, buffer = Hub(), ChangeBuffer(1, 5)
        client, task = await open_stream(hub, buffer)
        taking = asyncio.Event()

        async def slow_send(message):
            client.sent += message["body"]
            await taking.wait()

        slow = asyncio.ensure_future(Connection(hub, buffer, "", 5).follow(client.receive, slow_send))
        await settle()
        buffer.take({("comment", 7): 6}, {("comment", 7): {"": "<li>一</li>"}})
        buffer.wake()
        taking.set()
        await settle()
        assert client.sent.count("<li>一</li>".encode()) == 2
        for one in (task, slow):
            one.cancel()
        await asyncio.wait({task, slow})

    asyncio.run(test())
