"""申诉: once for each ruling, by whom it concerns, decided by another moderator."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.exceptions import Conflict, Forbidden, Gone
from comments.models import Appeal, Ban, LedgerEntry, Notice, Reader, Ruling
from tests.conftest import make_staff

pytestmark = pytest.mark.django_db
WORDS = "我说的是桥，没有骂人"


@pytest.fixture
def moderator(db):
    return make_staff("秋白", "版主")


@pytest.fixture
def chief(db):
    return make_staff("首席", "首席版主")


@pytest.fixture
def ruling(say, tangju, moderator):
    return say(tangju, "这座桥修得太慢").hide(moderator, "insult")


def address(ruling):
    return f"/rulings/{ruling.pk}/appeals/"


def test_the_author_appeals_and_another_moderator_grants_it(signed_in, tangju, chief, ruling):
    points = Reader.objects.get(pk=tangju.pk).points
    client = signed_in(tangju)
    assert "申诉" in client.get("/accounts/rulings/").content.decode()
    assert client.post(address(ruling), {"text": WORDS}).status_code == 303
    assert "待裁决" in client.get(address(ruling)).content.decode()
    outcome = Appeal.objects.get().decide(chief, True, "确实没有骂人")
    assert outcome.act == "grant" and outcome.about == ruling and outcome.moderator == chief
    ruling.comment.refresh_from_db()
    assert ruling.comment.state == "visible"
    assert Reader.objects.get(pk=tangju.pk).points == points + 20
    assert LedgerEntry.objects.filter(reader=tangju, comment=ruling.comment).count() == 2
    assert Notice.objects.filter(reader=tangju, text="申诉成立：误判更正").exists()
    assert "确实没有骂人" in client.get(address(ruling)).content.decode()


def test_a_denied_appeal_leaves_everything_and_says_so(tangju, chief, ruling):
    outcome = Appeal.make(ruling, tangju, WORDS).decide(chief, False)
    ruling.comment.refresh_from_db()
    assert outcome.act == "deny" and outcome.reason == "insult" and ruling.comment.state == "hidden"
    assert Notice.objects.filter(reader=tangju, text="申诉驳回：人身攻击").exists()


def test_who_made_the_ruling_does_not_judge_it_while_there_is_another(tangju, chief, say):
    ruling = say(tangju, "首席处理的话").hide(chief, "spam")
    appeal = Appeal.make(ruling, tangju, WORDS)
    other = make_staff("另一位首席", "首席版主")
    with pytest.raises(Forbidden, match="另一位版主"):
        appeal.decide(chief, True)
    assert appeal.decide(other, True).act == "grant"


def test_alone_they_judge_it_and_the_ruling_says_so(tangju, chief, say):
    Reader.objects.filter(is_superuser=True).update(is_superuser=False)
    ruling = say(tangju, "首席处理的话").hide(chief, "spam")
    assert "只有一位" in Appeal.make(ruling, tangju, WORDS).decide(chief, False).note


def test_an_ordinary_moderator_judges_none(tangju, moderator, ruling):
    with pytest.raises(Forbidden, match="首席版主"):
        Appeal.make(ruling, tangju, WORDS).decide(moderator, True)


def test_it_is_decided_once_and_the_second_hears_what_was_decided(tangju, chief, qinghe, ruling):
    appeal = Appeal.make(ruling, tangju, WORDS)
    appeal.decide(chief, True)
    with pytest.raises(Conflict, match="首席 已于 .* 处理：申诉成立"):
        appeal.decide(qinghe, False)


def test_it_is_made_once_in_thirty_days_by_whom_it_concerns(signed_in, tangju, fufeng, ruling):
    assert signed_in(fufeng).post(address(ruling), {"text": WORDS}).status_code == 404
    client = signed_in(tangju)
    Ruling.objects.update(made_at=timezone.now() - timedelta(days=31))
    late = client.post(address(ruling), {"text": WORDS})
    assert late.status_code == 403 and "超过 30 天" in late.content.decode() and WORDS in late.content.decode()
    Ruling.objects.update(made_at=timezone.now())
    assert client.post(address(ruling), {"text": WORDS}).status_code == 303
    assert client.post(address(ruling), {"text": WORDS}).status_code == 303  # a double press
    again = client.post(address(ruling), {"text": "还有话说"})
    assert again.status_code == 409 and "只能申诉一次" in again.content.decode()
    assert Appeal.objects.count() == 1


@pytest.mark.parametrize(("text", "sentence"), [("", "请写明"), ("长" * 501, "最长 500 字"), ("坏\x00字", "无法识别")])
def test_a_bad_form_gets_a_sentence(signed_in, tangju, ruling, text, sentence):
    answer = signed_in(tangju).post(address(ruling), {"text": text})
    assert answer.status_code == 400 and sentence in answer.content.decode()


def test_an_undone_ruling_needs_no_appeal(tangju, moderator, chief, ruling):
    appeal = Appeal.make(ruling, tangju, WORDS)
    ruling.undo(moderator)
    appeal.refresh_from_db()
    assert appeal.state == "moot"
    with pytest.raises(Conflict, match="已经撤销"):
        appeal.decide(chief, True)


def test_a_ban_is_appealed_against_and_ends_when_granted(tangju, moderator, chief, article, say):
    ban = Ban.impose(tangju, moderator, 7, "spam")
    outcome = Appeal.make(ban.ruling, tangju, WORDS).decide(chief, True)
    tangju.refresh_from_db()
    assert outcome.act == "grant" and not tangju.restricted
    assert say(tangju, "又能说话了").state == "visible"


def test_a_comment_its_author_deleted_is_past_judging(tangju, chief, moderator, say):
    comment = say(tangju, "自己删掉的话")
    ruling = comment.collapse(moderator, "offtopic")
    appeal = Appeal.make(ruling, tangju, WORDS)
    comment.delete_by_author()
    with pytest.raises(Gone):
        appeal.decide(chief, True)


def test_decided_in_the_admin(signed_in, tangju, chief, moderator, ruling):
    appeal = Appeal.make(ruling, tangju, WORDS)
    data = {"action": "grant", "_selected_action": [appeal.pk]}
    assert signed_in(moderator).get("/admin/comments/appeal/").status_code == 200
    signed_in(moderator).post("/admin/comments/appeal/", data)
    assert Appeal.objects.get().state == "waiting"
    page = signed_in(chief).post("/admin/comments/appeal/", data, follow=True)
    assert "已裁决 1 条" in page.content.decode() and Appeal.objects.get().state == "granted"
