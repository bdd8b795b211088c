"""How many flowers and eggs a day has: in all and for one person, more with every rank, never one too many."""

from datetime import UTC, datetime, timedelta

import pytest

from comments.exceptions import TooFast
from comments.models import ArticleVote, Comment, CommentVote, Rank
from tests.conftest import SCRIPT, make_article, make_reader

pytestmark = pytest.mark.django_db
ROADS = pytest.mark.parametrize("road", [{}, SCRIPT], ids=["without script", "with script"])
KINDS = pytest.mark.parametrize(("kind", "word", "to_one"), [("flower", "鲜花", 6), ("egg", "鸡蛋", 3)])
MIDNIGHT = datetime(2031, 5, 1, 16, tzinfo=UTC)  # of the site, in Asia/Shanghai
# level: (flowers, eggs) a day, (flowers, eggs) to one person
LADDER = {
    1: (20, 10, 6, 3),
    2: (25, 12, 6, 3),
    3: (30, 15, 7, 3),
    4: (40, 20, 8, 4),
    5: (50, 25, 10, 5),
    6: (60, 30, 12, 6),
    7: (80, 40, 15, 7),
    8: (100, 50, 18, 9),
    9: (120, 60, 22, 11),
    10: (150, 75, 26, 13),
}


@pytest.fixture
def voter(db):
    return make_reader("看客")


def tuned(**columns):
    """Let the first rank allow so much."""
    Rank.objects.filter(level=1).update(**columns)
    Rank.changed()


def cast(voter, comment, kind):
    """Whether the vote was taken."""
    try:
        CommentVote.cast(voter, comment, kind)
    except TooFast:
        return False
    return True


def counted(voter, kind):
    return voter.commentvote_set.filter(kind=kind).count() + voter.articlevote_set.filter(kind=kind).count()


def test_the_ladder_raises_what_a_day_has():
    rows = {rank.level: (*rank.a_day("flower"), *rank.a_day("egg")) for rank in Rank.objects.all()}
    assert rows == {level: (f, f1, e, e1) for level, (f, e, f1, e1) in LADDER.items()}


@KINDS
def test_one_person_gets_only_so_many_from_one_voter_a_day(say, tangju, fufeng, voter, kind, word, to_one):
    comments = [say(tangju, f"第{n}句") for n in range(to_one + 1)]
    assert [cast(voter, comment, kind) for comment in comments] == [True] * to_one + [False]
    assert cast(voter, say(fufeng, "别人的"), kind)
    with pytest.raises(TooFast, match=f"^您今天给 糖桔 的{word}已到 {to_one} [朵个]的上限，明天再来吧。$"):
        CommentVote.cast(voter, comments[-1], kind)


@pytest.mark.parametrize(("kind", "word", "most"), [("flower", "鲜花", 20), ("egg", "鸡蛋", 10)])
def test_a_day_has_only_so_many_in_all_stories_included(say, voter, kind, word, most):
    comments = [say(make_reader(f"作者{n}号"), f"第{n}句") for n in range(most)]
    ArticleVote.cast(voter, make_article("另一条"), kind)
    assert [cast(voter, comment, kind) for comment in comments] == [True] * (most - 1) + [False]
    sentence = f"^您今天的{word}已用完（每天 {most} [朵个]），明天再来吧。升级后会更多。$"
    with pytest.raises(TooFast, match=sentence):
        CommentVote.cast(voter, comments[-1], kind)
    with pytest.raises(TooFast, match=sentence):
        ArticleVote.cast(voter, make_article("第三条"), kind)
    assert counted(voter, kind) == most


def test_flowers_and_eggs_are_counted_apart(say, tangju, voter):
    comments = [say(tangju, f"第{n}句") for n in range(10)]
    assert [cast(voter, comment, "flower") for comment in comments[:6]] == [True] * 6
    assert [cast(voter, comment, "egg") for comment in comments[6:]] == [True] * 3 + [False]


