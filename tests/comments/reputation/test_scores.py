"""The arithmetic of votes and of the ladder: bounds, order, thresholds, and that a level follows from its rows."""

from math import isclose, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.models import Comment, CommentVote, Rank
from comments.reputation.levels import level_after, replay
from comments.reputation.scores import Z, dispute, may_be_lifted, wilson
from tests.conftest import make_reader

LADDER = {1: 0, 2: 20, 3: 100, 4: 300, 5: 1000, 6: 3000, 7: 8000, 8: 20_000, 9: 50_000, 10: 120_000}
COUNT = st.integers(0, 100_000)
TENTHS = st.integers(0, 5000).map(lambda n: n / 10)
AMOUNTS = st.lists(st.integers(-20_000, 20_000), max_size=20)


@settings(max_examples=200, deadline=None)
@given(TENTHS, TENTHS)
def test_the_bound_lies_below_the_share_it_bounds(flowers, eggs):
    bound = wilson(flowers, eggs)
    assert 0 <= bound < 1
    assert flowers + eggs == 0 or bound <= flowers / (flowers + eggs) + 1e-12


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 5000), st.integers(0, 5000))
def test_the_bound_solves_the_equation_it_comes_from(flowers, eggs):
    total, bound = flowers + eggs, wilson(flowers, eggs)
    assert isclose(flowers / total - bound, Z * sqrt(bound * (1 - bound) / total), abs_tol=1e-9)


@settings(max_examples=200, deadline=None)
@given(COUNT, COUNT)
def test_a_flower_raises_the_bound_and_an_egg_never_does(flowers, eggs):
    assert wilson(flowers + 1, eggs) > wilson(flowers, eggs)
    assert wilson(flowers, eggs + 1) <= wilson(flowers, eggs) + 1e-12


def test_more_votes_of_one_mind_are_surer():
    assert wilson(2, 1) < wilson(20, 10) < wilson(200, 100) < 2 / 3


@pytest.mark.parametrize(("flowers", "eggs"), [(0, 0), (-1, 0), (-3, 1)])
def test_without_votes_there_is_no_bound(flowers, eggs):
    assert wilson(flowers, eggs) == 0


@settings(max_examples=60, deadline=None)
@given(TENTHS)
def test_eggs_alone_never_stand_above_silence(eggs):
    assert wilson(0, eggs) == wilson(0, 0)


@pytest.mark.parametrize(
    ("flowers", "eggs", "lifted"),
    [
        (5, 0, True),
        (4.9, 0, False),
        (7, 0, True),
        (22, 0, True),
        (3, 0, False),
        (8, 3, False),
        (12, 3, True),
        (0, 0, False),
        (0, 9, False),
        (100, 90, False),
        (5.1, 0.1, True),
        (9.4, 4.4, False),
    ],
)
def test_what_may_be_lifted_has_five_more_and_a_sure_share(flowers, eggs, lifted):
    assert may_be_lifted(flowers, eggs) is lifted


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000))
def test_the_surplus_is_counted_in_exact_tenths(flowers, eggs):
    wanted = flowers - eggs >= 50 and wilson(flowers / 10, eggs / 10) >= 0.6
    assert may_be_lifted(flowers / 10, eggs / 10) is wanted


@settings(max_examples=150, deadline=None)
@given(COUNT, COUNT)
def test_dispute_is_even_handed_and_highest_where_sides_are_equal(flowers, eggs):
    assert dispute(flowers, eggs) == dispute(eggs, flowers) >= 0
    assert dispute(flowers, eggs) <= flowers + eggs
    assert (dispute(flowers, eggs) > 0) == (min(flowers, eggs) > 0)


def test_of_equal_sums_the_more_divided_is_more_disputed():
    assert dispute(10, 10) > dispute(12, 8) > dispute(19, 1) > dispute(20, 0) == 0


@pytest.mark.django_db
def test_scores_stand_on_the_row_after_each_vote(say, tangju):
    comment = say(tangju, "有人赞成有人反对")
    kinds = ["flower"] * 6 + ["egg"]
    for n, kind in enumerate(kinds):
        CommentVote.cast(make_reader(f"投票人{n}号"), comment, kind)
    comment = Comment.objects.get(pk=comment.pk)
    assert (comment.hot, comment.disputed) == (pytest.approx(wilson(6, 1)), pytest.approx(dispute(6, 1)))
    assert comment.liftable is may_be_lifted(6, 1)


# -- the ladder ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "asked"), LADDER.items())
def test_a_level_is_reached_at_its_threshold(level, asked):
    assert level_after(1, asked, LADDER) == level
    assert level_after(1, asked - 1, LADDER) == max(1, level - 1)


@pytest.mark.parametrize(("level", "asked"), list(LADDER.items())[1:])
def test_a_level_is_lost_only_a_tenth_below_its_threshold(level, asked):
    assert level_after(level, asked - 1, LADDER) == level
    assert level_after(level, asked * 9 // 10 + 1, LADDER) == level
    assert level_after(level, asked * 9 // 10 - 1, LADDER) == level - 1


@pytest.mark.parametrize(
    ("level", "points", "after"), [(10, 0, 1), (6, 950, 5), (6, 899, 4), (4, -50, 1), (2, 120_000, 10)]
)
def test_a_reader_falls_and_rises_over_several_rungs_at_once(level, points, after):
    assert level_after(level, points, LADDER) == after


@pytest.mark.parametrize(("level", "points", "after"), [(4, 10, 1), (4, 19, 2), (4, 280, 4), (2, 400, 4), (4, -1, 1)])
def test_a_ladder_that_lost_a_rung_still_leads_down(level, points, after):
    assert level_after(level, points, {1: 0, 2: 20, 4: 300}) == after


@settings(max_examples=150, deadline=None)
@given(AMOUNTS)
def test_points_are_the_sum_and_the_level_stands_near_them(amounts):
    points, level = replay(amounts, LADDER)
    assert points == sum(amounts)
    assert level == 1 or points >= LADDER[level] * 0.9
    assert level == 10 or points < LADDER[level + 1]


@settings(max_examples=100, deadline=None)
@given(AMOUNTS, AMOUNTS)
def test_replaying_may_stop_anywhere_and_go_on(first, then):
    points, level = replay(first, LADDER)
    for amount in then:
        points += amount
        level = level_after(level, points, LADDER)
    assert (points, level) == replay(first + then, LADDER)


@pytest.mark.django_db
def test_the_ladder_in_the_table_is_the_one_of_the_product():
    assert Rank.thresholds() == LADDER
