"""How long a post waits under eight writers in one process on SQLite: Django's engine beside ours with fair turns."""

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.server import ROOT, Site

WRITERS, SECONDS, ROUNDS = 8, 6, 2
ENGINES = {"django.db.backends.sqlite3": "Django 自带", "config.db.sqlite": "按次序轮流"}


def main():
    print("引擎 | 写/秒 | 中位 (ms) | 99 % (ms) | 最慢 (ms)")
    found = {engine: [] for engine in ENGINES}
    for _ in range(ROUNDS):  # in turns, for the machine is noisy
        for engine in ENGINES:
            with tempfile.TemporaryDirectory() as folder:
                site = Site(Path(folder), SQLITE_ENGINE=engine).prepare()
                command = [
                    sys.executable,
                    "manage.py",
                    "shell",
                    "--no-imports",
                    "-c",
                    "from tests.bench.writes import inside; inside()",
                ]
                run = subprocess.run(
                    command, cwd=ROOT, env=site.environment, check=True, stdout=subprocess.PIPE, text=True
                )
                found[engine] += map(float, run.stdout.split())
    for engine, label in ENGINES.items():
        times = sorted(found[engine])
        rate = len(times) / SECONDS / ROUNDS
        late = times[int(len(times) * 0.99)]
        print(f"{label} | {rate:.0f} | {statistics.median(times):.1f} | {late:.1f} | {times[-1]:.0f}")


def inside():
    """Print the milliseconds of every post that eight threads made in a few seconds."""
    from comments.models import Reader
    from tests.conftest import make_article

    readers = [Reader(password="!") for _ in range(WRITERS)]
    for number, reader in enumerate(readers):
        reader.set_name(f"读者{number}号")
        reader.save()
    stories = [make_article(f"新闻 {number}") for number in range(WRITERS)]
    times, end = [], time.monotonic() + SECONDS
    writers = [
        threading.Thread(target=write, args=(reader, story, end, times))
        for reader, story in zip(readers, stories, strict=True)
    ]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    print(" ".join(f"{seconds * 1000:.2f}" for seconds in times))


def write(reader, story, end, times):
    from django.db import connection

    from comments.models import Comment

    number = 0
    while time.monotonic() < end:
        number += 1
        began = time.perf_counter()
        Comment.post(story, reader, f"第 {number} 句，{time.time_ns()}")
        times.append(time.perf_counter() - began)
    connection.close()
