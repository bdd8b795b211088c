"""What each way to search takes, and what an indexed story costs: processor time and bytes of the index."""

import statistics
import time
from itertools import islice

ROUNDS = 5
STORIES = 300
BODY = 40  # texts of the generator in the body of a story: about 1,100 characters
# What is typed, over comments.
WAYS = {
    "一个字": "国",
    "整词，1% 的评论": "断桥",
    "词的开头": "iphone",
    "数字和符号": "5.5%",
    "排除一个词": "国家 -大家",
    "没有结果，按相近的拼写再找": "iphnoe",
}


def inside(size):
    """Print the milliseconds of each way over the `size` comments that are there, readers and the number included."""
    from comments.search.finding import find
    from comments.search.queries import parse_search
    from news.models import Article

    asked = {name: (typed, None) for name, typed in WAYS.items()}
    asked["一条新闻的评论里"] = ("国家", Article.objects.order_by("pk").first())
    for name, (typed, story) in asked.items():
        took = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            found = find(parse_search(typed, kind="comments", story=story), 1, None)
            took.append(time.perf_counter() - began)
        number = found.shown_total if found.is_counted else f"{found.shown_total}+"
        print(f"{size} 条评论，{name}：{statistics.median(took) * 1000:.1f} ms（{number} 条）", flush=True)
    cost_of_stories()
    pinyin_over_stories()


def cost_of_stories():
    """Print what the index takes of a story, and how much of it is for pinyin and for what words begin with."""
    from news.search import grams, models

    whole = measure_stories()
    print(f"每条新闻：{whole[0]:.2f} ms CPU，索引 {whole[1]:.0f} 字节")
    for name, module, function in (("拼音", models, "pinyin_tokens"), ("词的开头", grams, "beginnings")):
        kept = getattr(module, function)
        setattr(module, function, lambda *texts: [])
        milliseconds, size = measure_stories()
        setattr(module, function, kept)
        print(f"其中{name}：{whole[0] - milliseconds:.2f} ms CPU，{whole[1] - size:.0f} 字节")


def measure_stories():
    """(milliseconds of processor time, bytes) for one story, over `STORIES` that are indexed and taken back."""
    from django.db import connection, transaction

    from news.models import ArticleEntry

    stories = make_stories()
    with transaction.atomic():
        before, began = size_of_index(connection), time.process_time()
        ArticleEntry.add(stories)
        spent, size = time.process_time() - began, size_of_index(connection) - before
        transaction.set_rollback(True)
    return spent / STORIES * 1000, size / STORIES


def make_stories():
    """Stories of a title of a newspaper's length and a body, which are not in the index."""
    from news.models import Article, ArticleEntry
    from tests.bench.search import texts

    wanted = Article.objects.filter(title__startswith="价目").prefetch_related("photos", "sources")
    if not wanted.exists():
        from tests.conftest import make_article

        lines = texts(STORIES * (BODY + 1), seed=11)
        for _ in range(STORIES):
            title, *body = islice(lines, BODY + 1)
            made = make_article(f"价目{title[:18]}", body="".join(f"<p>{line}</p>" for line in body))
            ArticleEntry.forget(made.pk)
    return list(wanted)


def size_of_index(connection):
    """The bytes that SQLite holds of the stories' index: its texts and its lists."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(length(c0) + length(c1) + length(c2)) FROM news_found_content")
        texts = cursor.fetchone()[0] or 0
        cursor.execute("SELECT sum(length(block)) FROM news_found_data")
        return texts + (cursor.fetchone()[0] or 0)


def pinyin_over_stories():
    """Print the milliseconds of a title's pinyin over all stories."""
    from comments.search.finding import find
    from comments.search.queries import parse_search
    from news.models import Article, ArticleEntry

    ArticleEntry.add(make_stories())
    for typed in ("guojia", "jia mu", "guojai"):
        took = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            found = find(parse_search(typed), 1, None)
            took.append(time.perf_counter() - began)
        middle = statistics.median(took) * 1000
        print(f"{Article.objects.count()} 条新闻，拼音 {typed}：{middle:.1f} ms（{found.total} 条）")
