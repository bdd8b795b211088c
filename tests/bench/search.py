"""How long a search takes, by how often its words occur, newest first and best first.

Over 10^5 comments, with FULL=1 also over 10^6, or over as many as are named (`ARGS="search 1000000"`). A run that had
10^6 writes its table to docs/performance.md. The texts come from a generator: words of two characters with Zipf's
frequencies, and three kinds of words strewn in whose shares are known. One process, its own SQLite file, the functions
behind the page. Then what each way to search takes, and what an indexed story costs; see `search_ways`.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from itertools import accumulate, islice
from pathlib import Path

from tests.bench import search_ways
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
LATIN = {"iPhone15": 0.01, "5.5%": 0.01}
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
                if " | " not in line:
                    continue  # of `search_ways`
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
    search_ways.inside(size)


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
    strewn = [pair for words in [*SETS.values(), LATIN] for pair in words.items()]
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
    rows = Rows(readers, stories, size)
    numbered = enumerate(texts(size))
    while batch := list(islice(numbered, BATCH)):
        with transaction.atomic():
            rows.write(batch)


class Rows:
    """Rows of comments and of their index, written by SQL (SQLite only), for models are made too slowly for 10^6."""

    def __init__(self, readers, stories, size):
        from django.utils import timezone

        from comments.models import Comment
        from news.search.models import facet

        self.readers, self.stories = [one.pk for one in readers], [one.pk for one in stories]
        self.authors = {pk: facet("a", pk) for pk in self.readers}
        self.threads = {pk: facet("t", pk) for pk in self.stories}
        self.start = timezone.now() - timedelta(seconds=size)
        self.first = (Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        model = Comment(article=stories[0], author=readers[0], text="", state="visible", digest="", folded="")
        self.columns = columns_of(model)

    def write(self, batch):
        """Insert the comments of `batch`, [(number, text)], and their entries."""
        comments, entries, found = [], [], []
        for number, text in batch:
            comment, entry, grams = self.row(number, text)
            comments.append(comment)
            entries.append((entry, self.first + number))
            found.append((entry, *grams))
        insert("comments_comment", self.columns, comments)
        insert("comments_commententry", ["id", "thing_id"], entries)
        insert("comments_found", ["rowid", "grams", "words", "facets"], found)

    def row(self, number, text):
        """(values of the comment, the entry's id, what the index takes) of the text with this number."""
        from django.db import connection

        from news.search.grams import stream
        from news.search.index import entry_id

        pk, author = self.first + number, self.readers[number % len(self.readers)]
        story = self.stories[number % len(self.stories)]
        shown = self.start + timedelta(seconds=number)
        moment = connection.ops.adapt_datetimefield_value(shown)
        own = {
            "id": pk,
            "article_id": story,
            "author_id": author,
            "text": text,
            "shown_at": moment,
            "created_at": moment,
            "floor": number + 1,
            "flowers": number % 13,
            "hot": (number % 97) / 97,
        }
        return (
            [*(self.columns | own).values()],
            entry_id(shown, pk),
            (*stream(text), f"{self.authors[author]} {self.threads[story]}"),
        )


def columns_of(row):
    """{column: value as the database takes it} of a model's instance."""
    from django.db import connection

    fields = row._meta.local_concrete_fields
    return {field.column: field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields}


def insert(table, columns, rows):
    from django.db import connection

    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
