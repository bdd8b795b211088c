"""Word rules from writing to going live, and what they do to comments, names and titles."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comments.exceptions import Refused
from comments.models import Comment, WordRule
from tests.conftest import make_article, make_reader, make_staff

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/wordrule/"


def rule(word="卖药", action="hold", **fields):
    made = WordRule.objects.create(word=word, action=action, is_on=True, **fields)
    WordRule.changed()
    return made


@pytest.fixture
def chief(db):
    return make_staff("首席", "首席版主")


@pytest.fixture
def desk(signed_in, chief):
    return signed_in(chief)


def test_a_refused_word_is_named_and_the_text_comes_back(signed_in, tangju, article):
    rule(action="refuse")
    answer = signed_in(tangju).post(f"/news/{article.pk}/comments/", {"text": "这里賣-藥，快来", "key": "k"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "“賣-藥”不能在本站发表" in page and "这里賣-藥，快来" in page
    assert not Comment.objects.exists()


def test_a_held_word_waits_for_a_moderator_who_sees_why(desk, say, tangju):
    rule()
    comment = say(tangju, "这里賣藥，快来")
    assert comment.state == "held" and Comment.objects.get().flagged_for == "敏感词：賣藥"
    page = desk.get("/admin/comments/comment/queue/?in=held").content.decode()
    assert "<mark>賣藥</mark>" in page and "敏感词：賣藥" in page


def test_a_marked_word_stands_and_enters_the_queue_until_it_was_looked_at(say, tangju, qinghe):
    rule(action="mark")
    comment = say(tangju, "这里卖药")
    comment.refresh_from_db()
    assert comment.state == "visible" and comment.reported
    comment.keep(qinghe, "fine")
    comment.refresh_from_db()
    assert not comment.reported


def test_an_approved_comment_does_not_come_back(say, tangju, qinghe):
    rule()
    comment = say(tangju, "这里卖药")
    comment.restore(qinghe, "fine")
    comment.refresh_from_db()
    assert comment.state == "visible" and not comment.reported


def test_an_edit_is_judged_too_and_takes_a_shown_comment_back(say, tangju):
    rule(), rule("骂人", "refuse")
    comment = say(tangju, "一句平常的话")
    assert comment.edit("这里卖药").state == "held"
    with pytest.raises(Refused, match="骂人"):
        say(tangju, "另一句平常的话").edit("我要骂人")


def test_a_rule_of_one_channel_leaves_the_others_alone(say, tangju, article):
    rule(scope="channel", channel=article.channel)
    assert say(tangju, "这里卖药").state == "held"
    assert say(tangju, "那边也卖药吗", on=make_article("别处", channel="chat")).state == "visible"


def test_staff_are_not_judged(say, qinghe):
    rule(action="refuse")
    assert say(qinghe, "不许卖药").state == "visible"


def test_a_rule_of_names_keeps_names_and_titles_out_but_no_comments(say, tangju):
    rule("卖药", "refuse", scope="names")
    assert WordRule.within_name("我賣藥") == "卖药" and WordRule.within_name("我种药") is None
    assert say(tangju, "这里卖药").state == "visible"


@pytest.mark.parametrize(
    ("scope", "said"), [("names", "看了最近 5 个用户名，命中 1 条"), ("titles", "看了最近 1 个头衔，命中 1 条")]
)
def test_a_rule_of_names_is_tried_on_names_before_it_goes_live(desk, scope, said):
    for number, name in enumerate(("我賣藥", "种菜的人", "养花的人", "读书的人")):
        make_reader(name, title="" if number else "卖药大王")
    made = WordRule.objects.create(word="卖药", action="refuse", scope=scope)
    assert "请先试运行" in desk.post(f"{LIST}{made.pk}/switch/", {"on": "yes"}, follow=True).content.decode()
    assert said in desk.post(f"{LIST}{made.pk}/dry-run/").content.decode()
    desk.post(f"{LIST}{made.pk}/switch/", {"on": "yes", "confirmed": "yes"})
    assert WordRule.objects.get().is_on


def test_a_new_rule_is_off_until_it_was_tried(desk, say, tangju):
    say(tangju, "这里卖药"), say(tangju, "一句平常的话")
    desk.post(
        f"{LIST}add/", {"word": "卖药", "action": "hold", "scope": "site", "channel": "", "excuses": "", "note": ""}
    )
    made = WordRule.objects.get()
    assert not made.is_on
    desk.post(f"{LIST}{made.pk}/switch/", {"on": "yes"})
    assert not WordRule.objects.get().is_on
    page = desk.post(f"{LIST}{made.pk}/dry-run/").content.decode()
    assert "看了最近 2 条评论，命中 1 条" in page and "<mark>卖药</mark>" in page and "超过 5%" in page
    assert "请确认后再启用" in desk.post(f"{LIST}{made.pk}/switch/", {"on": "yes"}, follow=True).content.decode()
    desk.post(f"{LIST}{made.pk}/switch/", {"on": "yes", "confirmed": "yes"})
    assert WordRule.objects.get().is_on
    changed = {"word": "卖假药", "action": "hold", "scope": "site", "channel": "", "excuses": "", "note": ""}
    desk.post(f"{LIST}{made.pk}/change/", changed)
    made.refresh_from_db()
    assert made.word == "卖假药" and not made.is_on and made.tried_at is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"word": "！？…"}, "没有可以匹配的文字"),
        ({"word": " "}, "这个字段是必填项"),
        ({"word": "词", "scope": "channel"}, "要选频道"),
        ({"word": "长" * 51}, "50"),
    ],
)
def test_a_bad_rule_gets_a_sentence(desk, fields, sentence):
    data = {"word": "词", "action": "hold", "scope": "site", "channel": "", "excuses": "", "note": ""} | fields
    answer = desk.post(f"{LIST}add/", data)
    assert answer.status_code == 200 and sentence in answer.content.decode() and not WordRule.objects.exists()


def test_a_sentence_is_tried(desk):
    rule()
    page = desk.get(f"{LIST}trial/", {"text": "这里賣 藥"}).content.decode()
    assert "<mark>賣 藥</mark>" in page and "待审" in page
    assert "没有命中" in desk.get(f"{LIST}trial/", {"text": "平常的话"}).content.decode()


def test_rules_go_out_as_csv_and_come_in_again(desk):
    rule("卖药", excuses="不卖药\n卖药材", pinyin=True), rule("=SUM(1)")
    content = desk.get(f"{LIST}export/").content
    assert content.startswith("\ufeff".encode()) and b",'=SUM" not in content.split(b"\r\n")[0]
    assert "'=SUM(1)" in content.decode()
    WordRule.objects.all().delete()
    for added in ("新增 2 条，已有 0 条", "新增 0 条，已有 2 条"):
        file = SimpleUploadedFile("rules.csv", content)
        assert added in desk.post(f"{LIST}import/", {"file": file}, follow=True).content.decode()
    made = WordRule.objects.get(word="卖药")
    assert made.phrases == ("不卖药", "卖药材") and made.pinyin and not made.is_on
    assert WordRule.objects.filter(word="=SUM(1)").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "不是 UTF-8"),
        (b"", "第一行要有列名"),
        ("word,scope,channel\n词,channel,nothing\n".encode(), "第 2 行：没有频道"),
        ("word,action\n词,burn\n".encode(), "第 2 行"),
    ],
)
def test_a_bad_file_gets_a_sentence(desk, content, sentence):
    file = SimpleUploadedFile("rules.csv", content)
    assert sentence in desk.post(f"{LIST}import/", {"file": file}, follow=True).content.decode()


def test_an_ordinary_moderator_reads_rules_and_changes_none(signed_in):
    moderator = make_staff("秋白", "版主")
    client, made = signed_in(moderator), rule()
    assert client.get(LIST).status_code == 200 and client.get(f"{LIST}trial/").status_code == 200
    assert client.post(f"{LIST}{made.pk}/switch/", {"on": "no"}).status_code == 403
    assert client.post(f"{LIST}import/").status_code == 403 and WordRule.objects.get().is_on


def test_the_table_is_built_anew_only_when_a_rule_has_changed():
    rule()
    first = WordRule.cached()
    WordRule.changed()
    assert WordRule.cached() is first
    rule("另一个词")
    assert WordRule.cached() is not first


def test_ten_thousand_rules_find_their_words_and_one_more_is_refused(desk, say, tangju):
    words = [f"词{chr(0x4E00 + number // 100)}{chr(0x5E00 + number % 100)}" for number in range(10_000)]
    WordRule.objects.bulk_create(WordRule(word=word, action="hold", is_on=True) for word in words)
    WordRule.changed()
    assert say(tangju, f"这里有{words[9_999]}").state == "held"
    assert say(tangju, "这里没有").state == "visible"
    fields = {"word": "又一个", "action": "hold", "scope": "site", "channel": "", "excuses": "", "note": ""}
    assert "规则最多 10000 条" in desk.post(f"{LIST}add/", fields).content.decode()
