"""How long cases wait, who hears of it, and how often decisions are overturned."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from comments.models import Comment, OutgoingMail, PeriodicRun, Report
from comments.worker.loop import remind
from tests.conftest import make_staff

pytestmark = pytest.mark.django_db
FIGURES = "/admin/comments/comment/queue/figures/"


def staff(name, group):
    reader = make_staff(name, group)
    EmailAddress.objects.create(user=reader, email=f"{reader.pk}@example.org", verified=True, primary=True)
    return reader


@pytest.fixture
def waiting(say, tangju, fufeng):
    """A report that has waited for thirteen hours."""
    comment = say(tangju, "这座桥修得太慢")
    Report.make("comment", comment, fufeng, "", "spam")
    Report.objects.update(made_at=timezone.now() - timedelta(hours=13))
    return comment


def test_moderators_get_one_mail_when_a_case_waits_too_long(waiting):
    moderator, editor = staff("秋白", "版主"), staff("网编甲", "网编")
    remind(), remind()
    mail = OutgoingMail.objects.get()
    assert mail.to == moderator.emailaddress_set.get().email and "等了 13 小时" in mail.body
    assert "/admin/comments/comment/queue/" in mail.body and editor.emailaddress_set.exists()
    PeriodicRun.objects.update(started_at=timezone.now() - timedelta(hours=13))
    remind()
    assert OutgoingMail.objects.count() == 2


def test_nobody_is_written_to_while_nothing_waits_long(settings, waiting, qinghe):
    staff("秋白", "版主")
    settings.CASES_WAIT_HOURS = 14
    remind()
    settings.CASES_WAIT_HOURS = 0
    remind()
    settings.CASES_WAIT_HOURS = 12
    waiting.keep(qinghe, "fine")
    remind()
    assert not OutgoingMail.objects.exists()


def test_the_chief_sees_who_was_overturned(signed_in, say, tangju, qinghe, cast):
    rulings = [say(tangju, f"第{number}句话").hide(qinghe, "spam") for number in range(4)]
    rulings[0].undo(qinghe)  # one's own second thought is no overturning
    rulings[1].undo(cast.ruiwen)
    page = signed_in(staff("首席", "首席版主")).get(FIGURES)
    assert page.context["figures"] == [{"name": "青禾", "decided": 4, "overturned": 1, "rate": "25%"}]
    assert signed_in(staff("秋白", "版主")).get(FIGURES).status_code == 403


def test_a_held_comment_waits_too(signed_in, say, qinghe, tangju):
    comment = say(tangju, "一句话")
    comment.hold(qinghe, "other")
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=20))
    assert signed_in(qinghe).get(FIGURES).context["since"] == Comment.objects.get().created_at