@ROADS
@pytest.mark.parametrize("query", ["kind=flower", "want=flower"])
def test_both_roads_say_it_in_a_sentence(signed_in, say, tangju, voter, query, road):
    tuned(flowers_a_person=1)
    cast(voter, say(tangju, "头一句"), "flower")
    comment = say(tangju, "第二句")
    answer = signed_in(voter).post(f"/comments/{comment.pk}/votes/?{query}", **road)
    assert answer.status_code == 429
    assert "您今天给 糖桔 的鲜花已到 1 朵的上限，明天再来吧。" in answer.content.decode()
    assert ("<html" in answer.content.decode()) is not bool(road)
    comment.refresh_from_db()
    assert (comment.flowers, counted(voter, "flower")) == (0, 1)


@ROADS
def test_both_roads_say_it_of_stories(signed_in, article, voter, road):
    tuned(eggs_a_day=1)
    ArticleVote.cast(voter, make_article("另一条"), "egg")
    answer = signed_in(voter).post(f"/news/{article.pk}/votes/?kind=egg", **road)
    assert answer.status_code == 429 and "您今天的鸡蛋已用完（每天 1 个）" in answer.content.decode()


def test_in_the_readers_own_script(signed_in, say, tangju, voter):
    tuned(flowers_a_day=0)
    answer = signed_in(voter).post(f"/zh-hant/comments/{say(tangju, '一句').pk}/votes/?kind=flower", **SCRIPT)
    assert answer.status_code == 429 and "您今天的鮮花已用完" in answer.content.decode()


def test_a_higher_rank_may_go_on(say, tangju, fufeng):
    comments = [say(tangju, f"第{n}句") for n in range(11)]
    assert [cast(fufeng, comment, "flower") for comment in comments] == [True] * 10 + [False]


def test_a_vote_that_was_taken_back_makes_room(say, tangju, voter):
    comments = [say(tangju, f"第{n}句") for n in range(7)]
    assert [cast(voter, comment, "flower") for comment in comments] == [True] * 6 + [False]
    CommentVote.cast(voter, comments[0], None)
    assert cast(voter, comments[6], "flower")
    CommentVote.cast(voter, comments[1], "egg")
    assert cast(voter, comments[0], "flower")
    assert not cast(voter, comments[1], "flower")


def test_at_the_cap_what_was_given_may_be_repeated_explained_and_taken_back(say, tangju, voter):
    comments = [say(tangju, f"第{n}句") for n in range(3)]
    assert all(cast(voter, comment, "egg") for comment in comments)
    CommentVote.cast(voter, comments[0], "egg")
    CommentVote.cast(voter, comments[0], "egg", reason="spam")
    CommentVote.cast(voter, comments[1], "egg", toggle=True)
    assert counted(voter, "egg") == 2


def test_a_refused_switch_leaves_the_first_vote_standing(say, tangju, voter):
    comments = [say(tangju, f"第{n}句") for n in range(4)]
    assert all(cast(voter, comment, "egg") for comment in comments[:3])
    CommentVote.cast(voter, comments[3], "flower")
    assert not cast(voter, comments[3], "egg")
    assert CommentVote.objects.get(comment=comments[3]).kind == "flower"
    assert Comment.objects.get(pk=comments[3].pk).flowers == 1


@pytest.mark.parametrize(
    ("first", "last", "taken"),
    [(-480, -1, False), (-1, 0, True), (1, 481, False)],
    ids=["before midnight", "past midnight", "past midnight in London"],
)
def test_a_new_day_of_the_sites_zone_begins_anew(at, say, tangju, voter, first, last, taken):
    tuned(flowers_a_day=1)
    comments = [say(tangju, f"第{n}句") for n in range(2)]
    at(MIDNIGHT + timedelta(minutes=first))
    assert cast(voter, comments[0], "flower")
    at(MIDNIGHT + timedelta(minutes=last))
    assert cast(voter, comments[1], "flower") is taken


def test_a_vote_costs_the_same_queries_however_many_were_given(say, voter, django_assert_max_num_queries):
    tuned(flowers_a_day=100)
    comments = [say(make_reader(f"作者{n}号"), f"第{n}句") for n in range(30)]
    for comment in comments[:29]:
        cast(voter, comment, "flower")
    with django_assert_max_num_queries(24):
        cast(voter, comments[29], "flower")
