"""Many at once, of people: caps hold, a name has one bearer, points add up, a level is stepped over once."""

import pytest
from django.db import IntegrityError

from comments.exceptions import Refused
from comments.management.recounting import recount
from comments.models import Comment, CommentVote, KnownName, LedgerEntry, LevelChange, Rank, Reader, TitleRequest
from tests.comments.thread.test_concurrency import at_once, press
from tests.conftest import make_article, make_reader

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rows_of_migrations")]


def attempt(act, *arguments):
    """An act that gives None where it is refused, or comes too late."""

    def attempted():
        try:
            return act(*arguments)
        except (Refused, IntegrityError):
            return None

    return attempted


def done(acts):
    """What those of the acts gave that were carried out, all begun together."""
    return [given for given in at_once(list(acts)) if given]


def assert_recounted():
    found = []
    assert (recount(found.append), found) == (0, [])


@pytest.mark.parametrize("caps", [{"flowers_a_day": 3, "flowers_a_person": 9}, {"flowers_a_person": 3}], ids=str)
def test_presses_at_once_never_go_beyond_a_cap(caps):
    Rank.objects.filter(level=1).update(**caps)
    Rank.changed()
    article, author, voter = make_article(), make_reader("糖桔"), make_reader("看客")
    comments = [Comment.post(article, author, f"第{n}句") for n in range(8)]
    statuses = at_once([press(voter, f"/comments/{comment.pk}/votes/?want=flower") for comment in comments])
    assert sorted(statuses) == [303] * 3 + [429] * 5
    assert CommentVote.objects.filter(reader=voter).count() == 3
    assert_recounted()


def test_flowers_of_many_at_once_bring_exactly_fifty():
    author, voters = make_reader("写手"), [make_reader(f"读者{n}号") for n in range(18)]
    comments = [Comment.post(make_article(f"第{n}条"), author, f"第{n}句") for n in range(3)]
    acts = [
        attempt(CommentVote.cast, voter, comments[(n + turn) % 3], "flower")
        for turn in range(3)
        for n, voter in enumerate(voters)
    ]
    assert sum(len(done(acts[start : start + 18])) for start in (0, 18, 36)) == 54
    author.refresh_from_db()
    amounts = list(LedgerEntry.objects.filter(reason="flower").values_list("amount", flat=True))
    assert (author.points, author.level, sorted(amounts)) == (50, 2, [0] * 4 + [1] * 50)
    assert LevelChange.objects.filter(reader=author).count() == 1
    assert_recounted()


def test_two_who_vote_on_each_other_do_not_wait_for_each_other():
    one, other = make_reader("甲君"), make_reader("乙君")
    mine, theirs = (Comment.post(make_article(), reader, "一句") for reader in (one, other))
    acts = [attempt(CommentVote.cast, one, theirs, "flower"), attempt(CommentVote.cast, other, mine, "flower")]
    assert len(done(acts)) == 2
    assert set(Reader.objects.values_list("points", flat=True)) == {1}
    assert_recounted()


def test_of_many_who_take_a_name_at_once_one_has_it():
    readers = [make_reader(f"读者{n}号") for n in range(6)]
    spellings = ["鄭長仁", "郑长仁"] * 3
    taken = done(attempt(KnownName.change, *pair) for pair in zip(readers, spellings, strict=True))
    assert len(taken) == 1
    assert Reader.objects.named("郑长仁").get() == taken[0] == KnownName.holder("鄭長仁")
    assert KnownName.objects.filter(until=None).count() == 6  # the others are called what they were


def test_a_name_is_not_registered_while_it_is_being_taken():
    reader = make_reader("糖桔")
    signup = press(None, "/accounts/signup/", {"username": "鄭長仁", "password1": "春风又绿江南岸9"})
    at_once([attempt(KnownName.change, reader, "郑长仁"), signup])
    assert Reader.objects.named("郑长仁").count() == 1
    assert KnownName.objects.filter(skeleton=Reader.objects.named("郑长仁").get().skeleton).count() == 1


def test_two_renamings_of_one_reader_at_once_are_one():
    reader = make_reader("糖桔")
    taken = done(attempt(KnownName.change, reader, name) for name in ("蜜桔", "金桔", "柑桔"))
    assert len(taken) == 1
    known = set(reader.known_names.values_list("name", flat=True))
    assert known == {"糖桔", taken[0].name} and reader.known_names.get(until=None).name == taken[0].name


def test_a_title_is_asked_for_once_and_answered_once():
    reader, moderators = make_reader("攀登者", 7), [make_reader(f"值班{n}号", is_staff=True) for n in range(4)]
    assert len(done(attempt(TitleRequest.ask, reader, f"{n}号夫子") for n in "甲乙丙丁")) == 1
    request = TitleRequest.objects.get()
    answers = done(attempt(request.settle, moderator, n % 2, "理由") for n, moderator in enumerate(moderators))
    assert answers == [True]
    request.refresh_from_db()
    reader.refresh_from_db()
    assert reader.title == (request.text if request.state == "granted" else "")
