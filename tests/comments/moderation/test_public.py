"""Deciding on a public page, under the row; and what moderators see there."""

import pytest

from comments.models import Ban, Report, Ruling
from tests.conftest import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(db):
    return make_staff("秋白", "版主")


@pytest.fixture
def comment(say, tangju):
    return say(tangju, "这座桥修得太慢")


def address(comment):
    return f"/comments/{comment.pk}/rulings/"


def test_every_row_but_their_own_has_the_link_for_moderators_alone(signed_in, moderator, fufeng, say, comment):
    own, path = say(moderator, "版主自己的话"), comment.article.get_absolute_url()
    page = signed_in(moderator).get(path).content.decode()
    assert address(comment) in page and address(own) not in page
    assert signed_in(moderator).get("/me/").json()["moderates"]
    assert address(comment) not in signed_in(fufeng).get(path).content.decode()
    assert not signed_in(fufeng).get("/me/").json()["moderates"]


@pytest.mark.parametrize("headers", [{}, {"X-Fragment": "yes"}])
def test_a_moderator_decides_where_the_comment_stands(signed_in, moderator, comment, headers):
    client = signed_in(moderator)
    assert "隐藏并禁言 7 天" in client.get(address(comment), headers=headers).content.decode()
    data = {"act": "hide:7", "reason": "spam", "note": "", "seen": 0}
    answer = client.post(address(comment), data, headers=headers)
    comment.refresh_from_db()
    assert answer.status_code == (200 if headers else 303) and comment.state == "hidden"
    assert Ban.objects.get().reader == comment.author


def test_what_a_colleague_decided_meanwhile_is_said(signed_in, moderator, qinghe, comment):
    comment.collapse(qinghe, "offtopic")
    answer = signed_in(moderator).post(address(comment), {"act": "hide", "reason": "spam", "seen": 0})
    assert answer.status_code == 409 and "青禾 已于" in answer.content.decode() and Ruling.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"act": "burn"}, "没有这种处理"), ({"reason": ""}, "请先选一个理由"), ({"note": "长" * 301}, "最长 300 字")],
)
def test_a_bad_form_gets_a_sentence(signed_in, moderator, comment, fields, sentence):
    data = {"act": "hide", "reason": "spam", "note": "", "seen": 0} | fields
    answer = signed_in(moderator).post(address(comment), data)
    assert answer.status_code == 400 and sentence in answer.content.decode() and not Ruling.objects.exists()


def test_for_readers_there_is_no_such_page(signed_in, fufeng, comment):
    client = signed_in(fufeng)
    assert client.get(address(comment)).status_code == 404
    assert client.post(address(comment), {"act": "hide", "reason": "spam", "seen": 0}).status_code == 404
    assert not Ruling.objects.exists()


def test_the_masthead_says_how_many_wait(signed_in, moderator, fufeng, comment):
    client = signed_in(moderator)
    assert "待处理" not in client.get("/").content.decode()
    Report.make("comment", comment, fufeng, "", "spam")
    assert "待处理 <b>1</b>" in client.get("/").content.decode()


def test_the_page_of_a_person_bans_notes_and_shows_the_history(signed_in, moderator, tangju):
    client, page = signed_in(moderator), f"/admin/comments/reader/{tangju.pk}/"
    data = {"kind": "silence", "days": "7", "reason": "spam", "note": "屡次"}
    assert "禁言至" in client.post(f"{page}bans/", data, follow=True).content.decode()
    assert "已被禁言至" in client.post(f"{page}bans/", data, follow=True).content.decode()
    assert "请选择时长和理由" in client.post(f"{page}bans/", data | {"days": "9"}, follow=True).content.decode()
    assert "只准看这句" in client.post(f"{page}notes/", {"text": "只准看这句"}, follow=True).content.decode()
    assert "备注还是空的" in client.post(f"{page}notes/", {"text": " "}, follow=True).content.decode()
    assert Ban.objects.count() == 1 and "只准看这句" not in client.get(tangju.get_absolute_url()).content.decode()


def test_an_editor_bans_nobody(signed_in, tangju):
    editor = make_staff("网编甲", "网编")
    data = {"kind": "silence", "days": "7", "reason": "spam"}
    assert signed_in(editor).post(f"/admin/comments/reader/{tangju.pk}/bans/", data).status_code == 403
    assert not Ban.objects.exists()
