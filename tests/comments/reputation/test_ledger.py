"""声望账: every change of points is a row, capped by the day, reversed exactly once, and all of it adds up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.exceptions import Refused
from comments.gems.queries import close_days
from comments.management.recounting import recount
from comments.models import Comment, CommentVote, Gem, LedgerEntry, LevelChange, Notice, Rank, Reader
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
# Midnight of the site (Asia/Shanghai) between the 1st and the 2nd of May.
MIDNIGHT = datetime(2031, 5, 1, 16, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def author(db):
    return make_reader("写手")


@pytest.fixture
def voter(db):
    return make_reader("看客")


def rows(reader):
    """What a reader's ledger says: [(reason, amount)], oldest first."""
    return list(reader.ledger.values_list("reason", "amount"))


def amounts(reader):
    return [amount for _, amount in rows(reader)]


def points(reader):
    """The points of a reader, which must be what the ledger adds up to."""
    fresh = Reader.objects.get(pk=reader.pk)
    assert (fresh.points, fresh.level) == fresh.replay_ledger()
    return fresh.points


def flower(voter, *comments):
    for comment in comments:
        CommentVote.cast(voter, comment, "flower")


VIOLATIONS = ["offtopic", "insult", "rumour", "spam"]


@pytest.mark.parametrize(
    ("kind", "reason", "entries"),
    [("flower", "", [("flower", 1)]), ("egg", "", []), ("egg", "disagree", [])]
    + [("egg", reason, [("egg", -1)]) for reason in VIOLATIONS],
)
def test_a_flower_brings_one_and_only_a_violation_egg_costs_one(say, author, voter, kind, reason, entries):
    comment = CommentVote.cast(voter, say(author, "一句"), kind, reason=reason)
    assert rows(author) == entries
    assert points(author) == sum(amount for _, amount in entries)
    assert all((entry.giver, entry.comment) == (voter, comment) for entry in author.ledger.all())
    assert rows(voter) == []


def test_one_voter_brings_at_most_three_a_day(say, author, voter):
    flower(voter, *(say(author, f"第{n}句") for n in range(5)))
    assert amounts(author) == [1, 1, 1, 0, 0]
    assert points(author) == 3
    flower(make_reader("另一位"), say(author, "再一句"))
    assert points(author) == 4


def test_a_day_brings_at_most_fifty_in_all(say, author):
    comments = [say(author, f"第{n}句") for n in range(3)]
    for n in range(18):
        flower(make_reader(f"读者{n}号"), *comments)
    assert amounts(author) == [1] * 50 + [0] * 4
    assert points(author) == 50


@pytest.mark.parametrize(
    ("first", "last", "amount"),
    [(-480, -1, 0), (-1, 0, 1), (1, 481, 0)],
    ids=["before midnight", "past midnight", "past midnight in London"],
)
def test_a_day_is_a_day_of_the_sites_zone(at, say, author, voter, first, last, amount):
    comments = [say(author, f"第{n}句") for n in range(4)]
    at(MIDNIGHT + first * MINUTE)
    flower(voter, *comments[:3])
    at(MIDNIGHT + last * MINUTE)
    flower(voter, comments[3])
    assert amounts(author) == [1, 1, 1, amount]
    assert author.ledger.last().day.day == (1 if last < 0 else 2)


def test_a_withdrawal_writes_the_reversing_row_once(say, author, voter):
    comment = say(author, "一句")
    for want in ("flower", None, None):
        CommentVote.cast(voter, comment, want)
    first, second = author.ledger.all()
    assert (first.amount, second.amount, second.reverses, second.reason) == (1, -1, first, "flower")
    assert points(author) == 0


def test_a_row_is_reversed_once_by_the_databases_own_word(author):
    entry = LedgerEntry.enter(author, 5, LedgerEntry.Reason.OPENING)
    LedgerEntry.enter(author, -5, LedgerEntry.Reason.OPENING, reverses=entry)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.enter(author, -5, LedgerEntry.Reason.OPENING, reverses=entry)


def test_switching_reverses_one_thing_and_writes_the_other(say, author, voter):
    comment = say(author, "一句")
    CommentVote.cast(voter, comment, "flower")
    CommentVote.cast(voter, comment, "egg", reason="spam")
    CommentVote.cast(voter, comment, "flower")
    assert rows(author) == [("flower", 1), ("flower", -1), ("egg", -1), ("egg", 1), ("flower", 1)]
    assert points(author) == 1


def test_a_capped_flower_gives_nothing_and_takes_nothing_back(say, author, voter):
    comments = [say(author, f"第{n}句") for n in range(4)]
    flower(voter, *comments)
    CommentVote.cast(voter, comments[3], None)
    assert amounts(author) == [1, 1, 1, 0, 0]
    assert author.ledger.last().reverses == author.ledger.all()[3]


def test_reversals_never_make_room_under_the_caps(say, author, voter):
    comments = [say(author, f"第{n}句") for n in range(3)]
    flower(voter, *comments)
    for comment in comments:
        CommentVote.cast(voter, comment, None)
    flower(voter, *comments)
    assert amounts(author) == [1] * 3 + [-1] * 3 + [0] * 3
    assert points(author) == 0


