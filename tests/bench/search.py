"""How long a search takes, by how often its words occur, newest first and best first.

Over 10^5 comments, with FULL=1 also over 10^6, or over as many as are named (`ARGS="search 1000000"`). A run that had
10^6 writes its table to docs/performance.md. The texts come from a generator: words of two characters with Zipf's
frequencies, and three kinds of words strewn in whose shares are known. One process, its own SQLite file, the functions
behind the page.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

from tests.bench.peers.document import write_search
from tests.bench.peers.machine import describe_machine
from tests.server import ROOT, Site

SMALL, LARGE = 100_000, 1_000_000
BATCH = 5000
# Sets of queries, and in which share of the texts each word stands.
SETS = {
    "罕见": {"鲸落": 0.00005, "霜砚": 0.0001, "竹枥": 0.0002, "星槎": 0.0004},
    "中等": {"断桥": 0.005, "水位": 0.01, "渡口": 0.02, "夜航": 0.03},
    "常见": {"国家": 0.12, "问题": 0.15, "时候": 0.2, "大家": 0.3},
}
WORDS = {"罕见": "rare", "中等": "medium", "常见": "common"}  # as docs/performance.md says
ROUNDS = 5


def main(*sizes):
    sizes = [int(size) for size in sizes] or ([SMALL, LARGE] if os.environ.get("FULL") else [SMALL])
    print("行数 | 一组词 | 最新 中位 (ms) | 最相关 中位 (ms)")
    rows = [row for size in sizes for row in measure(size)]
    if LARGE in sizes:
        write_search(rows, describe_machine())


def measure(size):
    """Rows of (comments, kind of words, milliseconds newest first, best first), over a new site of so many comments."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder)).prepare()
        code = f"from tests.bench.search import inside; inside({size})"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        with subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout:
                print(line, end="", flush=True)
                words, newest, best = line.split(" | ")[1:]
                yield size, WORDS[words], float(newest), float(best)
        assert process.returncode == 0


def inside(size):
    from comments.search.queries import best, newest, parse_search

    fill(size)
    for name, words in SETS.items():
        asked = [parse_search(word, kind="comments") for word in words]
        times = [median([seconds(find, one) for one in asked for _ in range(ROUNDS)]) for find in (newest, best)]
        print(f"{size} | {name} | {times[0] * 1000:.1f} | {times[1] * 1000:.1f}", flush=True)


def seconds(find, wanted):
    began = time.perf_counter()
    find(wanted)
    return time.perf_counter() - began


median = statistics.median


# -- the texts ----------------------------------------------------------------------------------------


def texts(size, seed=7):
    """Yield `size` texts of 8 to 40 words, the same ones every time."""
    rng = random.Random(seed)
    han = [chr(0x4E00 + number) for number in range(3000)]
    vocabulary = [rng.choice(han) + rng.choice(han) for _ in range(20_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    strewn = [pair for words in SETS.values() for pair in words.items()]
    for _ in range(size):
        words = rng.choices(vocabulary, cum_weights=weights, k=rng.randrange(8, 41))
        words += [word for word, share in strewn if rng.random() < share]
        rng.shuffle(words)
        yield "，".join("".join(words[at : at + 4]) for at in range(0, len(words), 4))


def fill(size):
    """Make real comments of the texts, a second apart, with entries in the index, all in few transactions."""
    from django.db import transaction

    from tests.conftest import make_article, make_reader

    readers = [make_reader(f"读者{number}", password=None) for number in range(50)]
    stories = [make_article(f"新闻 {number}") for number in range(200)]
    batch = []
    for number, text in enumerate(texts(size)):
        batch.append((number, text))
        if len(batch) == BATCH:
            with transaction.atomic():
                write(batch, readers, stories, size)
            batch = []


def write(batch, readers, stories, size):
    from django.db import connection
    from django.utils import timezone

    from comments.models import Comment, CommentEntry
    from news.search.grams import stream
    from news.search.index import entry_id
    from news.search.models import facet

    start = timezone.now() - timedelta(seconds=size)
    made = Comment.objects.bulk_create(
        [
            Comment(
                article=stories[number % len(stories)],
                author=readers[number % len(readers)],
                text=text,
                state="visible",
                shown_at=start + timedelta(seconds=number),
                created_at=start + timedelta(seconds=number),
                digest="",
                folded="",
                floor=number + 1,
                flowers=number % 13,
                hot=(number % 97) / 97,
            )
            for number, text in batch
        ]
    )
    entries = [CommentEntry(pk=entry_id(one.shown_at, one.pk), thing=one) for one in made]
    CommentEntry.objects.bulk_create(entries)
    rows = [(entry.pk, *stream(entry.thing.text), facet("a", entry.thing.author_id)) for entry in entries]
    with connection.cursor() as cursor:
        sql = "INSERT INTO comments_found(rowid, grams, words, facets) VALUES (%s, %s, %s, %s)"
        cursor.executemany(sql, rows)
