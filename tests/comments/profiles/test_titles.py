"""头衔: who may ask, what is refused, how a moderator answers, and how it is worn."""

import pytest
from django.contrib.auth.models import Group

from comments.exceptions import Conflict, Forbidden
from comments.models import Notice, Rank, Reader, TitleRequest, WordRule
from comments.profiles.titles import BadTitle, clean_title
from news.models import Change
from tests.conftest import make_reader
from tests.working import run_jobs

pytestmark = pytest.mark.django_db
ASK = "/accounts/title/"
DESK = "/admin/comments/titlerequest/"

GOOD = [
    "一票烂选总统",
    "里弄夫子",
    "裡弄夫子",
    "水果",
    "八个字的头衔正好",
    "Java大王",
    "さくら",
    "王·小明",
    "Ｂ级片爱好者",
    "人一ー",
]


@pytest.mark.parametrize("title", GOOD)
def test_two_to_eight_letters_are_a_title(title):
    assert clean_title(f" {title} ", ["坏词"]) == title.replace("Ｂ", "B")


BAD = {
    "2 到 8 个字": ["", "王", "九个字的头衔就太长了", "长" * 40],
    "符号": [
        "☆王☆",
        "★★",
        "♂水果",
        "水 果",
        "水\u200b果",
        "水\u202e果",
        "<b>果",
        "👑王",
        "水果!",
        "аб",
        "한글",
    ],
    "本站人员": [
        "网编",
        "網編",
        "代理版主",
        "站長大人",
        "管·理·员",
        "官方认证",
        "官方認證",
        "AdmIn",
        "5y5tem",
        "ａｄｍｉｎ",
        "審核員",
        "審核員甲",
    ],
    "混淆": ["声望", "聲望品銜7", "品衔R7", "品銜王", "R7", "r10", "RlO", "R〇", "L10", "最高等級", "十级别"],
    "不能用的词": ["坏词", "我是壞詞", "坏·词", "abC", "ＡＢＣ"],
}


@pytest.mark.parametrize(("title", "why"), [(title, why) for why in BAD for title in BAD[why]], ids=ascii)
def test_what_could_be_taken_for_something_else_is_refused_in_a_sentence(title, why):
    with pytest.raises(BadTitle, match=why):
        clean_title(title, ["壞詞", "abc"])


@pytest.fixture
def climber(db):
    return make_reader("攀登者", 7)


@pytest.fixture
def moderator(db):
    reader = make_reader("秋白", is_staff=True)
    reader.groups.set(Group.objects.filter(name="版主"))
    return reader


def ask(client, text):
    return client.post(ASK, {"text": text})


def answer(client, act, request, text="", **more):
    data = {"action": act, "_selected_action": [request.pk], "answer": text}
    return client.post(DESK, data, follow=True, **more).content.decode()


def state(request):
    row = TitleRequest.objects.get(pk=request.pk)
    return row.state, row.answer, row.moderator


@pytest.mark.parametrize("text", ["网编", "R7", "壞詞", "王", "坏\x00", "坏\ufffd", "长" * 41, ""])
def test_a_refused_title_is_said_on_the_page_and_given_back(signed_in, climber, text):
    WordRule.objects.create(word="坏词", scope="names", is_on=True)
    page = ask(signed_in(climber), text)
    assert page.status_code == 400 and 'role="alert"' in page.content.decode()
    assert not TitleRequest.objects.exists()


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_from_level_seven_one_may_ask_and_waits(signed_in, climber, prefix):
    client = signed_in(climber)
    assert 'name="text"' in client.get(prefix + ASK).content.decode()
    assert client.post(prefix + ASK, {"text": "里弄夫子"})["Location"] == prefix + ASK
    page = client.get(prefix + ASK).content.decode()
    assert (
        "里弄夫子" in page and ("申請已交給版主" if prefix else "申请已交给版主") in page and 'name="text"' not in page
    )
    again = ask(client, "另一个")
    assert again.status_code == 409 and "申请已交给版主" in again.content.decode()
    with pytest.raises(Conflict):
        TitleRequest.ask(climber, "另一个")
    assert TitleRequest.objects.count() == 1 and Reader.objects.get(pk=climber.pk).title == ""


def test_below_level_seven_the_page_says_how_far_it_is(signed_in, fufeng):
    client = signed_in(fufeng)
    page = client.get(ASK).content.decode()
    assert 'name="text"' not in page and "您现在的声望是 1000" in page
    assert ask(client, "里弄夫子").status_code == 403
    with pytest.raises(Forbidden):
        TitleRequest.ask(fufeng, "里弄夫子")


def test_guests_are_led_to_the_door(signed_in):
    assert ask(signed_in(), "里弄夫子").status_code == 303


