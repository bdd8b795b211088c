"""`manage.py recount`: silent on a sound site, finds every stored number that lies, and puts each right once."""

import io
import random
import re

import pytest
from django.core.management import call_command

from comments.exceptions import Refused
from comments.models import ArticleVote, Ballot, Choice, Comment, CommentVote, LedgerEntry, Poll, Rank, Reader
from news.models import Article, Change
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db


def recounted():
    """(how many differences the command tells, all that it says)."""
    said = io.StringIO()
    call_command("recount", stdout=said)
    return int(re.search(r"\((\d+) differences\)", said.getvalue())[1]), said.getvalue()


def stored():
    """The rows of all tables that are counted, without the columns which say that something was put right."""
    tables = (Article, Comment, Reader, CommentVote, LedgerEntry)
    marks = {"revised_at", "cursor", "revision"}
    return [
        [
            {name: value for name, value in row.items() if name not in marks}
            for row in table.objects.order_by("pk").values()
        ]
        for table in tables
    ]


@pytest.fixture
def floor(article, say, cast):
    """A thread on which everything has happened once: lifted, quoted, held, hidden, deleted, opened with counts."""
    liked = say(cast.tangju, "一句好话")
    for n in range(8):
        CommentVote.cast(make_reader(f"读者{n}号"), liked, "flower")
    assert CommentVote.cast(cast.fufeng, liked, "egg", reason="rumour").lifted
    answer = say(cast.fufeng, "我不同意", liked)
    say(cast.qinghe, "先隐藏", liked).hide(cast.ruiwen, "insult")
    say(cast.qinghe, "先待审", answer).hold(cast.ruiwen, "other")
    say(cast.tangju, "先删去", answer).delete_by_author()
    ArticleVote.cast(cast.fufeng, article, "egg")
    opened = {"flowers": 3, "opening_flowers": 3, "flower_weight": 3, "eggs": 1, "opening_eggs": 1, "egg_weight": 1}
    Article.objects.filter(pk=make_article().pk).update(**opened)
    old = say(cast.ruiwen, "带入的话", on=Article.objects.latest("pk"))
    for name, value in opened.items():
        setattr(old, name, value)
    old.rescore()
    old.save()
    Reader.objects.filter(pk=cast.ruiwen.pk).update(flowers_received=3)
    return article


def test_a_sound_floor_is_left_alone(floor):
    before, changes = stored(), Change.objects.count()
    assert recounted()[0] == 0
    assert (stored(), Change.objects.count()) == (before, changes)


COMMENT_LIES = {
    "flowers": 99,
    "eggs": 99,
    "flower_weight": "9.9",
    "egg_weight": "9.9",
    "reply_count": 7,
    "hot": 0.123,
    "disputed": 9.5,
    "liftable": False,
    "lifted": False,
    "violation_eggs": 9,
    "violation_weight": "9.9",
}
ARTICLE_LIES = {
    "flowers": 99,
    "eggs": 99,
    "flower_weight": "9.9",
    "egg_weight": "9.9",
    "comment_count": 99,
    "last_floor": 0,
}
READER_LIES = {"points": 12_345, "level": 9, "flowers_received": 77}


def check_repaired(before, name):
    """The command tells of the lie, everything is as it was, and a second run finds nothing."""
    wrong, said = recounted()
    assert wrong >= 1
    assert name in said or "热门评论" in said
    assert stored() == before
    assert recounted()[0] == 0


@pytest.mark.parametrize("name", COMMENT_LIES)
def test_a_lie_about_a_comment_is_found_and_put_right(floor, name):
    before = stored()
    Comment.objects.filter(text="一句好话").update(**{name: COMMENT_LIES[name]})
    check_repaired(before, name)


@pytest.mark.parametrize("name", ["flowers", "eggs", "flower_weight", "egg_weight"])
@pytest.mark.parametrize("table", [Comment, Article])
def test_counts_of_the_opening_are_added_not_lost(floor, table, name):
    before = stored()
    assert table.objects.filter(opening_flowers=3).update(**{name: 0}) == 1
    check_repaired(before, name)


