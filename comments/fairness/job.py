"""The periodic job: look through a month's votes, write down what was arranged, and let it weigh nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from comments.fairness.detection import VoteTable, find_rings, find_serial
from comments.fairness.discounting import add_votes
from comments.fairness.models import VoteFinding
from comments.origins.models import PostOrigin
from comments.states import VoteKind
from comments.votes.models import ArticleVote, CommentVote

WINDOW = timedelta(days=30)
YOUNG = timedelta(days=7)
BURST, BURST_WITHIN = 8, timedelta(minutes=10)  # votes of young accounts on one thing
SHARED_VOTES = 3  # of one account for another of the same network or device
SHARED_MOST = 10  # accounts beyond which a network is a carrier's or a school's
Kind = VoteFinding.Kind


def find_unfair_votes(now: datetime | None = None) -> None:
    """Look through the votes of 30 days; what moderators have reversed is left alone."""
    now = now or timezone.now()
    votes = CommentVote.objects.filter(made_at__gt=now - WINDOW, weight__gt=0)
    excused = excused_pairs()
    for kind in VoteKind:
        table = read_table(votes.filter(kind=kind), excused)
        for author, voters in find_serial(table).items():
            chosen = votes.filter(kind=kind, reader__in=voters, comment__author=author)
            add_votes(Kind.SERIAL, f"{kind}:{author}", voters, chosen)
        if kind == VoteKind.FLOWER:
            for ring in find_rings(table):
                add_votes(Kind.MUTUAL, "", ring, votes.filter(kind=kind, reader__in=ring, comment__author__in=ring))
            find_shared(table, votes.filter(kind=kind), now)
    for rows, thing in (
        (votes, "comment"),
        (ArticleVote.objects.filter(made_at__gt=now - WINDOW, weight__gt=0), "article"),
    ):
        find_bursts(rows, thing)


def excused_pairs() -> set[tuple[int, int]]:
    """(voter, author) of what moderators have reversed."""
    pairs: set[tuple[int, int]] = set()
    for finding in VoteFinding.objects.filter(state=VoteFinding.State.REVERSED).prefetch_related("voters"):
        voters = [voter.pk for voter in finding.voters.all()]
        if finding.kind == Kind.SERIAL:
            pairs.update((voter, int(finding.key.partition(":")[2])) for voter in voters)
        elif finding.kind != Kind.BURST:
            pairs.update(permutations(voters, 2))
    return pairs


def read_table(votes: QuerySet[CommentVote], excused: set[tuple[int, int]]) -> VoteTable:
    """Who voted for whom how often, by these votes, but for excused pairs. Counted by the database."""
    table = VoteTable(given=count_by(votes, "reader"), received=count_by(votes, "comment__author"))
    pairs = votes.order_by().values_list("reader", "comment__author").annotate(n=Count("pk")).filter(n__gte=2)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for voter, author, number in pairs.iterator(chunk_size=10_000):
        if (voter, author) not in excused:
            found[voter][author] = number
    table.pairs = found
    return table


def count_by(votes: QuerySet[CommentVote], column: str) -> Counter[int]:
    return Counter(dict(votes.order_by().values_list(column).annotate(Count("pk"))))


def find_shared(table: VoteTable, votes: QuerySet[CommentVote], now: datetime) -> None:
    """Accounts of one network or device that vote for one another."""
    recent = PostOrigin.objects.filter(seen_at__gt=now - WINDOW)
    shared = recent.values("hash").annotate(n=Count("pk")).filter(n__gte=2, n__lte=SHARED_MOST).values("hash")
    accounts: dict[str, set[int]] = defaultdict(set)
    for hash_, reader in recent.filter(hash__in=shared).values_list("hash", "reader").iterator():
        accounts[hash_].add(reader)
    for members in {frozenset(members) for members in accounts.values()}:
        pairs = [pair[:2] for pair in table.votes_inside(set(members)) if pair[2] >= SHARED_VOTES]
        if pairs:
            chosen = Q()
            for voter, author in pairs:
                chosen |= Q(reader=voter, comment__author=author)
            add_votes(Kind.SHARED, "", {one for pair in pairs for one in pair}, votes.filter(chosen))


def find_bursts(votes: Any, thing: str) -> None:
    """Many votes of accounts younger than a week on one comment or story within ten minutes."""
    young = votes.filter(made_at__lt=F("reader__date_joined") + YOUNG)
    many = young.order_by().values(thing, "kind").annotate(n=Count("pk")).filter(n__gte=BURST)
    for row in list(many):
        key = f"{thing}:{row[thing]}"
        rows = young.filter(**{thing: row[thing]}, kind=row["kind"])
        pks = crowded(list(rows.order_by("made_at").values_list("pk", "made_at")))
        if pks and not VoteFinding.objects.filter(key=key, state=VoteFinding.State.REVERSED).exists():
            chosen = votes.filter(pk__in=pks)
            add_votes(Kind.BURST, key, set(chosen.values_list("reader", flat=True)), chosen)


def crowded(times: list[tuple[int, datetime]]) -> set[int]:
    """The pks of those of `times` [(pk, moment)], in order, of which at least eight lie within ten minutes."""
    found: set[int] = set()
    for first in range(len(times) - BURST + 1):
        if times[first + BURST - 1][1] - times[first][1] <= BURST_WITHIN:
            found.update(pk for pk, _ in times[first : first + BURST])
    return found