def test_a_granted_title_is_worn_with_the_ornament_of_seven_and_shows_on_open_pages(
    signed_in, say, article, moderator, climber
):
    say(climber, "一句")
    request = TitleRequest.ask(climber, "里弄夫子")
    desk = signed_in(moderator)
    assert "里弄夫子" in desk.get(DESK).content.decode()
    assert "1 个申请已答复" in answer(desk, "grant", request)
    assert state(request) == ("granted", "", moderator)
    notice = Notice.objects.get(reader=climber)
    assert (notice.kind, notice.text) == ("title", "里弄夫子：同意")
    run_jobs()
    change = Change.objects.get(kind="author", target=climber.pk)
    for path in (f"/news/{article.pk}/", f"/news/{article.pk}/changes/?after={change.pk - 1}", "/readers/攀登者/"):
        page = signed_in().get(path).content.decode()
        assert "[☆★里弄夫子★☆]" in page and '头衔 <bdi translate="no">里弄夫子</bdi>，声望品衔 7 级' in page, path


@pytest.mark.parametrize("level", [8, 9, 10])
def test_higher_up_the_title_keeps_the_ornament_of_seven_and_has_no_sign(level):
    reader = make_reader("攀登者", level, title="里弄夫子", sign="♂")
    assert reader.badge == "☆★里弄夫子★☆"


def test_who_falls_below_seven_loses_sight_of_it_and_has_it_back_with_the_level(climber):
    climber.title = "里弄夫子"
    climber.save()
    climber.earn(-900, "opening")
    assert (climber.level, climber.badge) == (6, "★☆品衔R6☆★")
    climber.earn(900, "opening")
    assert climber.badge == "☆★里弄夫子★☆"


def test_what_was_asked_at_seven_and_granted_at_six_is_not_shown(signed_in, moderator, climber):
    request = TitleRequest.ask(climber, "里弄夫子")
    climber.earn(-900, "opening")
    answer(signed_in(moderator), "grant", request)
    assert Reader.objects.get(pk=climber.pk).badge == "★☆品衔R6☆★"


def test_a_no_needs_a_reason_which_the_reader_hears(signed_in, moderator, climber):
    request, desk = TitleRequest.ask(climber, "里弄夫子"), signed_in(moderator)
    assert "不同意时请写明理由" in answer(desk, "refuse", request, "  ")
    assert state(request) == ("waiting", "", None)
    for faulty in ("坏\x00字", "长" * 201):
        answer(desk, "refuse", request, faulty)
    assert state(request) == ("waiting", "", None)
    assert "1 个申请已答复" in answer(desk, "refuse", request, "已有人用")
    assert state(request) == ("refused", "已有人用", moderator)
    assert Notice.objects.get(reader=climber).text == "里弄夫子：不同意。已有人用"
    page = signed_in(climber).get(ASK).content.decode()
    assert "不同意" in page and 'name="text"' in page
    assert Reader.objects.get(pk=climber.pk).title == ""
    assert ask(signed_in(climber), "弄堂夫子").status_code == 303


def test_a_request_is_answered_once(signed_in, moderator, qinghe, climber):
    request = TitleRequest.ask(climber, "里弄夫子")
    answer(signed_in(moderator), "grant", request)
    assert "0 个申请已答复" in answer(signed_in(qinghe), "refuse", request, "反悔")
    assert state(request) == ("granted", "", moderator)
    assert Notice.objects.filter(reader=climber).count() == 1


def test_only_moderators_answer(signed_in, climber, tangju):
    request = TitleRequest.ask(climber, "里弄夫子")
    editor = make_reader("闻笛", is_staff=True)
    editor.groups.set(Group.objects.filter(name="网编"))
    data = {"action": "grant", "_selected_action": [request.pk]}
    assert signed_in(editor).post(DESK, data).status_code == 403
    assert signed_in(tangju).post(DESK, data).status_code == 302
    assert state(request)[0] == "waiting"


def test_requests_are_neither_written_nor_deleted_by_hand(signed_in, qinghe, climber):
    request, desk = TitleRequest.ask(climber, "里弄夫子"), signed_in(qinghe)
    assert desk.get(f"{DESK}add/").status_code == 403
    assert desk.post(f"{DESK}{request.pk}/delete/", {"post": "yes"}).status_code == 403
    desk.post(f"{DESK}{request.pk}/change/", {"text": "管理员", "state": "granted"})
    assert state(request)[0] == "waiting" and TitleRequest.objects.get().text == "里弄夫子"


def test_the_rung_that_may_carry_titles_is_the_admins_to_choose(signed_in, fufeng):
    Rank.objects.filter(level__gte=5).update(may_title=True)
    Rank.changed()
    assert ask(signed_in(fufeng), "里弄夫子").status_code == 303
    Reader.objects.filter(pk=fufeng.pk).update(title="里弄夫子")
    assert Reader.objects.get(pk=fufeng.pk).badge == "★里弄夫子★"
