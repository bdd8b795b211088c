"""Which votes look arranged and which do not, from tables of who voted for whom."""

import random
from collections import Counter

import pytest

from comments.fairness.detection import VoteTable, components, find_rings, find_serial, truss


def table(votes):
    """A VoteTable of `votes` [(voter, author)], beside a crowd of 300 people who vote for anybody."""
    chance = random.Random(7)
    crowd = [(voter, chance.randrange(1000, 1300)) for voter in range(1000, 1300) for _ in range(40)]
    counted = Counter([*votes, *((voter, author) for voter, author in crowd if voter != author)])
    made = VoteTable()
    for (voter, author), number in counted.items():
        made.given[voter] += number
        made.received[author] += number
        if number >= 2:
            made.pairs.setdefault(voter, {})[author] = number
    return made


def everybody_for_everybody(members, votes):
    return [(one, other) for one in members for other in members if one != other for _ in range(votes)]


def test_a_crowd_that_votes_for_anybody_is_left_alone():
    assert find_serial(table([])) == {} and find_rings(table([])) == []


@pytest.mark.parametrize(("votes", "others", "found"), [(10, 10, {7: {1}}), (9, 0, {}), (10, 11, {})])
def test_one_voter_who_gives_one_author_most_of_their_votes(votes, others, found):
    given = [(1, 7)] * votes + [(1, 1000 + number) for number in range(others)]
    assert find_serial(table(given)) == found


def test_a_crowd_that_serves_one_author_though_it_votes_for_others_too():
    served = [(voter, 7) for voter in range(1, 9) for _ in range(8)]
    hidden = [(voter, 1000 + 13 * voter + number) for voter in range(1, 9) for number in range(20)]
    assert find_serial(table(served + hidden)) == {7: set(range(1, 9))}


def test_a_popular_author_has_followers_and_no_crowd_that_serves():
    readers = [(voter, 7) for voter in range(1000, 1200) for _ in range(8)]
    assert find_serial(table(readers)) == {}


def test_a_group_that_votes_for_itself_is_a_ring_though_it_votes_for_others_too():
    ring = everybody_for_everybody(range(1, 9), 3)
    hidden = [(voter, 1000 + 13 * voter + number) for voter in range(1, 9) for number in range(25)]
    assert find_rings(table(ring + hidden)) == [set(range(1, 9))]


@pytest.mark.parametrize("members", [2, 3, 4])
def test_friends_who_answer_in_kind_are_no_ring(members):
    assert find_rings(table(everybody_for_everybody(range(1, members + 1), 5))) == []


def test_a_chain_of_favourites_is_no_ring():
    chain = [(one, one + 1) for one in range(1, 30) for _ in range(5)]
    assert find_rings(table(chain)) == []


def test_a_truss_keeps_what_is_tied_by_triangles():
    clique = [(one, other) for one in range(5) for other in range(one)]
    kept = truss([*clique, (4, 10), (10, 11), (11, 4)])
    assert set(kept) == {0, 1, 2, 3, 4} and kept[4] == {0, 1, 2, 3}


def test_components_are_the_parts_that_hang_together():
    parts = components({1: {2}, 2: {1, 3}, 3: {2}, 8: {9}, 9: {8}})
    assert sorted(map(sorted, parts)) == [[1, 2, 3], [8, 9]]
