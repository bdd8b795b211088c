"""Which votes look like an arrangement, from how often who voted for whom. Without a database.

The measure behind all of it: an edge "voter → author" is suspicious where the voter gave that author several votes and
many more than the author's share of all votes lets expect. One such edge is a favourite author; what counts is a voter
who gives one author most of what they give at all, many who do so for the same one, or a dense group of such edges.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LIFT = 10.0  # how many times more votes than expected: of an edge of a ring, and of a crowd
ALONE_VOTES, ALONE_SHARE, ALONE_LIFT = 10, 0.5, 3.0  # one voter for one author
CROWD, CROWD_VOTES, CROWD_SHARE, CROWD_RETURNING = 6, 5, 0.25, 0.5  # several voters for one author
RING, RING_VOTES, RING_SHARE, RING_DENSITY, COMMON = 5, 2, 0.3, 0.25, 2  # a group that votes for itself
DOMINANCE = 0.4  # the share of what an author received that comes from those who serve them


@dataclass
class VoteTable:
    """How often who voted for whom, by one kind of vote.

    `pairs`: {voter: {author: votes}} where there are at least two; `given`, `received`: all votes by voter, by author.
    """

    pairs: dict[int, dict[int, int]] = field(default_factory=dict)
    given: Counter[int] = field(default_factory=Counter)
    received: Counter[int] = field(default_factory=Counter)

    def edges(self, least: int, lift: float) -> Iterator[tuple[int, int, int]]:
        """(voter, author, votes) where there are at least so many, and so many times more than expected.

        Expected are given · received / all votes.
        """
        total = self.received.total()
        for voter, authors in self.pairs.items():
            for author, votes in authors.items():
                if votes >= least and votes * total >= lift * self.given[voter] * self.received[author]:
                    yield voter, author, votes

    def votes_inside(self, members: set[int]) -> Iterator[tuple[int, int, int]]:
        """(voter, author, votes) between these members."""
        for voter in members:
            for author, votes in self.pairs.get(voter, {}).items():
                if author in members:
                    yield voter, author, votes


def find_serial(table: VoteTable) -> dict[int, set[int]]:
    """{author: the voters who serve this author}: one who gives most of their votes, or a crowd that gives many."""
    found: dict[int, set[int]] = defaultdict(set)
    for voter, author, votes in table.edges(ALONE_VOTES, ALONE_LIFT):
        if votes >= ALONE_SHARE * table.given[voter]:
            found[author].add(voter)
    crowds: dict[int, dict[int, int]] = defaultdict(dict)
    for voter, author, votes in table.edges(CROWD_VOTES, LIFT):
        if votes >= CROWD_SHARE * table.given[voter]:
            crowds[author][voter] = votes
    returning = Counter(author for authors in table.pairs.values() for author in authors)
    for author, votes_of in crowds.items():
        if is_served(table, author, votes_of, returning[author]):
            found[author] |= set(votes_of)
    return dict(found)


def is_served(table: VoteTable, author: int, votes_of: dict[int, int], returning: int) -> bool:
    """Whether the voters `votes_of` {voter: votes for the author} are most of those whom the author lives by.

    `returning`: how many people voted for the author more than once. Of a popular author they are many, and few of
    them give so much; an author who is served has hardly anybody else.
    """
    dominant = sum(votes_of.values()) >= DOMINANCE * table.received[author]
    return dominant and len(votes_of) >= max(CROWD, CROWD_RETURNING * returning)


def find_rings(table: VoteTable) -> list[set[int]]:
    """Groups of at least five whose members give a good part of their votes to one another, and are densely tied."""
    neighbours = truss((voter, author) for voter, author, _ in table.edges(RING_VOTES, LIFT))
    rings = (settle_ring(table, group) for group in components(neighbours))
    return [ring for ring in rings if len(ring) >= RING]


def truss(edges: Iterable[tuple[int, int]], common: int = COMMON) -> dict[int, set[int]]:
    """{node: neighbours} of the part of a graph in which the ends of every edge have `common` neighbours in common.

    The k-truss (k = common + 2) of Cohen, "Trusses: cohesive subgraphs for social network analysis", 2008.
    """
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in edges:
        if one != other:
            neighbours[one].add(other)
            neighbours[other].add(one)
    waiting = {(one, other) for one, others in neighbours.items() for other in others if one < other}
    while waiting:
        one, other = waiting.pop()
        if other not in neighbours[one]:
            continue
        shared = neighbours[one] & neighbours[other]
        if len(shared) < common:
            neighbours[one].discard(other)
            neighbours[other].discard(one)
            for third in shared:
                waiting |= {(min(one, third), max(one, third)), (min(other, third), max(other, third))}
    return {node: others for node, others in neighbours.items() if others}


def components(neighbours: dict[int, set[int]]) -> Iterator[set[int]]:
    """The connected parts of a graph, in no order."""
    unseen = set(neighbours)
    while unseen:
        part, reached = set(), [unseen.pop()]
        while reached:
            node = reached.pop()
            part.add(node)
            new = neighbours[node] & unseen
            unseen -= new
            reached += new
        yield part


def settle_ring(table: VoteTable, group: set[int]) -> set[int]:
    """Those of a tied group who give it a good part of their votes, or have theirs from it; empty if it is loose."""
    members = set(group)
    before: set[int] = set()
    while members != before:
        inside: Counter[int] = Counter()
        gained: Counter[int] = Counter()
        for voter, author, votes in table.votes_inside(members):
            inside[voter] += votes
            gained[author] += votes
        before = members
        members = {
            one
            for one in members
            if inside[one] >= RING_SHARE * max(1, table.given[one])
            or gained[one] >= DOMINANCE * max(1, table.received[one])
        }
    ties = sum(1 for _ in table.votes_inside(members))
    return members if ties >= RING_DENSITY * len(members) * (len(members) - 1) else set()
