"""Twenty thousand random votes, switches, withdrawals and deletions at once; then `recount` must find nothing."""

import multiprocessing
import os
import random
import tempfile
import time
from pathlib import Path

from tests.server import ROOT, Site

ACTS, PROCESSES = 20_000, 4
READERS, STORIES, COMMENTS = 60, 6, 120
FIELD = f"""
from comments.reputation.ranks import Rank
Rank.objects.update(flowers_a_day=30000, eggs_a_day=30000, flowers_a_person=30000, eggs_a_person=30000)
people = [make_reader(f"风暴{{number}}", 1 + number % 8) for number in range({READERS})]
stories = [make_article(f"风暴里的新闻{{number}}") for number in range({STORIES})]
for number in range({COMMENTS}):
    Comment.post(stories[number % {STORIES}], people[number % {READERS}], f"第 {{number}} 句")
"""


def main(acts=ACTS):
    """Print how long the storm took, what was refused, and what `recount` says."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder)).prepare()
        site.run(FIELD)
        began = time.monotonic()
        with multiprocessing.get_context("spawn").Pool(PROCESSES, enter, (site.environment, str(ROOT))) as pool:
            done = sum(pool.map(storm, [(seed, int(acts) // PROCESSES) for seed in range(PROCESSES)]))
        seconds = time.monotonic() - began
        print(f"{done} 次投票、改票、撤票、删除、处理，{PROCESSES} 个进程，{seconds:.0f} 秒")
        print(site.manage("recount").stdout.strip().splitlines()[-1])


def enter(environment, root):
    """Become a process of the site."""
    os.environ.update(environment)
    os.chdir(root)
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def storm(order):
    from comments.exceptions import Refused

    seed, acts = order
    rng, done = random.Random(seed), 0
    for _ in range(acts):
        try:
            act(rng)
            done += 1
        except Refused:
            pass
    return done


def act(rng):
    """One random act of one random reader on one random comment."""
    from comments.models import Comment, CommentVote, Reader

    reader = Reader.objects.get(name=f"风暴{rng.randrange(READERS)}")
    comment = Comment.objects.order_by("pk")[rng.randrange(COMMENTS)]
    kind = rng.random()
    if kind < 0.97:
        want = rng.choice(["flower", "flower", "egg", None])
        CommentVote.cast(reader, comment, want, rng.random() < 0.3, rng.choice(["", "insult", "disagree", "spam"]))
    elif kind < 0.98:
        comment.hide(reader, "insult")
    elif kind < 0.99:
        comment.restore(reader, "mistake")
    else:
        comment.collapse(reader, "fine")
    if rng.random() < 0.001:
        comment.delete_by_author()
