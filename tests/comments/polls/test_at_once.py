"""Many vote in one poll at once: nobody is lost, nobody counts twice."""

import pytest

from comments.models import Ballot
from news.models import Article, Change
from tests.comments.polls.test_polls import counted, make_poll, pks
from tests.comments.thread.test_concurrency import at_once, press
from tests.conftest import make_article, make_reader

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rows_of_migrations")]


@pytest.mark.parametrize("on_story", [True, False])
def test_twenty_readers_vote_at_once_and_each_counts(on_story):
    poll = make_poll(multiple=True, article=make_article() if on_story else None)
    readers = [make_reader(f"读者{n}号") for n in range(12)]
    acts = [press(r, f"/polls/{poll.pk}/votes/", {"choice": pks(poll, n % 3, 2)}) for n, r in enumerate(readers)]
    assert set(at_once(acts)) == {303}
    assert counted(poll) == (12, [4, 4, 12]) and Ballot.objects.count() == 12
    assert Change.objects.filter(kind="poll").count() == (12 if on_story else 0)


def test_a_reader_who_votes_in_ten_ways_at_once_has_one_ballot():
    poll, reader = make_poll(article=make_article()), make_reader("糖桔")
    acts = [press(reader, f"/polls/{poll.pk}/votes/", {"choice": pks(poll, n % 2)}) for n in range(10)]
    statuses = at_once(acts)
    assert sorted(statuses) == [303] * 5 + [409] * 5
    voters, votes = counted(poll)
    assert voters == sum(votes) == Ballot.objects.count() == 1 and sorted(votes) == [0, 0, 1]
    assert Article.objects.get().cursor == Change.objects.filter(kind="poll").get().pk