def test_a_reversal_the_next_day_takes_back_what_was_given(at, say, author, voter):
    comment = say(author, "一句")
    at(MIDNIGHT - MINUTE)
    flower(voter, comment)
    at(MIDNIGHT + MINUTE)
    CommentVote.cast(voter, comment, None)
    flower(voter, *(say(author, f"第{n}句") for n in range(4)))
    assert amounts(author) == [1, -1, 1, 1, 1, 0]  # yesterday's flower used up nothing of today


def test_a_removal_costs_the_author_and_who_flowered_and_a_restoration_gives_back_exactly(say, cast, author, voter):
    comment, other = say(author, "说过头了"), make_reader("旁人")
    flower(voter, comment)
    CommentVote.cast(other, comment, "egg")
    CommentVote.cast(cast.fufeng, comment, "flower")
    CommentVote.cast(cast.fufeng, comment, None)
    comment.hide(cast.qinghe, "insult")
    assert rows(author)[-1] == ("removal", -20) and rows(voter) == [("flowered", -1)]
    assert (points(author), points(voter), points(other), points(cast.fufeng)) == (-19, -1, 0, 1000)
    comment.restore(cast.qinghe, "mistake")
    assert (points(author), points(voter)) == (1, 0)
    comment.hide(cast.qinghe, "insult")
    comment.restore(cast.qinghe, "mistake")
    assert [amount for reason, amount in rows(author) if reason == "removal"] == [-20, 20, -20, 20]
    assert (points(author), points(voter)) == (1, 0)


def test_what_never_stood_there_costs_nothing_when_it_is_hidden(settings, say, author, qinghe):
    settings.HOLD_FIRST = 1
    comment = say(author, "等着审")
    comment.hide(qinghe, "spam")
    comment.restore(qinghe, "mistake")
    assert rows(author) == [] and Comment.objects.get().state == "visible"


def test_what_was_taken_back_into_the_queue_and_then_hidden_costs_like_any_other(say, author, qinghe):
    comment = say(author, "站过的")
    comment.hold(qinghe, "other")
    assert rows(author) == []
    comment.hide(qinghe, "spam")
    assert rows(author) == [("removal", -20)]


def test_a_gem_brings_twenty_once_for_ever(at, say, author):
    comment = say(author, "妙论")
    Comment.objects.filter(pk=comment.pk).update(opening_flowers=6)
    tomorrow = timezone.now() + timedelta(days=1)
    assert [close_days(tomorrow), close_days(tomorrow), close_days(tomorrow + timedelta(days=1))] == [1, 0, 0]
    assert not Gem.award_all([comment.pk], timezone.localdate(), tomorrow)
    assert rows(author) == [("gem", 20)] and points(author) == 20


def test_what_was_brought_in_is_an_opening_row_and_nothing_happened_here():
    reader = make_reader("旧站来的", 5)
    assert rows(reader) == [("opening", 1000)] and points(reader) == 1000
    assert not LevelChange.objects.exists() and not Notice.objects.exists()


ACTS = ["flower", "egg", "spam", "none", "hide", "restore", "hold", "collapse", "edit", "gem", "day"]


def carry_out(act, at, voter, comment, moderator):
    """One act; a refusal is an answer like any other."""
    rulings = {"hide": "insult", "restore": "mistake", "hold": "other", "collapse": "offtopic"}
    try:
        if act in rulings:
            getattr(comment, act)(moderator, rulings[act])
        elif act == "edit":
            comment.edit(f"{comment.text}。")
        elif act == "gem":
            Gem.award_all([comment.pk], timezone.localdate(), timezone.now())
        elif act == "day":
            at(timezone.now() + timedelta(days=1))
        else:
            kind, reason = ("egg", "spam") if act == "spam" else (act, "")
            CommentVote.cast(voter, comment, None if act == "none" else kind, reason=reason)
    except Refused:
        pass


def assert_it_all_adds_up():
    found = []
    assert (recount(found.append), found) == (0, [])
    assert all(reader.points == sum(amounts(reader)) for reader in Reader.objects.all())
    flowers = LedgerEntry.objects.filter(reason="flower", amount__gt=0).values_list("reader", "giver", "day")
    given = list(flowers)
    assert all(given.count(one) <= 3 for one in given)
    standing = LedgerEntry.standing().filter(reason="removal").values_list("comment_id", flat=True)
    assert sorted(standing) == sorted(Comment.objects.filter(state="hidden").values_list("pk", flat=True))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 4)), max_size=16))
def test_after_any_row_of_acts_the_ledger_adds_up(at, db, acts):
    at(MIDNIGHT)
    with transaction.atomic():
        Rank.changed()
        article, authors = make_article(), [make_reader(f"作者{n}号") for n in range(2)]
        comments = [Comment.post(article, authors[n % 2], f"第{n}句") for n in range(5)]
        people, moderator = [*authors, make_reader("看客")], make_reader("青禾", is_staff=True)
        for act, voter, comment in acts:
            carry_out(act, at, people[voter], comments[comment], moderator)
            assert_it_all_adds_up()
        transaction.set_rollback(True)