@pytest.mark.parametrize("name", ARTICLE_LIES)
def test_a_lie_about_an_article_is_found_and_put_right(floor, name):
    before = stored()
    Article.objects.filter(pk=floor.pk).update(**{name: ARTICLE_LIES[name]})
    check_repaired(before, name)


@pytest.mark.parametrize("name", READER_LIES)
def test_a_lie_about_a_reader_is_found_and_put_right(floor, name):
    before = stored()
    Reader.objects.filter(name="糖桔").update(**{name: READER_LIES[name]})
    check_repaired(before, name)


@pytest.mark.parametrize("text", ["先隐藏", "先待审", "先删去", "我不同意"])
@pytest.mark.parametrize("lie", [{"lifted": True}, {"lifted": True, "liftable": True, "hot": 0.99}, {"flowers": 50}])
def test_what_may_not_be_lifted_comes_down(floor, text, lie):
    before = stored()
    Comment.objects.filter(text=text).update(**lie)
    check_repaired(before, next(iter(lie)))


def test_all_lies_at_once_are_told_one_by_one(floor):
    before = stored()
    Comment.objects.filter(text="一句好话").update(**COMMENT_LIES)
    Article.objects.filter(pk=floor.pk).update(**ARTICLE_LIES)
    Reader.objects.filter(name="糖桔").update(**READER_LIES)
    wrong, said = recounted()
    assert wrong >= len(COMMENT_LIES) + len(ARTICLE_LIES) + len(READER_LIES) - 1
    assert all(name in said for name in [*ARTICLE_LIES, *READER_LIES, "reply_count", "hot", "disputed", "liftable"])
    assert stored()[2] == before[2]
    assert recounted()[0] == 0


def test_a_vote_that_was_never_counted_is_counted(floor, cast):
    comment = Comment.objects.get(text="我不同意")
    CommentVote.objects.create(reader=cast.tangju, comment=comment, kind="flower", weight="1.4")
    ArticleVote.objects.create(reader=cast.tangju, article=floor, kind="flower", weight="1.4")
    assert recounted()[0] >= 4
    comment.refresh_from_db()
    floor.refresh_from_db()
    assert (comment.flowers, float(comment.flower_weight)) == (1, 1.4)
    assert (floor.flowers, float(floor.flower_weight)) == (1, 1.4)


def test_a_vote_that_vanished_takes_its_lift_along(floor):
    CommentVote.objects.filter(comment__text="一句好话", kind="flower").delete()
    recounted()
    comment = Comment.objects.get(text="一句好话")
    assert (comment.flowers, comment.eggs, comment.lifted, comment.liftable) == (0, 1, False, False)


def test_a_ledger_row_that_was_never_added_up_is_added_up(cast):
    LedgerEntry.objects.create(reader=cast.tangju, amount=Rank.of(7).points, reason="opening")
    assert recounted()[0] == 2
    cast.tangju.refresh_from_db()
    assert (cast.tangju.points, cast.tangju.level) == (Rank.of(4).points + Rank.of(7).points, 7)


def points_of(name):
    reader = Reader.objects.get(name=name)
    assert (reader.points, reader.level) == reader.replay_ledger()
    return reader.points


@pytest.mark.parametrize("reason", ["flower", "egg"])
def test_a_ledger_row_that_a_vote_lacks_is_written(floor, reason):
    before = points_of("糖桔")
    LedgerEntry.objects.filter(reason=reason, reader__name="糖桔").last().delete()
    wrong, said = recounted()
    assert wrong == 2 and f"{reason} 少一笔，已补记" in said and "points" in said
    assert recounted()[0] == 0 and points_of("糖桔") == before


def test_a_ledger_row_without_its_vote_is_reversed(floor, cast):
    before = points_of("糖桔")
    comment = Comment.objects.get(text="一句好话")
    LedgerEntry.enter(Reader.objects.get(name="糖桔"), 1, "flower", giver=cast.qinghe, comment=comment)
    wrong, said = recounted()
    assert wrong == 1 and "flower 没有对应的票，已冲销" in said
    assert recounted()[0] == 0 and points_of("糖桔") == before
    assert LedgerEntry.objects.latest("pk").reverses.giver == cast.qinghe


