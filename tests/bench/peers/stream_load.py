"""Many open streams in one process, and how long a published thing takes to the last of them."""

import asyncio
import resource
import time

from tests.bench.peers.http_load import answer_size

AT_ONCE, OPEN_SECONDS, PATIENCE, PAUSE = 50, 300, 30, 0.3


class Stream(asyncio.Protocol):
    """One open stream: knows whether its head has come, and when the mark of its crowd came."""

    def __init__(self, crowd):
        self.crowd, self.opened, self.tail = crowd, crowd.loop.create_future(), b""

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.crowd.request)

    def data_received(self, data):
        if not self.opened.done() and b" 200 " in data[:20]:
            self.opened.set_result(None)
        text = self.tail + data
        if self.crowd.mark and self.crowd.mark in text:
            self.crowd.arrived(self)
        self.tail = text[-64:]


class Crowd:
    """`size` streams opened by `request` on `port`."""

    def __init__(self, port, request, size):
        self.port, self.request, self.size = port, request, size
        self.loop, self.mark, self.streams = asyncio.get_running_loop(), b"", []

    async def open(self):
        """Open all, a few at a time; TimeoutError if they do not all open."""
        async with asyncio.timeout(OPEN_SECONDS):
            for start in range(0, self.size, AT_ONCE):
                batch = [Stream(self) for _ in range(min(AT_ONCE, self.size - start))]
                for stream in batch:
                    await self.loop.create_connection(lambda one=stream: one, "127.0.0.1", self.port)
                await asyncio.gather(*(stream.opened for stream in batch))
                self.streams += batch

    def arrived(self, stream):
        self.missing.discard(stream)
        self.last = time.perf_counter()
        if not self.missing and not self.all.done():
            self.all.set_result(None)

    async def round(self, request, mark):
        """Publish by `request`; return (seconds from sending it to the last stream, how many never got `mark`)."""
        self.missing, self.all, self.mark = set(self.streams), self.loop.create_future(), mark
        began = self.last = time.perf_counter()
        publishing = asyncio.create_task(publish(self.port, request))
        try:
            await asyncio.wait_for(self.all, PATIENCE)
        except TimeoutError:
            pass
        await publishing
        return self.last - began, len(self.missing)

    def close(self):
        for stream in self.streams:
            stream.transport.abort()


async def publish(port, request):
    """Send a request on a connection of its own and wait for its answer; RuntimeError unless it is a good one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = bytearray()
    while not 0 < answer_size(answer) <= len(answer):
        data = await reader.read(65536)
        if not data:
            break
        answer += data
    writer.close()
    if answer[9:10] != b"2":
        raise RuntimeError(f"nothing published: {bytes(answer[:200])}")


async def listen(port, request, size, publications, resident):
    """(kB a stream, [seconds to the last stream], how many times a stream missed something).

    `publications`: (request, mark) of each round; `resident()`: the server's memory in kB.
    """
    crowd = Crowd(port, request, size)
    before = resident()
    try:
        await crowd.open()
        await asyncio.sleep(2)
        memory = (resident() - before) / size
        times, missed = [], 0
        for one, mark in publications:
            seconds, missing = await crowd.round(one, mark)
            times.append(seconds)
            missed += missing
            await asyncio.sleep(PAUSE)
        return memory, times, missed
    finally:
        crowd.close()


def allow_many_files():
    """As many open files as the system lets this process and its children have."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard
