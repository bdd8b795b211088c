"""Who may answer which 投稿: the news area is the editors', sections are the moderators'."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from comments.models import SectionModerator, Submission
from news.models import Article, Channel
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/submission/"


@pytest.fixture
def sent(tangju):
    """A submission for the news area, one for 杂论闲侃 and one for another section."""
    boards = [None, Channel.objects.get(slug="chat"), Channel.objects.get(slug="original")]
    facts = {"reader": tangju, "state": "sent", "sent_at": timezone.now(), "title": "一篇", "text": "正文" * 9}
    return [Submission.objects.create(key=str(number), board=board, **facts) for number, board in enumerate(boards)]


@pytest.mark.parametrize(
    ("groups", "section", "seen"),
    [
        (["网编"], None, {0, 1, 2}),
        (["版主"], None, {1, 2}),
        (["首席版主"], None, {1, 2}),
        (["版块版主"], "chat", {1}),
        (["版块版主"], None, set()),
        (["版主"], "chat", {1}),
    ],
)
def test_each_role_sees_and_publishes_what_is_theirs(signed_in, sent, groups, section, seen):
    person = make_reader("职员甲", is_staff=True)
    person.groups.set(Group.objects.filter(name__in=groups))
    if section:
        SectionModerator.objects.create(board=Channel.objects.get(slug=section), reader=person)
    client, before = signed_in(person), Article.objects.count()
    rows = client.get(LIST).context["cl"].result_list
    assert {sent.index(row) for row in rows} == seen
    channel = Channel.objects.get(slug="politics").pk
    client.post(LIST, {"action": "accept", "channel": channel, "_selected_action": [row.pk for row in sent]})
    assert Article.objects.count() - before == len(seen)
