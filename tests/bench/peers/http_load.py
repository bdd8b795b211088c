"""A client that costs less than the servers it measures: one process, asyncio protocols on plain sockets."""

import asyncio
import re
import statistics
import time
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close|^HTTP/1\.0 ", re.IGNORECASE)
UNTIL_CLOSED = 2**62  # the size of an answer that ends with its connection
WITHOUT_BODY = (204, 304)
PATIENCE = 20  # seconds for what is still under way at the end


@dataclass
class Load:
    """Requests for one port: `requests` yields whole requests (bytes); answers of a status in `good` count.

    `connections` are open at once for `seconds`; each sends its next request when its last one is answered.
    """

    port: int
    requests: object
    good: tuple = (200,)
    connections: int = 16
    seconds: float = 3
    host: str = "127.0.0.1"
    answered: int = 0
    refused: int = 0
    statuses: dict = field(default_factory=dict)
    times: list = field(default_factory=list)

    def note(self, status, seconds):
        """Count one answer and how long it was waited for."""
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status in self.good:
            self.answered += 1
            self.times.append(seconds)
        else:
            self.refused += 1

    async def run(self):
        """Send until the time is over and everything sent is answered; return the seconds that took."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        self.end = began + self.seconds
        lines = [Line(self) for _ in range(self.connections)]
        for line in lines:
            await loop.create_connection(lambda line=line: line, self.host, self.port)
        await asyncio.wait_for(asyncio.gather(*(line.done for line in lines)), self.seconds + PATIENCE)
        return loop.time() - began


class Line(asyncio.Protocol):
    """One connection: sends the next request as soon as an answer is whole; opens again if the server closes."""

    def __init__(self, load):
        self.load, self.loop = load, asyncio.get_running_loop()
        self.done = self.loop.create_future()

    def connection_made(self, transport):
        self.transport, self.sent = transport, None
        self.send()

    def send(self):
        """Send the next request; close when the time is over."""
        self.buffer, self.need, self.sent = bytearray(), 0, self.loop.time()
        if self.sent < self.load.end:
            self.transport.write(next(self.load.requests))
        else:
            self.sent = None
            self.finish()

    def finish(self):
        self.transport.close()
        if not self.done.done():
            self.done.set_result(None)

    def data_received(self, data):
        self.buffer += data
        if len(self.buffer) < self.need or self.sent is None:
            return
        self.need = answer_size(self.buffer)
        if 0 < self.need <= len(self.buffer):
            self.take()

    def take(self):
        """Note the answer that is whole, and go on."""
        self.load.note(int(self.buffer[9:12]), self.loop.time() - self.sent)
        self.sent = None
        if self.need != UNTIL_CLOSED and not CLOSES.search(self.buffer, 0, self.buffer.find(b"\r\n\r\n") + 2):
            self.send()

    def connection_lost(self, error):
        """Open again unless all is done: servers without kept connections close after each answer."""
        if self.done.done():
            return
        if self.sent is not None and self.need == UNTIL_CLOSED:
            self.take()
        elif self.sent is not None:
            self.load.note(0, 0)
        if self.loop.time() < self.load.end:
            self.again = self.loop.create_task(self.reopen())
        else:
            self.done.set_result(None)

    async def reopen(self):
        try:
            await self.loop.create_connection(lambda: self, self.load.host, self.load.port)
        except OSError:
            self.done.set_result(None)


def answer_size(buffer):
    """How long the answer at the head of a buffer is; 0 while that is not known, UNTIL_CLOSED if it does not say."""
    head = buffer.find(b"\r\n\r\n")
    if head < 0:
        return 0
    if int(buffer[9:12]) in WITHOUT_BODY:
        return head + 4
    if length := LENGTH.search(buffer, 0, head):
        return head + 4 + int(length[1])
    if CHUNKED.search(buffer, 0, head + 2):
        last = buffer.find(b"\r\n0\r\n\r\n", head + 2)
        return last + 7 if last >= 0 else 0
    return UNTIL_CLOSED


@dataclass
class Sample:
    """One measured stretch: answers a second, CPU of the server a request, the client's share of its core, waits."""

    rate: float
    server_ms: float
    client_share: float
    median_ms: float
    slow_ms: float
    refused: int


def measure(load, server_cpu=None):
    """Run a Load and return its Sample; `server_cpu()` says what seconds of processor the server has used so far.

    RuntimeError if nothing came back as it should.
    """
    before, own, began = server_cpu() if server_cpu else 0, time.process_time(), time.perf_counter()
    seconds = asyncio.run(load.run())
    share = (time.process_time() - own) / (time.perf_counter() - began)
    used = (server_cpu() if server_cpu else 0) - before
    if not load.answered:
        raise RuntimeError(f"no good answer, but statuses {load.statuses}")
    times = sorted(load.times)
    return Sample(
        rate=load.answered / seconds,
        server_ms=used * 1000 / load.answered,
        client_share=share,
        median_ms=statistics.median(times) * 1000,
        slow_ms=times[int(len(times) * 0.99)] * 1000,
        refused=load.refused,
    )
