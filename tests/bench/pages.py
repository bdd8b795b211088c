"""What a page costs from each cache: ready bytes, kept by cursor, rendered anew; beside the same server's bare answer.

And what a thread of 100,000 comments costs beside one of 100: its pages, a post, a vote, a ruling. One run, in turns.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.reads import BARE
from tests.live.conftest import CAST
from tests.server import ROOT, Site, free_port, running

CONNECTIONS, BATCH, SECONDS, ROUNDS = 8, 8, 4, 3
FEW, MANY = 200, 100_000


def main():
    shelves()
    floors()


# -- from which cache ---------------------------------------------------------------------------------


def shelves():
    port = free_port()
    plain = subprocess.Popen([sys.executable, "-c", BARE, str(port)], cwd=ROOT, env=os.environ)
    try:
        with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "site", WORKER="0") as site:
            compare(site, port)
    finally:
        plain.terminate()
        plain.wait()


def compare(site, port):
    article = int(site.run(CAST + TALK))
    path = f"/news/{article}/"
    asked = {
        "裸 204": (port, "POST / HTTP/1.1", b"HTTP/1.1 204"),
        "现成页面（br）": (site.port, f"GET {path} HTTP/1.1\r\nAccept-Encoding: br", b"HTTP/1.1 200"),
        "现成页面，未变（304）": (site.port, f"GET {path} HTTP/1.1\r\nIf-None-Match: *", b"HTTP/1.1 304"),
        "按游标存下的（每次另一地址的 HEAD）": (site.port, f"HEAD {path}?%d HTTP/1.1", b"HTTP/1.1 200"),
    }
    rates = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, (where, head, good) in asked.items():
            rates[name].append(asyncio.run(rate(where, head, good)))
    best = {name: max(numbers) for name, numbers in rates.items()}
    print("从哪里来 | 每秒 | 与裸 204 之比")
    for name, number in best.items():
        print(f"{name} | {number:.0f} | {number / best['裸 204']:.2f}")


TALK = """
a = Article.objects.get()
r = Reader.objects.get(name="糖桔")
for number in range(30):
    Comment.post(a, r, f"第 {number} 句，说说自己的看法，有理有据。")
"""


async def rate(port, head, good):
    """Answers a second over a few seconds."""
    done = await asyncio.gather(*(client(port, head, good, number) for number in range(CONNECTIONS)))
    return sum(done) / SECONDS


async def client(port, head, good, number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    end, count = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        heads = [head % (number * 10**9 + count + one) if "%d" in head else head for one in range(BATCH)]
        writer.write(b"".join(f"{one}\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n".encode() for one in heads))
        answers, tail = 0, b""
        while answers < BATCH:
            data = tail + await reader.read(1 << 18)
            answers += data.count(good)
            tail = data[-len(good) + 1 :]
        count += BATCH
    writer.close()
    return count


# -- long threads --------------------------------------------------------------------------------------


def floors():
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder)).prepare()
        command = [
            sys.executable,
            "manage.py",
            "shell",
            "--no-imports",
            "-c",
            "from tests.bench.pages import inside; inside()",
        ]
        subprocess.run(command, cwd=ROOT, env=site.environment, check=True)


def inside():
    from comments.models import Comment, CommentVote, Reader
    from tests.conftest import make_article

    readers = [Reader(password="!") for _ in range(300)]
    for number, reader in enumerate(readers):
        reader.set_name(f"读者{number}号")
        reader.save()
    short, long = make_article("短的"), make_article("长的")
    fill(short, readers, FEW)
    fill(long, readers, MANY)
    posters, judge = iter(readers * 50), readers[0]
    untouched = {story: iter(chosen(story)) for story in (short, long)}
    acts = {
        "新闻页": lambda story: page(f"/news/{story.pk}/"),
        "更多评论，最新": lambda story: page(f"/news/{story.pk}/comments/"),
        "更多评论，最早第 2 页": lambda story: page(f"/news/{story.pk}/comments/?sort=old&page=2"),
        "更多评论，最热": lambda story: page(f"/news/{story.pk}/comments/?sort=hot"),
        "发评论": lambda story: Comment.post(story, next(posters), f"又一句 {time.time_ns()}"),
        "投一票": lambda story: CommentVote.cast(next(posters), next(untouched[story]), "flower"),
        "隐藏一条": lambda story: next(untouched[story]).hide(judge, "insult"),
    }
    print(f"做什么 | {FEW} 条 (ms) | {MANY:,} 条 (ms) | 比")
    for name, act in acts.items():
        times = {story: [] for story in (short, long)}
        for _ in range(21):
            for story in times:
                times[story].append(seconds(act, story))
        few, many = (statistics.median(times[story]) * 1000 for story in (short, long))
        print(f"{name} | {few:.1f} | {many:.1f} | {many / few:.2f}", flush=True)


def seconds(act, story):
    from django.core.cache import caches

    from comments.thread.rows import ROWS

    caches["pages"].clear()
    ROWS.clear()
    began = time.perf_counter()
    act(story)
    return time.perf_counter() - began


def page(path):
    from django.test import Client

    assert Client().get(path, HTTP_HOST="127.0.0.1").status_code == 200


def chosen(story):
    """Fifty comments of the thread that nobody has touched yet."""
    from comments.models import Comment

    floor = Comment.objects.filter(article=story, floor__gt=5, flowers=0).exclude(author_id__lte=60)
    return list(floor.select_related("author").order_by("floor")[:50])


def fill(story, readers, number):
    from django.db import transaction
    from django.utils import timezone

    from comments.models import Comment

    now = timezone.now()
    with transaction.atomic():
        Comment.objects.bulk_create(
            (
                Comment(
                    article=story,
                    author=readers[1 + n % 299],
                    text=f"第 {n} 句，说说自己的看法。",
                    state="visible",
                    shown_at=now,
                    created_at=now,
                    digest=str(n),
                    folded=str(n),
                    floor=n + 1,
                    flowers=n % 2,
                    hot=(n % 97) / 97,
                )
                for n in range(number)
            ),
            batch_size=5000,
        )
        type(story).objects.filter(pk=story.pk).update(comment_count=number, last_floor=number)
