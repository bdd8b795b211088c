"""The daily award of gems: once for each day, by the votes of that day, also when the worker comes late."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core.cache import caches

from comments.gems.queries import close_days, gem_pks
from comments.management.recounting import recount
from comments.models import Comment, CommentVote, Gem, GemDay, LedgerEntry, Rank, Reader
from comments.votes.past_votes import weights_before
from tests.comments.thread.test_concurrency import at_once
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
# The midnight of the site (Asia/Shanghai) that ends the 1st of May.
MIDNIGHT = datetime(2031, 5, 1, 16, tzinfo=UTC)
FIRST = datetime(2031, 5, 1).date()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def voters(at):
    at(MIDNIGHT - 2 * HOUR)
    return [make_reader(f"看客{n}号") for n in range(8)]


def said(author, article=None, text="妙论"):
    return Comment.post(article or make_article(), author, text)


def vote(comment, voters, want="flower", reason=""):
    for voter in voters:
        CommentVote.cast(voter, comment, want, reason=reason)


def awarded():
    """[(day, comment's pk)] of all gems, in the order in which they were awarded."""
    return list(Gem.objects.order_by("pk").values_list("day", "comment"))


def assert_points(reader, wanted):
    reader.refresh_from_db()
    assert reader.ledger.filter(reason="gem").count() * 20 == wanted and reader.points == reader.replay_ledger()[0]


def test_a_lost_cache_awards_no_day_twice(at, voters):
    first, second = (said(make_reader(name)) for name in ("写手", "写手二"))
    vote(first, voters)
    at(MIDNIGHT + MINUTE)
    assert close_days() == 1
    vote(second, voters)
    for cache in caches.all():
        cache.clear()
    at(MIDNIGHT + HOUR)
    assert close_days() == 0 and awarded() == [(FIRST, first.pk)]
    assert_points(second.author, 0)


def test_flowers_after_midnight_count_for_the_next_day(at, voters):
    comment = said(make_reader("写手"))
    at(MIDNIGHT - timedelta(microseconds=1))
    vote(comment, voters[:4])
    at(MIDNIGHT)
    vote(comment, voters[4:])
    assert gem_pks(MIDNIGHT + MINUTE) == [comment.pk]
    at(MIDNIGHT + 9 * HOUR)
    assert close_days() == 0 and awarded() == []
    at(MIDNIGHT + DAY)
    assert close_days() == 1 and awarded() == [(FIRST + DAY, comment.pk)]


def test_what_was_said_after_midnight_is_no_gem_of_the_day_before(at, voters):
    at(MIDNIGHT)
    comment = said(make_reader("写手"))
    CommentVote.objects.bulk_create(
        CommentVote(reader=voter, comment=comment, kind="flower", weight=1, made_at=MIDNIGHT - MINUTE)
        for voter in voters
    )
    assert close_days() == 0


@pytest.mark.parametrize("later", [None, "egg"])
def test_flowers_taken_back_after_midnight_still_count_for_the_day(at, voters, later):
    Reader.objects.filter(pk=voters[0].pk).update(level=10)
    weight = float(Rank.of(10).vote_weight)
    comment = said(make_reader("写手"))
    vote(comment, voters)
    at(MIDNIGHT + MINUTE)
    vote(comment, voters[:4], later)
    Reader.objects.filter(pk=voters[0].pk).update(level=1)
    Reader.objects.get(pk=voters[0].pk).level_changes.create(before=10, after=1)
    assert gem_pks(MIDNIGHT + HOUR) == []
    weights = weights_before(Comment.objects.all(), MIDNIGHT)
    assert {pk: tuple(map(float, pair)) for pk, pair in weights.items()} == {comment.pk: (7 + weight, 0)}
    at(MIDNIGHT + HOUR)
    assert close_days() == 1 and awarded() == [(FIRST, comment.pk)]


def test_eggs_after_midnight_change_nothing_for_the_day(at, voters):
    author, others = make_reader("写手"), [make_reader(f"迟来的{n}号") for n in range(3)]
    comments = [said(author, text=text) for text in ("第一句妙论", "第二句妙论", "第三句妙论")]
    for comment, number in zip(comments, (8, 7, 6), strict=True):
        vote(comment, voters[:number])
    at(MIDNIGHT + MINUTE)
    vote(comments[0], others, "egg")
    assert gem_pks(MIDNIGHT + MINUTE) == [comments[1].pk, comments[2].pk]
    assert close_days() == 2  # of one author two at most
    assert awarded() == [(FIRST, comments[0].pk), (FIRST, comments[1].pk)]


@pytest.mark.parametrize("seed", range(6))
def test_the_weights_of_a_moment_are_what_stood_on_the_comment_then(at, voters, seed):
    dice, author = Random(seed), make_reader("写手")
    Reader.objects.filter(pk__in=[voter.pk for voter in voters[:3]]).update(level=9)
    comments = [said(author, text=f"第{number}句妙论，各不相同") for number in range(3)]
    acts = [("flower", ""), ("egg", "insult"), ("egg", "rumour"), (None, "")]

    def pass_time(start):
        for step in range(60):
            at(start + step * timedelta(seconds=61))
            want, reason = dice.choice(acts)
            CommentVote.cast(dice.choice(voters), dice.choice(comments), want, reason=reason)

    Rank.objects.update(flowers_a_person=99, eggs_a_person=99, flowers_a_day=99, eggs_a_day=99)
    Rank.changed()
    Comment.objects.update(reviewed=True)
    pass_time(MIDNIGHT - 2 * HOUR)
    rows = Comment.objects.values_list("pk", "flower_weight", "egg_weight")
    then = {pk: (flowers, eggs) for pk, flowers, eggs in rows}
    pass_time(MIDNIGHT)
    assert weights_before(Comment.objects.all(), MIDNIGHT) == then
    assert {pk: (flowers, eggs) for pk, flowers, eggs in rows.all()} != then


def test_each_missed_day_is_awarded_by_its_own_numbers_and_not_more_than_seven(at, voters):
    wanted = []
    for number in range(11):
        at(MIDNIGHT + number * DAY - HOUR)
        comment = said(make_reader(f"写手{number}号"), text=f"第{number}天的妙论，各不相同")
        vote(comment, voters[:6])
        # The first of the seven days still finds what was said in the 72 hours before its end.
        wanted.append((FIRST + max(number, 4) * DAY, comment.pk))
    at(MIDNIGHT + 10 * DAY + HOUR)
    assert close_days() == 9 and sorted(awarded()) == wanted[2:]
    assert GemDay.objects.count() == 7 and close_days() == 0


def test_a_day_in_between_is_made_up_for(at, voters):
    comment = said(make_reader("写手"))
    vote(comment, voters)
    GemDay.objects.create(day=FIRST + DAY, awarded_at=MIDNIGHT)
    at(MIDNIGHT + 2 * DAY)
    assert close_days() == 1 and awarded() == [(FIRST, comment.pk)]


def test_what_was_hidden_since_brings_nothing(at, voters, qinghe):
    comment = said(make_reader("写手"))
    vote(comment, voters)
    at(MIDNIGHT + MINUTE)
    comment.hide(qinghe, "insult")
    assert close_days() == 0
    comment.restore(qinghe, "mistake")
    assert close_days() == 0 and GemDay.objects.filter(day=FIRST).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rows_of_migrations")
def test_many_workers_at_once_award_once(at):
    at(MIDNIGHT - HOUR)
    voters, authors = [make_reader(f"看客{n}号") for n in range(6)], [make_reader(f"写手{n}号") for n in range(3)]
    for number in range(6):
        vote(said(authors[number % 3], text=f"第{number}句妙论，各不相同"), voters)
    at(MIDNIGHT + MINUTE)
    counts = at_once([close_days] * 6)
    assert sorted(counts) == [0] * 5 + [6]
    assert Gem.objects.count() == LedgerEntry.objects.filter(reason="gem").count() == 6
    found = []
    assert (recount(found.append), found) == (0, [])
