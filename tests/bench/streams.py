"""How many streams one process holds: memory a connection, threads, publish-to-last-reader time, losses.

A real server, real sockets; the readers live in processes of their own, so that they do not share its clock.
"""

import asyncio
import multiprocessing
import os
import re
import resource
import statistics
import tempfile
import time
from pathlib import Path

from tests.live.conftest import CAST, PASSWORD
from tests.server import Visitor, running

ROUNDS = 10
READERS_A_PROCESS = 2500


def main(*sizes):
    """Print one row for each number of connections."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    print("连接 | kB/连接 | 线程 前→后 | 发表→最后一位读者 中位 / 最慢 (ms) | 丢失")
    for size in [int(size) for size in sizes] or [1000, 5000]:
        with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "site") as site:
            print(measure(site, size), flush=True)


def measure(site, size):
    article = int(site.run(CAST))
    poster, pid = Visitor(site, "糖桔", PASSWORD), site.workers()[0]
    for _ in range(20):  # whatever grows once has grown before the first look
        site.get(f"/news/{article}/")
    memory, threads = resident(pid), threads_of(pid)
    with Crowd(site.port, article, size) as crowd:
        grown, after = resident(pid) - memory, threads_of(pid)
        times = [one_round(poster, crowd, article, number) for number in range(ROUNDS)]
    lost = sum(size - got for got, _ in times)
    last = [seconds * 1000 for _, seconds in times]
    return (
        f"{size} | {grown / size:.1f} | {threads}→{after} | "
        f"{statistics.median(last):.0f} / {max(last):.0f} | {lost} / {size * ROUNDS}"
    )


def one_round(poster, crowd, article, number):
    """Post once; return how many readers got it and the seconds from sending the post to the last of them."""
    began = time.monotonic()
    answer = poster.act(f"/news/{article}/comments/", text=f"第 {number} 轮：大家收到了吗？{began}")
    pk = re.search(r'id="comment-(\d+)"', answer.text)[1]
    got, last = crowd.wait_for(f'id="comment-{pk}"')
    time.sleep(1)
    return got, last - began


def resident(pid):
    """Resident memory in kB."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])


def threads_of(pid):
    return len(os.listdir(f"/proc/{pid}/task"))


class Crowd:
    """`size` readers in a few processes; each process answers how many got a mark, and when the last did."""

    def __init__(self, port, article, size):
        fork = multiprocessing.get_context("fork")
        shares = [min(READERS_A_PROCESS, size - start) for start in range(0, size, READERS_A_PROCESS)]
        pairs = [(fork.Pipe(), share) for share in shares]
        self.pipes = [ours for (ours, _), _ in pairs]
        self.processes = [
            fork.Process(target=crowd_process, args=(theirs, port, article, share)) for (_, theirs), share in pairs
        ]

    def __enter__(self):
        for process in self.processes:
            process.start()
        opened = sum(pipe.recv() for pipe in self.pipes)
        print(f"  {opened} 条流已打开", flush=True)
        time.sleep(3)
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()

    def wait_for(self, mark):
        for pipe in self.pipes:
            pipe.send(mark)
        answers = [pipe.recv() for pipe in self.pipes]
        return sum(got for got, _ in answers), max(last for _, last in answers)


def crowd_process(pipe, port, article, share):
    asyncio.run(crowd(pipe, port, article, share))


async def crowd(pipe, port, article, share):
    readers = []
    for start in range(0, share, 100):
        batch = (Reader.open(port, article) for _ in range(min(100, share - start)))
        readers += await asyncio.gather(*batch)
    pipe.send(len(readers))
    while True:
        mark = await asyncio.to_thread(pipe.recv)
        times = await asyncio.gather(*(reader.wait_for(mark.encode()) for reader in readers))
        got = [moment for moment in times if moment]
        pipe.send((len(got), max(got, default=0)))


class Reader:
    """One open stream, as small as it can be."""

    @classmethod
    async def open(cls, port, article):
        reader = cls()
        reader.input, output = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
        request = (
            f"GET /news/{article}/changes/?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
        )
        output.write(request.encode())
        await reader.input.readuntil(b"\r\n\r\n")
        reader.output, reader.seen = output, {}
        reader.task = asyncio.create_task(reader.listen())
        return reader

    async def listen(self):
        rest = b""
        while data := await self.input.read(65536):
            now, text = time.monotonic(), rest + data
            for mark in re.findall(rb'<li id="comment-\d+"', text):
                self.seen.setdefault(mark[4:], now)
            rest = text[-64:]

    async def wait_for(self, mark, patience=15):
        """When this reader first saw `mark` (seconds of the monotonic clock), or None if it never came."""
        end = time.monotonic() + patience
        while mark not in self.seen and time.monotonic() < end:
            await asyncio.sleep(0.05)
        return self.seen.get(mark)
