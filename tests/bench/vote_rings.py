"""A site of honest readers among whom rings vote: what the fairness job finds, what it touches, and what it costs.

2,000 honest readers and five rings of twenty accounts, each with its own way, within 30 days. Honest readers have
tastes: few sections, some favourite authors, a friend whom they answer in kind, somebody whom they cannot stand.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from tests.server import ROOT, Site

HONEST, RINGS, MEMBERS = 2000, 5, 20
STORIES, COMMENTS = 400, 40_000
SECTIONS = 12
VOTES = 1_000_000


def main(votes=VOTES):
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), DEMO="1", LIMIT_FACTOR="1000000").prepare()
        for step in (f"build({int(votes)})", "measure()"):  # a process of its own, for its memory
            code = f"from tests.bench import vote_rings; vote_rings.{step}"
            command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
            subprocess.run(command, cwd=ROOT, env=site.environment, check=True)


def build(votes):
    """The readers, their comments and their votes, straight into the tables."""
    from django.utils import timezone

    from comments.models import Comment, CommentVote, Reader

    chance, now = random.Random(14), timezone.now()
    joined = now - timedelta(days=60)
    names = [*(f"诚实{n}" for n in range(HONEST)), *(f"圈{r}之{n}" for r in range(RINGS) for n in range(MEMBERS))]
    Reader.objects.bulk_create(
        Reader(name=name, skeleton=f"bench{n}", password="!", date_joined=joined, is_demo=False)
        for n, name in enumerate(names)
    )
    readers = list(Reader.objects.filter(skeleton__startswith="bench").order_by("pk").values_list("pk", flat=True))
    honest, rings = readers[:HONEST], [readers[HONEST + r * MEMBERS :][:MEMBERS] for r in range(RINGS)]
    site = SimulatedSite(chance, honest, rings)
    stories = make_stories(now)
    Comment.objects.bulk_create(
        (
            Comment(
                article_id=stories[n % len(stories)],
                author_id=author,
                text=f"评论 {n}",
                digest=f"bench{n}",
                folded=f"bench{n}",
                floor=n // len(stories) + 1,
                created_at=now - timedelta(days=29),
                shown_at=now - timedelta(days=29),
            )
            for n, author in enumerate(site.authors)
        ),
        batch_size=5000,
    )
    pks = list(Comment.objects.filter(digest__startswith="bench").order_by("pk").values_list("pk", flat=True))
    given = site.cast_votes(votes)
    CommentVote.objects.bulk_create(
        (
            CommentVote(
                reader_id=voter,
                comment_id=pks[comment],
                kind=kind,
                weight="1.0",
                made_at=now - timedelta(seconds=chance.randrange(28 * 86_400)),
            )
            for (voter, comment), kind in given.items()
        ),
        batch_size=10_000,
    )
    print(f"{len(given)} 票，{len(pks)} 条评论，{HONEST} 位诚实网友，{RINGS} 个圈各 {MEMBERS} 个账号", flush=True)


def make_stories(now):
    from news.models import Article, Channel

    channel = Channel.objects.for_stories().first()
    Article.objects.bulk_create(
        Article(
            channel=channel, title=f"新闻 {n}", body="<p>正文。</p>", published_at=now, last_floor=1000, editor="bench"
        )
        for n in range(STORIES)
    )
    return list(Article.objects.filter(editor="bench").values_list("pk", flat=True))


class SimulatedSite:
    """Who wrote which comment (`authors`, by its number), and who votes for what."""

    def __init__(self, chance, honest, rings):
        self.chance, self.honest, self.rings = chance, honest, rings
        activity = [chance.paretovariate(1.1) for _ in honest]
        self.authors = chance.choices(honest, activity, k=COMMENTS)
        for ring in rings:
            self.authors += [member for member in ring for _ in range(40)]
        self.by_author = {}
        for number, author in enumerate(self.authors):
            self.by_author.setdefault(author, []).append(number)
        self.writers = [one for one in honest if one in self.by_author]
        self.places = {one: place for place, one in enumerate(honest)}
        # Sections: an author writes in one, a reader votes in two or three.
        self.section_of = {author: chance.randrange(SECTIONS) for author in self.by_author}
        self.by_section = [[] for _ in range(SECTIONS)]
        for number, author in enumerate(self.authors[:COMMENTS]):
            self.by_section[self.section_of[author]].append(number)

    def cast_votes(self, votes):
        """{(voter, number of a comment): kind}"""
        given = {}
        for ring, act in zip(self.rings, (clique, star, hidden_clique, sparse_ring, egg_ring), strict=True):
            act(self, ring, given)
        weights = [self.chance.lognormvariate(0, 1) for _ in self.honest]
        unit = (votes - len(given)) / sum(weights)
        for reader, weight in zip(self.honest, weights, strict=True):
            self.honest_votes(reader, max(2, round(unit * weight)), given)
        return given

    def honest_votes(self, reader, amount, given):
        """Favourites and a friend get some of them, most go to what is popular in the reader's sections."""
        chance, wanted = self.chance, len(given) + amount
        sections = chance.sample(range(SECTIONS), chance.randint(2, 3))
        favourites = chance.sample(self.writers, chance.randint(0, 4))
        friend = self.friend_of(reader)
        for _ in range(amount * 4):  # one who has voted for nearly everything there is finds nothing more
            dice = chance.random()
            if dice < 0.12 and favourites:
                number = chance.choice(self.by_author[chance.choice(favourites)])
            elif dice < 0.16 and friend in self.by_author:
                number = chance.choice(self.by_author[friend])
            else:
                pool = self.by_section[chance.choice(sections)]
                number = pool[min(len(pool) - 1, int(len(pool) * chance.random() ** 2))]
            if self.authors[number] != reader:
                given.setdefault((reader, number), "egg" if chance.random() < 0.2 else "flower")
            if len(given) >= wanted:
                break

    def friend_of(self, reader):
        """One reader in three has a friend, who has them for a friend too."""
        place = self.places[reader]
        return self.honest[place ^ 1] if place % 6 < 2 and place ^ 1 < len(self.honest) else None

    def noise(self, voter, amount, given):
        """Votes like everybody's, to hide among."""
        for _ in range(amount):
            number = self.chance.randrange(COMMENTS)
            given.setdefault((voter, number), "flower")

    def serve(self, voter, author, amount, given, kind="flower"):
        """So many votes on the author's comments."""
        for number in self.chance.sample(self.by_author[author], min(amount, len(self.by_author[author]))):
            given[voter, number] = kind


