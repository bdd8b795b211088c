"""What the editors' list of stories costs with many of them: ratios of medians, and how many queries.

One process, its own SQLite file, the pages through Django's test client.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from tests.bench import desk_pictures
from tests.server import ROOT, Site

FEW, MANY, ROUNDS = 1_000, 1_000_000, 15
PAGES = {"全部": "", "草稿": "?state=draft", "已发布": "?state=published", "我的": "?state=mine"}


def main(many=MANY):
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), DEMO="1").prepare()
        code = f"from tests.bench.desk import inside; inside({int(many)})"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        subprocess.run(command, cwd=ROOT, env=site.environment, check=True)
    desk_pictures.main()


def inside(many):
    from django.test import Client

    from tests.conftest import make_reader

    boss = make_reader("值班", 5, is_staff=True, is_superuser=True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(boss)
    fill(0, FEW)
    few = {name: measure(client, query) for name, query in PAGES.items()}
    fill(FEW, many)
    for name, query in PAGES.items():
        milliseconds, queries = measure(client, query)
        print(
            f"新闻列表“{name}”：{FEW} 条 {few[name][0]:.1f} ms，{many} 条 {milliseconds:.1f} ms："
            f"{milliseconds / few[name][0]:.2f} ×，{queries} 个查询",
            flush=True,
        )


def fill(start, stop):
    """Stories with these numbers; of the first thousand a page full in every state, later one in a thousand a draft."""
    from django.utils import timezone

    from news.models import Article, Channel

    now, channel = timezone.now(), Channel.objects.for_stories().first()
    for begin in range(start, stop, 10_000):
        Article.objects.bulk_create(
            Article(
                channel=channel,
                title=f"第 {number} 条新闻",
                body="<p>正文。</p>",
                editor="值班" if number % (5 if number < FEW else 100) == 0 else "别人",
                published_at=None if number < 150 or number % 1000 == 0 else now - timedelta(minutes=number),
            )
            for number in range(begin, min(stop, begin + 10_000))
        )


def measure(client, query):
    """(median time of the list in milliseconds, its number of queries)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            answer = client.get(f"/admin/news/article/{query}")
            times.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
    return statistics.median(times) * 1000, len(captured)
