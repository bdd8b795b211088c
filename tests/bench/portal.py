"""What the front page, a channel and the rankings cost with a thousand stories, and with a hundred thousand.

Ten readings and one comment for each story; with FULL=1 a million stories. Pages are asked for in the
process, uncached; rankings have been built, as the worker does, and how long that took is said beside.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.server import ROOT, Site

PAGES = ["/", "/channels/politics/", *(f"/boards/{name}/" for name in ("read", "discussed", "heat", "gems"))]
ROUNDS, EACH = 4, 11


def main():
    large = 1_000_000 if os.environ.get("FULL") else 100_000
    with tempfile.TemporaryDirectory() as folder:
        sites = {size: filled(Path(folder) / str(size), size) for size in (1000, large)}
        for _ in range(ROUNDS):  # in turns, for the machine is noisy
            for site, times in sites.values():
                for line in inside(site, "measure()").splitlines():
                    path, milliseconds = line.split()
                    times.setdefault(path, []).append(float(milliseconds))
        (few, few_times), (many, many_times) = [(size, times) for size, (_, times) in sites.items()]
    print(f"页 | {few:,} 条新闻 (ms) | {many:,} 条新闻 (ms) | 比")
    for path in few_times:
        small, big = min(few_times[path]), min(many_times[path])
        print(f"{path} | {small:.1f} | {big:.1f} | {big / small:.2f}")


def filled(folder, size):
    folder.mkdir()
    site = Site(folder).prepare()
    began = time.perf_counter()
    print(f"{size:,}：{inside(site, f'fill({size})')}；装入 {time.perf_counter() - began:.0f} 秒", flush=True)
    return site, {}


def inside(site, call):
    code = f"from tests.bench import portal; portal.{call}"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    return subprocess.run(
        command, cwd=ROOT, env=site.environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


# -- in the site's process ----------------------------------------------------------------------------


def fill(size):
    """Stories over the last two years, ten page views and one comment each, most of them of late; then the rankings."""
    from django.db import connection, transaction

    from comments.models import Reader
    from news.models import Ranking
    from tests.conftest import make_article

    readers = [Reader(password="!") for _ in range(200)]
    for number, reader in enumerate(readers):
        reader.set_name(f"读者{number}号")
    Reader.objects.bulk_create(readers)
    model = make_article("样子", "politics")
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in statements(cursor, model.pk, size):
            cursor.execute(sql)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    took = {}
    for name in ("read", "discussed", "heat", "gems"):
        took[name] = Ranking.current(name).took_ms
    print("榜单生成（毫秒）", took)


def statements(cursor, model, size):
    """Rows made by the database itself, from one story and one comment; SQLite only."""
    cursor.execute("SELECT id FROM news_channel WHERE kind = 'story'")
    cases = " ".join(f"WHEN {place} THEN {pk}" for place, (pk,) in enumerate(cursor.fetchall()))
    copied = columns(cursor, "news_article")
    # The k-th story lies k² / size² of two years back: most are of late, as on a site that grows.
    back = f"datetime('now', printf('-%d seconds', 600 + CAST(63072000.0 * n * n / {size} / {size} AS INTEGER)))"
    changed = {
        "title": "'第' || n || '条新闻'",
        "published_at": back,
        "comment_count": "n % 40",
        "flowers": "n % 90",
        "eggs": "n % 30",
        "flower_weight": "n % 90",
        "egg_weight": "n % 30",
        "import_key": "NULL",
        "channel_id": f"CASE n % 18 {cases} END",
    }
    numbers = f"WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < {size}) "
    picked = ", ".join(changed.get(name, name) for name in copied)
    into = f"INSERT INTO news_article ({', '.join(copied)})"
    yield f"{numbers} {into} SELECT {picked} FROM k, news_article WHERE id = {model}"
    yield (
        f"{numbers} INSERT OR IGNORE INTO news_pageviewcount (article_id, at, readers) "
        f"SELECT {model} + 1 + (n * 7919) % {size}, "
        f"datetime('now', printf('-%d seconds', CAST(604800.0 * n / {size} AS INTEGER) / 300 * 300)), 10 FROM k"
    )
    # Enough of the last hour that every ranking is full, on the small site too.
    late = f"CASE WHEN n <= 130 THEN n * 25 ELSE 3600 + CAST(2592000.0 * n / {size} AS INTEGER) END"
    moment = f"datetime('now', printf('-%d seconds', {late}))"
    known = {
        "article_id": f"{model} + 1 + (n * 31) % {size}",
        "author_id": "1 + n % 200",
        "text": "'第' || n || '句话'",
        "state": "'visible'",
        "key": "''",
        "digest": "n",
        "folded": "n",
        "created_at": moment,
        "shown_at": moment,
        "floor": "n",
        "flowers": "n % 30",
        "eggs": "n % 7",
        "flower_weight": "n % 30",
        "egg_weight": "n % 7",
        "hot": "(n % 30) / 40.0",
        "lifted": "0",
        "liftable": "0",
        "disputed": "0",
        "reply_count": "0",
        "revision": "0",
        "opening_flowers": "0",
        "opening_eggs": "0",
        "violation_eggs": "0",
        "violation_weight": "0",
        "reviewed": "0",
    }
    yield f"{numbers} INSERT INTO comments_comment ({', '.join(known)}) SELECT {', '.join(known.values())} FROM k"


def columns(cursor, table):
    cursor.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE name <> 'id'")
    return [name for (name,) in cursor.fetchall()]


def measure():
    """The median of each page's time in milliseconds, uncached."""
    from django.test import Client
    from django.utils import timezone

    from news.models import Ranking

    client = Client()
    for path in PAGES:
        Ranking.objects.update(tried_at=timezone.now())  # the worker builds them; here nobody waits for it
        assert client.get(path, HTTP_HOST="127.0.0.1").status_code == 200
        times = [seconds(client, path) for _ in range(EACH)]
        print(path, statistics.median(times) * 1000)


def seconds(client, path):
    began = time.perf_counter()
    client.get(path, HTTP_HOST="127.0.0.1")
    return time.perf_counter() - began
