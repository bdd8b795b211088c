"""What word rules cost a post, and what a long queue costs its page: ratios of medians taken in turns.

One process, its own SQLite file, the functions behind the pages.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from tests.bench import vote_rings
from tests.server import ROOT, Site

RULES, POSTS = 5000, 200
FEW, MANY, ROUNDS = 100, 100_000, 15
LETTERS = "".join(map(chr, range(0x4E00, 0x4E00 + 400)))


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = Site(
            Path(folder), COMMENT_INTERVAL_SECONDS="0", COMMENT_BURST="1000000", HOLD_FIRST="0", DEMO="1"
        ).prepare()
        code = "from tests.bench.moderation import inside; inside()"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        subprocess.run(command, cwd=ROOT, env=site.environment, check=True)
    vote_rings.main()


def inside():
    from tests.conftest import make_article, make_reader

    chance = random.Random(14)
    article, author = make_article(), make_reader("发言的人", 5)
    posts_with_rules(chance, article, author)
    long_queue(chance, article, author)


def words(chance, length):
    return "".join(chance.choices(LETTERS, k=length))


def posts_with_rules(chance, article, author):
    from comments.models import Comment, WordRule

    rules = [WordRule(word=words(chance, chance.randint(3, 6)) + "禁", is_on=False) for _ in range(RULES)]
    WordRule.objects.bulk_create(rules)
    times = {True: [], False: []}
    for number in range(POSTS * 2):
        is_on = number % 2 == 0
        WordRule.objects.update(is_on=is_on)  # the table is built outside the measured time
        WordRule.changed()
        WordRule.cached()
        text = words(chance, 120)
        began = time.perf_counter()
        Comment.post(article, author, text)
        times[is_on].append(time.perf_counter() - began)
    without, with_rules = statistics.median(times[False]) * 1000, statistics.median(times[True]) * 1000
    print(
        f"发表，无规则 {without:.2f} ms，{RULES} 条规则 {with_rules:.2f} ms：{with_rules / without:.2f} ×", flush=True
    )


def long_queue(chance, article, author):
    from comments.models import Comment
    from comments.moderation.queues import QUEUES, moderated_by

    boss = make_boss()
    fill(chance, article, author, FEW)
    few = page_times(boss)
    fill(chance, article, author, MANY - FEW)
    many = page_times(boss)
    assert QUEUES["reported"].rows(moderated_by(boss)).count() == MANY == Comment.objects.filter(reported=True).count()
    print(f"队列页，{FEW} 条 {few:.1f} ms，{MANY} 条 {many:.1f} ms：{many / few:.2f} ×", flush=True)
    print(f"队列里 {MANY} 条，一个键到下一件：服务器 {decision_time(boss):.1f} ms", flush=True)


def decision_time(boss):
    """The median of what a key asks of the server: the decision on one case, the details of the next; milliseconds."""
    from django.test import Client

    from comments.models import Comment

    client, times = Client(SERVER_NAME="127.0.0.1"), []
    client.force_login(boss)
    pks = list(
        Comment.objects.filter(reported=True).order_by("-review_weight", "pk").values_list("pk", flat=True)[:101]
    )
    for place, pk in enumerate(pks[:-1]):
        began = time.perf_counter()
        fields = {"case": pk, "seen": 0, "in": "reported", "reason": "spam", "act": ("hide", "approve")[place % 2]}
        decided = client.post("/admin/comments/comment/queue/decisions/", fields, headers={"X-Fragment": "yes"})
        following = client.get(
            f"/admin/comments/comment/queue/{pks[place + 1]}/details/", headers={"X-Fragment": "yes"}
        )
        times.append(time.perf_counter() - began)
        assert decided.status_code == following.status_code == 200, decided.content
    return statistics.median(times) * 1000


def make_boss():
    from tests.conftest import make_reader

    return make_reader("值班", 5, is_staff=True, is_superuser=True)


def fill(chance, article, author, count):
    """So many reported comments, in bulk."""
    from django.utils import timezone

    from comments.models import Comment

    now = timezone.now()
    for start in range(0, count, 5000):
        Comment.objects.bulk_create(
            Comment(
                article=article,
                author=author,
                text=words(chance, 60),
                created_at=now - timedelta(seconds=number),
                shown_at=now - timedelta(seconds=number),
                reported=True,
                open_reports=1,
                review_weight=chance.randint(0, 50),
            )
            for number in range(start, min(start + 5000, count))
        )


def page_times(boss):
    """The median of the time that the queue's page takes, in milliseconds."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(boss)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer = client.get("/admin/comments/comment/queue/?in=reported")
        times.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
    return statistics.median(times) * 1000
