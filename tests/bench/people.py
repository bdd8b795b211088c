"""What people cost: pages of a reader with very many comments, a vote with all that hangs on it, a step up the ladder.

One process, its own SQLite file, the real views; every figure is a ratio of two medians taken in turns in one run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from unittest import mock

from tests.server import ROOT, Site

MANY, FEW = 100_000, 100
ROUNDS, VOTES = 41, 200


def main():
    """Run `inside` in a process whose settings name a fresh site."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder)).prepare()
        code = "from tests.bench.people import inside; inside()"
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=ROOT,
            env=site.environment | {"PYTHONWARNINGS": "ignore"},
            check=True,
        )


def inside():
    os.environ["TZ"] = "Asia/Shanghai"
    few, many = writer("百条", FEW), writer("十万条", MANY)
    print("页面 | 100 条 (ms) | 100,000 条 (ms) | 比")
    for address in pages(many):
        report(address, *turns(partial(seen, few, address), partial(seen, many, address)))
    print("投票 | 只记票 (ms) | 权重、上限、声望、通知 (ms) | 比")
    report("鲜花", *votes())
    print("升级的一票 | 100 条的作者 (ms) | 100,000 条的作者 (ms) | 比")
    report("升级", *turns(stairs(few), stairs(many)))


def report(name, one, other):
    print(f"{name} | {one * 1000:.2f} | {other * 1000:.2f} | {other / one:.2f}", flush=True)


def turns(one, other):
    """The medians of two things, measured in turns after a warm-up."""
    for act in (one, other):
        act()
    pairs = [(timed(one), timed(other)) for _ in range(ROUNDS)]
    return tuple(statistics.median(side) for side in zip(*pairs, strict=True))


def timed(act):
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


# -- pages --------------------------------------------------------------------------------------------


def pages(reader):
    """Addresses with {} for the name: first pages, a page from deep down, and the feed."""
    from django.test import Client

    deep = None
    for _ in range(2):
        address = f"/readers/{reader.name}/" + (f"?after={deep}" if deep else "")
        html = Client(HTTP_HOST="127.0.0.1").get(address).content.decode()
        deep = html.rsplit("?after=", 1)[1].split('"', 1)[0]
    return ["/readers/{}/", "/readers/{}/activity/", f"/readers/{{}}/?after={deep}", "/feeds/readers/{}/"]


def seen(reader, address):
    from django.test import Client

    assert Client(HTTP_HOST="127.0.0.1").get(address.format(reader.name)).status_code == 200


def writer(name, count):
    """A reader with `count` comments, spread over 500 stories of their own, every tenth answered."""
    from django.db import transaction

    from comments.models import Comment
    from tests.conftest import make_article, make_reader

    reader, other = make_reader(name), make_reader(f"{name}的对手")
    with transaction.atomic():
        stories = [make_article(f"{name}的新闻 {number}") for number in range(min(500, count))]
        Comment.objects.bulk_create((said(reader, stories, number) for number in range(count)), batch_size=500)
        newest = Comment.objects.filter(author=reader)[: count // 10]
        answers = (said(other, stories, number, parent) for number, parent in enumerate(newest, count))
        Comment.objects.bulk_create(answers, batch_size=500)
    return reader


def said(reader, stories, number, parent=None):
    from datetime import timedelta

    from django.utils import timezone

    from comments.models import Comment

    when = timezone.now() - timedelta(seconds=number * 7)
    article = parent.article if parent else stories[number % len(stories)]
    return Comment(
        article=article,
        author=reader,
        text=f"第 {number} 句话",
        state="visible",
        created_at=when,
        shown_at=when,
        floor=number + 1,
        parent=parent,
        answers_id=parent and parent.author_id,
        digest="",
        folded="",
        flowers=number % 9,
        flower_weight=number % 9,
        hot=number % 97 / 97,
    )


# -- votes --------------------------------------------------------------------------------------------


def votes():
    """(a vote that is only counted, a vote with weight, caps, ledger and notice), in turns on like threads."""
    from comments.models import Comment, CommentVote, Rank
    from tests.conftest import make_article, make_reader

    Rank.objects.update(flowers_a_day=9999, flowers_a_person=9999)
    author, article = make_reader("受评人"), make_article("投票的新闻")
    voters = [make_reader(f"投票人{number}") for number in range(VOTES)]
    said = [Comment.post(article, author, f"投我一票 {number}") for number in range(2)]
    plain, whole = [], []
    for voter in voters:
        with bare():
            plain.append(timed(partial(CommentVote.cast, voter, said[0], "flower")))
        whole.append(timed(partial(CommentVote.cast, voter, said[1], "flower")))
    return statistics.median(plain), statistics.median(whole)


def bare():
    """A vote as it would be without people: no locks on readers, no caps, no ledger."""
    from comments.models import LedgerEntry
    from comments.votes import guards
    from comments.votes import models as vote

    stack = ExitStack()
    for owner, name in ((guards, "refuse_capped"), (LedgerEntry, "follow_vote"), (vote, "receive")):
        stack.enter_context(mock.patch.object(owner, name))
    manager = vote.Reader.objects
    people = {reader.pk: reader for reader in manager.filter(name="受评人")}
    known = mock.Mock(side_effect=lambda *pks: people | {pks[0]: manager.model(pk=pks[0])})
    stack.enter_context(mock.patch.object(type(manager), "locked", known))
    return stack


def stairs(reader):
    """A function that casts the flower which lifts `reader` over a threshold, each time by somebody else."""
    from comments.models import Comment, CommentVote, Rank, Reader
    from tests.conftest import make_reader

    voters = iter([make_reader(f"{reader.name}的抬轿人{number}") for number in range(ROUNDS + 1)])
    comment = Comment.objects.filter(author=reader).order_by("pk").first()
    below = {"points": Rank.of(2).points - 1, "level": 1}

    def rise():
        Reader.objects.filter(pk=reader.pk).update(**below)
        CommentVote.cast(next(voters), comment, "flower")
        assert Reader.objects.get(pk=reader.pk).level == 2

    return rise
