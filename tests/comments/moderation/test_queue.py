"""The moderators' queue: what waits where, what one decision does, and that two never decide one case."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Ban, Comment, CommentVote, OpenCase, Report, Ruling, SectionModerator
from news.models import Channel
from tests.conftest import make_article, make_reader, make_staff

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/queue/"
SCRIPT = {"X-Fragment": "yes"}


@pytest.fixture
def moderator(db):
    return make_staff("秋白", "版主")


@pytest.fixture
def desk(signed_in, moderator):
    return signed_in(moderator)


@pytest.fixture
def reported(say, tangju, fufeng):
    comment = say(tangju, "这座桥修得太慢")
    Report.make("comment", comment, fufeng, "", "spam", "贴了三遍")
    comment.refresh_from_db()
    return comment


def decide(client, comment, act, reason="spam", seen=0, **more):
    data = {"case": comment.pk, "act": act, "reason": reason, "seen": seen} | more
    return client.post(f"{QUEUE}decisions/", data, headers=SCRIPT)


def cases(client, name="reported", **filters):
    return [case.comment.pk for case in client.get(QUEUE, {"in": name} | filters).context["cases"]]


def test_each_queue_holds_what_waits_there(desk, say, settings, tangju, reported):
    settings.HOLD_FIRST = 1
    held = say(make_reader("新来的人"), "第一句话")
    folded = say(tangju, "要折叠的话")
    Comment.objects.filter(pk=folded.pk).update(state="collapsed")
    assert (cases(desk, "held"), cases(desk), cases(desk, "collapsed")) == ([held.pk], [reported.pk], [folded.pk])
    assert cases(desk, "recent") == [reported.pk] and len(cases(desk, "all")) == 3
    counts = desk.get(f"{QUEUE}counts/").json()["counts"]
    assert counts == {"held": "1", "reported": "1", "collapsed": "1", "things": "0", "appeals": "0"}


def test_what_weighs_most_comes_first(desk, say, tangju, fufeng, reported):
    heavy = say(tangju, "更过分的话")
    for number in range(3):
        CommentVote.cast(make_reader(f"扔蛋{number}号", 5), heavy, "egg", reason="insult")
    assert cases(desk) == [heavy.pk, reported.pk]


def test_a_case_shows_what_is_needed_to_decide(desk, reported, fufeng, say):
    reply = say(fufeng, "答您的话", reported)
    Report.make("comment", reply, make_reader("举报人"), "", "insult")
    page = desk.get(QUEUE).content.decode()
    assert "这座桥修得太慢" in page and "界河断桥有望重开" in page and "举报 1" in page and "广告 1" in page
    details = desk.get(f"{QUEUE}{reported.pk}/details/", headers=SCRIPT).content.decode()
    assert "贴了三遍" in details and "扶风" in details and "最近的评论" in details


@pytest.mark.parametrize(
    ("act", "state"), [("approve", "visible"), ("hide", "hidden"), ("collapse", "collapsed"), ("hold", "held")]
)
def test_one_key_decides_and_the_case_is_gone(desk, reported, act, state):
    answer = decide(desk, reported, act)
    reported.refresh_from_db()
    assert answer.status_code == 200 and reported.state == state and cases(desk) == []
    assert answer.json()["decided"] == {str(reported.pk): str(Ruling.objects.get())}


def test_hiding_and_silencing_is_one_act_with_one_undo(desk, reported, tangju):
    answer = decide(desk, reported, "hide:7").json()
    assert Ban.objects.get().reader == tangju and "已禁言 7 天" in answer["said"][0]
    undone = desk.post(f"{QUEUE}undo/", {"batch": answer["batch"]}, headers=SCRIPT)
    reported.refresh_from_db()
    assert undone.json()["undone"] == 2 and reported.state == "visible" and reported.reported
    assert not Ban.objects.active().exists()
    assert desk.post(f"{QUEUE}undo/", {"batch": answer["batch"]}, headers=SCRIPT).status_code == 409


def test_everything_of_a_day_is_hidden_with_one_key_and_comes_back_with_one(desk, say, reported, tangju, fufeng):
    rows = [say(tangju, f"又一段话，第{number}段") for number in range(3)]
    old, others = say(tangju, "前天说的话"), say(fufeng, "别人的话")
    Comment.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=2))
    batch = decide(desk, reported, "purge:7").json()["batch"]
    hidden = set(Comment.objects.filter(state="hidden").values_list("pk", flat=True))
    assert hidden == {reported.pk, *(row.pk for row in rows)}
    desk.post(f"{QUEUE}undo/", {"batch": batch}, headers=SCRIPT)
    assert not Comment.objects.exclude(state="visible").exists() and others


def test_what_was_ruled_on_before_is_hidden_with_the_rest_of_a_day(desk, say, reported, tangju, qinghe):
    looked_at = say(tangju, "一句有人看过的话")
    looked_at.keep(qinghe, "fine")
    assert len(decide(desk, reported, "purge:7").json()["decided"]) == 2
    looked_at.refresh_from_db()
    assert looked_at.state == "hidden"


def test_a_section_moderator_hides_nothing_of_a_day_elsewhere(signed_in, say, tangju, fufeng):
    person, elsewhere = make_staff("聊天版主", "版块版主"), say(tangju, "别处的话")
    SectionModerator.objects.create(board=Channel.objects.get(slug="chat"), reader=person)
    inside = say(tangju, "版块里的话", on=make_article("版块里的文章", channel="chat"))
    assert decide(signed_in(person), inside, "purge:7").status_code == 200
    elsewhere.refresh_from_db()
    assert elsewhere.state == "visible"


def test_the_second_of_two_moderators_hears_what_the_first_decided(signed_in, desk, reported):
    decide(signed_in(make_staff("另一位", "版主")), reported, "hide")
    answer = decide(desk, reported, "approve")
    reported.refresh_from_db()
    assert answer.status_code == 409 and reported.state == "hidden"
    assert "另一位 已于" in answer.json()["problems"][str(reported.pk)]


def test_a_deleted_comment_is_past_deciding(desk, reported):
    reported.delete_by_author()
    answer = decide(desk, reported, "hide")
    assert answer.status_code == 409 and "已由作者删除" in answer.json()["problems"][str(reported.pk)]


def test_nobody_decides_on_their_own(desk, moderator, say, fufeng):
    own = say(moderator, "版主自己的话")
    Report.make("comment", own, fufeng, "", "spam")
    assert "您自己的评论" in desk.get(QUEUE).content.decode()
    assert decide(desk, own, "approve").status_code == 409
    own.refresh_from_db()
    assert own.reported


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"act": "burn"}, "没有这种处理"),
        ({"act": "hide:3"}, "没有这种处理"),
        ({"act": "hide", "reason": ""}, "请先选一个理由"),
        ({"act": "hide", "reason": "x"}, "请先选一个理由"),
        ({"act": "hide", "case": "x"}, "没有选中"),
        ({"act": "hide", "case": 9**18}, "没有选中"),
    ],
)
def test_a_bad_decision_gets_a_sentence(desk, reported, fields, sentence):
    data = {"case": reported.pk, "act": "hide", "reason": "spam", "seen": "x"} | fields
    answer = desk.post(f"{QUEUE}decisions/", data, headers=SCRIPT)
    assert answer.status_code == 400 and sentence in answer.json()["said"][0]
    assert sentence in desk.post(f"{QUEUE}decisions/", data, follow=True).content.decode()
    assert not Ruling.objects.exists()


def test_whose_role_has_just_gone_decides_nothing(desk, moderator, reported):
    moderator.groups.clear()
    assert decide(desk, reported, "hide").status_code == 403
    assert desk.get(QUEUE).status_code == 403 and not Ruling.objects.exists()


def test_without_a_script_the_page_says_it_and_offers_to_undo(desk, reported):
    data = {"case": reported.pk, "act": "hide", "reason": "spam", "seen": 0, "in": "reported"}
    page = desk.post(f"{QUEUE}decisions/", data, follow=True)
    assert "1 条评论已处理" in page.content.decode() and "撤销刚才的处理" in page.content.decode()
    batch = page.context["request"].GET["undo"]
    assert "已撤销 1 次" in desk.post(f"{QUEUE}undo/", {"batch": batch, "in": "held"}, follow=True).content.decode()


def test_bulk_by_author_story_and_text(desk, say, tangju, fufeng):
    other = make_article("别处的新闻")
    rows = [say(tangju, "同一段广告，买一送一，快来", on=make_article("一"))]
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=1))
    rows.append(say(tangju, "同一段广告，买一送一，快来", on=make_article("二")))
    rows.append(say(fufeng, "别的话", on=other))
    for row in rows:
        Report.make("comment", row, make_reader(f"举报{row.pk}"), "", "spam")
    assert len(cases(desk, author=tangju.pk)) == 2 and cases(desk, article=other.pk) == [rows[2].pk]
    assert sorted(cases(desk, same=rows[0].pk)) == [rows[0].pk, rows[1].pk]
    data = {"case": [row.pk for row in rows], "act": "hide", "reason": "spam"}
    assert len(desk.post(f"{QUEUE}decisions/", data, headers=SCRIPT).json()["decided"]) == 3


def test_a_case_that_a_colleague_has_open_is_marked(signed_in, desk, moderator, reported):
    colleague = signed_in(make_staff("另一位", "版主"))
    colleague.get(f"{QUEUE}counts/", {"open": reported.pk})
    opened = desk.get(f"{QUEUE}counts/", {"pks": f"{reported.pk},x,{9**30}"}).json()["opened"]
    assert opened == {str(reported.pk): "另一位"} and "另一位 正在看" in desk.get(QUEUE).content.decode()
    OpenCase.objects.update(opened_at=timezone.now() - timedelta(minutes=3))
    assert desk.get(f"{QUEUE}counts/", {"pks": reported.pk}).json()["opened"] == {}


def test_a_section_moderator_sees_and_decides_only_their_sections(signed_in, say, tangju, fufeng, reported):
    person = make_staff("聊天版主", "版块版主")
    SectionModerator.objects.create(board=Channel.objects.get(slug="chat"), reader=person)
    inside = say(tangju, "版块里的话", on=make_article("版块里的文章", channel="chat"))
    Report.make("comment", inside, fufeng, "", "spam")
    client = signed_in(person)
    assert cases(client) == [inside.pk]
    assert decide(client, reported, "hide").status_code == 400
    assert client.get(f"{QUEUE}{reported.pk}/details/").status_code == 404
    assert client.get(f"/admin/comments/comment/{reported.pk}/change/").status_code == 302
    assert decide(client, inside, "hide").status_code == 200


def test_the_page_costs_the_same_queries_however_many_wait(desk, say, tangju, fufeng, django_assert_max_num_queries):
    for number in range(12):
        row = say(make_reader(f"作者{number}号"), f"第{number}句要看的话")
        Report.make("comment", row, fufeng, "", "spam")
    with django_assert_max_num_queries(21):
        assert len(cases(desk)) == 12


def test_the_counts_end_at_999(desk, monkeypatch, reported, say, tangju, fufeng):
    monkeypatch.setattr("comments.moderation.queues.COUNTED_TO", 0)
    assert desk.get(f"{QUEUE}counts/").json()["counts"]["reported"] == "0+"


def test_readers_and_guests_are_kept_out(client, signed_in, tangju, reported):
    assert client.get(QUEUE).status_code == 302
    assert signed_in(tangju).get(QUEUE).status_code == 302
    assert decide(signed_in(tangju), reported, "hide").status_code == 302
    assert not Ruling.objects.exists()


def test_the_masthead_counts_reports_of_people_and_polls_too(signed_in, tangju, fufeng):
    client = signed_in(make_staff("版主乙", "版主"))
    assert "待处理" not in client.get("/").content.decode()
    Report.make("person", fufeng, tangju, "", "spam")
    assert "待处理 1" in re.sub(r"<[^>]+>", "", client.get("/").content.decode())
