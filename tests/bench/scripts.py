"""What a page costs in a converted script, as a ratio to the page as written, in turns in one run.

One process, its own SQLite file with one long thread, the real views. 留着: asked for a moment ago. 全新: the
process has served other pages, and never this one. 新评论: it has served this one, and a comment has come since.
"""

import statistics
import subprocess
import sys
import tempfile
from functools import partial
from itertools import count
from pathlib import Path

from tests.bench.people import ROUNDS, report, timed, turns
from tests.server import ROOT, Site

NUMBERS = count()
WRITERS = 20
SENTENCES = ("界河断桥有望重开，两岸居民等了十一年。", "後來的事情誰也說不準，且看下回。", "里面的干部说，头发都白了。")


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder)).prepare()
        code = "from tests.bench.scripts import inside; inside()"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        subprocess.run(command, cwd=ROOT, env=site.environment, check=True)


def inside():
    article = floor()
    print("页面 | 原文 (ms) | 转换 (ms) | 比")
    for slug in ("zh-hans", "zh-hant", "zh-hk"):
        report(f"{slug} 留着", *turns(partial(seen, article, ""), partial(seen, article, f"/{slug}")))
        for name, measure in (("全新", fresh), ("新评论", again)):
            pairs = [measure(article, slug) for _ in range(ROUNDS)]
            report(f"{slug} {name}", *(statistics.median(side) for side in zip(*pairs, strict=True)))


def fresh(article, slug):
    """Seconds of the page as written, and of the same page in a script by a process that has not made it yet."""
    from django.core.cache import caches
    from django.test import Client

    from comments.thread.rows import ROWS
    from news.caching.pages import CONVERTED_ROWS
    from news.variants.text import convert_long, convert_short

    caches["pages"].clear()
    convert_short.cache_clear()
    convert_long.cache_clear()
    Client(HTTP_HOST="127.0.0.1").get(f"/{slug}/contact/")
    times = []
    for prefix in ("", f"/{slug}"):
        ROWS.clear()
        CONVERTED_ROWS.clear()
        times.append(timed(partial(seen, article, prefix)))
    return times


def again(article, slug):
    """The same of a page that was made before, and has a new comment since."""
    from comments.models import Comment, Reader
    from news.models import Article

    times = []
    for prefix in ("", f"/{slug}"):
        seen(article, prefix)
        number = next(NUMBERS)
        writer = Reader.objects.order_by("pk")[number % WRITERS]
        Comment.post(Article.objects.get(pk=article), writer, own_words(number) + SENTENCES[number % 3])
        times.append(timed(partial(seen, article, prefix)))
    return times


def seen(article, prefix):
    from django.test import Client

    assert Client(HTTP_HOST="127.0.0.1").get(f"{prefix}/news/{article}/").status_code == 200


def floor():
    from comments.models import Comment
    from tests.conftest import make_article, make_reader

    readers = [make_reader(f"读者{number}") for number in range(WRITERS)]
    body = "".join(f"<p>第 {number} 段：{SENTENCES[number % 3] * 4}</p>" for number in range(30))
    article = make_article("界河断桥有望重开", body=body)
    for number in (next(NUMBERS) for _ in range(120)):
        Comment.post(article, readers[number % WRITERS], own_words(number) + SENTENCES[number % 3])
    return article.pk


def own_words(number):
    """What nobody says twice, which the site would refuse."""
    return "".join(chr(0x4E00 + (number * 37 + place * 101) % 20_000) for place in range(12)) + "："
