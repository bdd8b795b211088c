"""A ledger of any length: what is taken back is found without walking it."""

import pytest

from comments.models import CommentVote, LedgerEntry
from tests.large_site import copy_row, counted_work

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
]


@pytest.fixture
def long_ledger(tangju):
    copy_row(LedgerEntry.objects.filter(reader=tangju).first(), 20_000)


def test_a_flower_is_taken_back_without_walking_the_ledger(long_ledger, say, fufeng, tangju):
    comment = say(fufeng, "一句话")
    CommentVote.cast(tangju, comment, "flower")
    with counted_work() as work:
        CommentVote.cast(tangju, comment, None)
    assert LedgerEntry.objects.filter(comment=comment).count() == 2
    assert work.steps < 100


def test_a_removal_is_undone_without_walking_the_ledger(long_ledger, say, fufeng, qinghe):
    comment = say(fufeng, "一句话")
    comment.hide(qinghe, "insult")
    with counted_work() as work:
        comment.restore(qinghe, "mistake")
    assert LedgerEntry.objects.filter(comment=comment).count() == 2
    assert work.steps < 100
