"""Page views a second, beside a bare 204 of the same server, in one run; and how often the site writes for them.

Clients send sixteen requests at a time down each connection (pipelining), so that they cost less than the server.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.live.conftest import CAST
from tests.server import ROOT, free_port, running

CONNECTIONS, BATCH, SECONDS, ROUNDS = 8, 16, 4, 3
BARE = """
import sys
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
Granian("tests.bench.reads:bare", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.ASGI, workers=1,
        loop=Loops.asyncio, http=HTTPModes.http1, log_enabled=False).serve()
"""


async def bare(scope, receive, send):
    """The least that an application can answer."""
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 204, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def main():
    port = free_port()
    plain = subprocess.Popen([sys.executable, "-c", BARE, str(port)], cwd=ROOT, env=os.environ)
    try:
        with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "site") as site:
            compare(site, port)
    finally:
        plain.terminate()
        plain.wait()


def compare(site, port):
    article = int(site.run(CAST))
    rates = {"信标": [], "裸 204": []}
    for _ in range(ROUNDS):  # in turns, for the machine is noisy
        rates["信标"].append(asyncio.run(rate(site.port, f"/news/{article}/reads/")))
        rates["裸 204"].append(asyncio.run(rate(port, "/")))
    best = {name: max(numbers) for name, numbers in rates.items()}
    time.sleep(1.5)
    counted = site.run(
        "from news.models import PageViewCount; print(sum(PageViewCount.objects.values_list('readers', flat=True)))"
    )
    print("信标/秒 | 裸 204/秒 | 比 | 记下的读者")
    print(f"{best['信标']:.0f} | {best['裸 204']:.0f} | {best['信标'] / best['裸 204']:.2f} | {counted}")


async def rate(port, path):
    """Answers a second over a few seconds; each request is another browser's."""
    done = await asyncio.gather(*(client(port, path, number) for number in range(CONNECTIONS)))
    return sum(done) / SECONDS


async def client(port, path, number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    end, count = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        writer.write(b"".join(request(port, path, f"{number}-{(count + one) % 500}") for one in range(BATCH)))
        heads = 0
        while heads < BATCH:
            heads += (await reader.read(65536)).count(b"HTTP/1.1 204")
        count += BATCH
    writer.close()
    return count


def request(port, path, who):
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        f"User-Agent: Mozilla/5.0 ({who})\r\nContent-Length: 0\r\n\r\n"
    ).encode()