def clique(site, ring, given):
    """Each votes for every other one."""
    for voter in ring:
        for author in ring:
            if voter != author:
                site.serve(voter, author, 4, given)


def star(site, ring, given):
    """All serve one."""
    for voter in ring[1:]:
        site.serve(voter, ring[0], 30, given)
        site.noise(voter, 20, given)


def hidden_clique(site, ring, given):
    """Each votes for every other one, and gives as many votes to anybody."""
    for voter in ring:
        for author in ring:
            if voter != author:
                site.serve(voter, author, 3, given)
        site.noise(voter, 57, given)


def sparse_ring(site, ring, given):
    """Each votes for a handful of the others."""
    for voter in ring:
        for author in site.chance.sample([one for one in ring if one != voter], 8):
            site.serve(voter, author, 5, given)
        site.noise(voter, 20, given)


def egg_ring(site, ring, given):
    """All throw eggs at one honest reader who writes a good deal, and a few flowers at one another."""
    target = max(site.honest, key=lambda one: -abs(len(site.by_author.get(one, [])) - 60))
    for voter in ring:
        site.serve(voter, target, 25, given, "egg")
        site.noise(voter, 10, given)


def measure():
    """Run the job and say what it found: of the rings' weight, of honest weight, in what time and memory."""
    from django.db.models import Sum

    from comments.fairness.job import find_unfair_votes
    from comments.models import CommentVote, Reader, VoteDiscount, VoteFinding

    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    find_unfair_votes()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ring = set(Reader.objects.filter(name__startswith="圈").values_list("pk", flat=True))
    served = arranged_votes(CommentVote, ring)
    taken = set(VoteDiscount.objects.values_list("comment_vote", flat=True))
    honest = CommentVote.objects.exclude(reader__in=ring).aggregate(all=Sum("weight"))["all"]
    touched = VoteDiscount.objects.exclude(comment_vote__reader__in=ring).aggregate(all=Sum("weight"))["all"] or 0
    print(f"发现：{dict(Counter(VoteFinding.objects.values_list('kind', flat=True)))}")
    print(f"圈的票权重折减 {len(served & taken) / len(served):.1%}，诚实网友的 {touched / honest:.3%}")
    print(f"{seconds:.1f} 秒，内存 {peak:.0f} MB（开始时 {idle:.0f} MB）", flush=True)


def arranged_votes(CommentVote, ring):
    """The pks of votes by accounts of rings for one another or, of the ring that throws eggs, of its eggs."""
    flowers = CommentVote.objects.filter(reader__in=ring, comment__author__in=ring)
    eggs = CommentVote.objects.filter(reader__in=ring, kind="egg")
    return set(flowers.values_list("pk", flat=True)) | set(eggs.values_list("pk", flat=True))