def test_a_row_for_the_wrong_reason_is_reversed_and_the_right_one_written(floor):
    CommentVote.objects.filter(kind="egg", comment__text="一句好话").update(reason="disagree")
    wrong, said = recounted()
    assert "egg 没有对应的票" in said and "violation_eggs" in said and "violation_weight" in said and wrong == 5
    CommentVote.objects.filter(kind="egg", comment__text="一句好话").update(reason="spam")
    assert "egg 少一笔" in recounted()[1] and recounted()[0] == 0


def test_a_missing_row_beyond_the_caps_is_written_as_nothing(floor, say, cast):
    for n in range(3):
        CommentVote.cast(cast.fufeng, say(cast.tangju, f"第{n}句"), "flower")
    before = points_of("糖桔")
    CommentVote.objects.create(reader=cast.fufeng, comment=say(cast.tangju, "第四句"), kind="flower", weight="1.1")
    recounted()
    assert points_of("糖桔") == before and LedgerEntry.objects.latest("pk").amount == 0


def test_what_is_put_right_shows_on_open_pages(floor):
    Comment.objects.filter(text="一句好话").update(flowers=99)
    before = Article.objects.get(pk=floor.pk).cursor
    recounted()
    floor.refresh_from_db()
    kinds = set(Change.objects.after(floor.pk, before).values_list("kind", flat=True))
    assert floor.cursor > before
    assert {"comment", "count"} <= kinds
    assert floor.cursor == Change.objects.filter(article=floor).latest("pk").pk


def test_one_floors_lie_leaves_other_floors_quiet(floor):
    other = Article.objects.exclude(pk=floor.pk).get()
    Comment.objects.filter(text="一句好话").update(eggs=99)
    recounted()
    cursor, other.cursor = other.cursor, None
    other.refresh_from_db()
    assert other.cursor == cursor


@pytest.mark.parametrize("seed", range(6))
def test_after_any_row_of_acts_there_is_nothing_to_put_right(article, say, cast, seed):
    chance, readers = random.Random(seed), [cast.tangju, cast.fufeng, cast.ruiwen, cast.qinghe]
    comments = [say(cast.tangju, "开头的话")]
    for n in range(60):
        reader, comment = chance.choice(readers), chance.choice(comments)
        acts = [
            lambda c=comment, r=reader, n=n: comments.append(say(r, f"第{n}句", chance.choice([None, c]))),
            lambda c=comment, r=reader: CommentVote.cast(
                r, c, chance.choice(["flower", "egg", None]), True, chance.choice(["", "spam", "disagree"])
            ),
            lambda r=reader: ArticleVote.cast(r, article, chance.choice(["flower", "egg", None]), True),
            lambda c=comment: c.hide(cast.qinghe, "insult"),
            lambda c=comment: c.restore(cast.qinghe, "fine"),
            lambda c=comment: c.hold(cast.qinghe, "other"),
            comment.delete_by_author,
        ]
        try:
            chance.choices(acts, [6, 8, 2, 1, 1, 1, 1])[0]()
        except Refused:
            continue
    assert len(comments) > 5
    assert recounted()[0] == 0, recounted()[1]


def test_a_poll_is_recounted_too(tangju):
    poll = Poll.objects.create(question="去不去")
    choices = [Choice.objects.create(poll=poll, text=text) for text in ("去", "不去")]
    Ballot.cast(tangju, poll, {choices[0].pk})
    assert recounted()[0] == 0
    Poll.objects.update(voters=7)
    Choice.objects.filter(pk=choices[1].pk).update(votes=2)
    wrong, said = recounted()
    assert wrong == 2 and f"问卷 {poll.pk}" in said and recounted()[0] == 0
    poll.refresh_from_db()
    assert (poll.voters, [choice.votes for choice in poll.choices.all()]) == (1, [1, 0])
