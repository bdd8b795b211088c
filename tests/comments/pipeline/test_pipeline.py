"""The pipeline at work: its settings in the admin and the environment, what is written down, what the author reads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.exceptions import Forbidden, Refused
from comments.models import Comment, PhaseSetting, PipelineEvent, Reader, WordRule
from config.environment import Environment, SettingError
from tests.conftest import SCRIPT, make_article, make_reader, make_staff

pytestmark = pytest.mark.django_db
PAGE = "/admin/comments/pipelineevent/phases/"


@pytest.fixture
def newcomer(settings):
    settings.HOLD_FIRST, settings.NEW_ACCOUNT_HOURS = 0, 24
    reader = make_reader("新来的人", 1)
    Reader.objects.filter(pk=reader.pk).update(date_joined=timezone.now())
    reader.refresh_from_db()
    return reader


@pytest.fixture
def refused_word(db):
    WordRule.objects.create(word="卖药", action="refuse", is_on=True)
    WordRule.changed()


def phase(code, **fields):
    PhaseSetting.objects.create(phase=code, **({"position": 1} | fields))
    PhaseSetting.changed()


def form(**changes):
    """The page's form as it stands, but for `changes` ("links-threshold" and so on)."""
    data = {}
    for row in PhaseSetting.all_in_order():
        data |= {f"{row.phase}-position": row.position, f"{row.phase}-threshold": ""}
        data |= {f"{row.phase}-is_on": "on"} if row.is_on else {}
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}


def test_a_new_accounts_link_waits_and_its_author_reads_why(signed_in, newcomer, article):
    client = signed_in(newcomer)
    answer = client.post(f"/news/{article.pk}/comments/", {"text": "看 https://a.example/"}, **SCRIPT)
    assert "审核中" in answer.content.decode() and "新账号发的链接要先由版主看过。" in answer.content.decode()
    comment = Comment.objects.get()
    assert (comment.state, comment.held_by, comment.flagged_for) == ("held", "links", "新账号发了 1 个链接")
    event = PipelineEvent.objects.get()
    assert (event.phase, event.action, event.comment, event.text) == ("links", "hold", comment, "")


def test_whom_moderators_read_first_is_not_told_so(say, tangju, qinghe):
    from comments.models import Ban

    Ban.impose(tangju, qinghe, 1, "spam", kind="read")
    comment = say(tangju, "一句话")
    assert comment.flagged_for == "此人先审后发" and comment.held_note == "这条评论要先由版主看过。"


def test_a_refused_post_is_written_down_though_nothing_was_posted(say, tangju, article, refused_word):
    with pytest.raises(Refused, match="卖药"):
        say(tangju, "我在卖药")
    event = PipelineEvent.objects.get()
    assert (event.phase, event.action, event.text, event.comment) == ("words", "refuse", "我在卖药", None)
    assert not Comment.objects.exists() and Reader.objects.get(pk=tangju.pk).last_refused_at


def test_of_other_refusals_no_text_is_kept_and_of_one_person_not_too_many(say, tangju, article):
    type(article).objects.update(closed=True)
    for number in range(33):
        with pytest.raises(Forbidden):
            say(tangju, f"第 {number} 次")
    assert PipelineEvent.objects.filter(phase="closed", text="").count() == PipelineEvent.objects.count() == 30


def test_who_was_refused_three_times_within_a_day_is_read_first(say, tangju, refused_word):
    for number in range(3):
        with pytest.raises(Refused):
            say(tangju, f"卖药的第 {number} 次")
    comment = say(tangju, "没有别的意思")
    assert (comment.state, comment.held_by) == ("held", "refusals")
    PipelineEvent.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert say(tangju, "第二天的话").state == "visible"


def test_an_edit_passes_the_phases_and_goes_back_into_the_queue(say, newcomer, article):
    comment = say(newcomer, "一句平常的话")
    assert comment.state == "visible"
    comment.edit("看 https://a.example/")
    comment.refresh_from_db()
    assert (comment.state, comment.held_by) == ("held", "links")


def test_an_edit_is_refused_by_word_and_by_a_closed_story(say, tangju, article, refused_word):
    comment = say(tangju, "一句平常的话")
    with pytest.raises(Refused, match="卖药"):
        comment.edit("我在卖药")
    type(article).objects.update(closed=True)
    with pytest.raises(Forbidden, match="关闭"):
        comment.edit("又一句平常的话")
    assert list(PipelineEvent.objects.order_by("pk").values_list("phase", flat=True)) == ["words", "closed"]


def test_a_phase_that_is_off_or_has_another_number_does_as_it_is_set(say, newcomer):
    phase("links", threshold=1)
    assert say(newcomer, "看 https://a.example/").state == "visible"
    assert say(newcomer, "看 https://a.example/ 和 https://b.example/").state == "held"
    PhaseSetting.objects.update(is_on=False)
    PhaseSetting.changed()
    assert say(newcomer, "再看 https://a.example/ 和 https://c.example/").state == "visible"


def test_the_order_decides_which_refusal_is_said(say, tangju, article, refused_word):
    type(article).objects.update(closed=True)
    with pytest.raises(Forbidden, match="关闭"):
        say(tangju, "我在卖药")
    phase("words", position=0)
    with pytest.raises(Refused, match="卖药"):
        say(tangju, "我也在卖药")


def test_the_environment_gives_the_defaults(settings, say, newcomer):
    settings.PIPELINE = {"words": None, "links": 2}
    order = PhaseSetting.all_in_order()
    assert [(row.phase, row.is_on) for row in order[:3]] == [("words", True), ("links", True), ("closed", False)]
    assert order[1].number == 2
    assert say(newcomer, "看 https://a.example/").state == "visible"


@pytest.mark.parametrize("raw", ["closed wrong", "links:many", "links links:1", "links:99999"])
def test_a_setting_that_cannot_be_meant_is_said(monkeypatch, raw):
    monkeypatch.setenv("PIPELINE", raw)
    with pytest.raises(SettingError, match="PIPELINE"):
        Environment().phases("PIPELINE", "closed links:0")


def test_a_chief_sets_the_phases_on_one_page(signed_in, say, newcomer):
    desk = signed_in(make_staff("首席", "首席版主"))
    page = desk.get(PAGE).content.decode()
    assert page.count('<th scope="row">') == 14 and "重复的话" in page and "讨论升温" in page
    answer = desk.post(PAGE, form(links__threshold=3, words__is_on=None, heat__position=0), follow=True)
    assert "已保存，几秒内生效。" in answer.content.decode()
    rows = {row.phase: row for row in PhaseSetting.all_in_order()}
    assert rows["links"].number == 3 and not rows["words"].is_on and next(iter(rows)) == "heat"
    desk.post(PAGE, {"restore": "yes"})
    assert not PhaseSetting.objects.exists()


def test_a_bad_number_is_said_and_nothing_is_saved(signed_in):
    desk = signed_in(make_staff("首席", "首席版主"))
    answer = desk.post(PAGE, form(links__threshold="很多"))
    assert answer.status_code == 400 and "很多" in answer.content.decode()
    assert not PhaseSetting.objects.exists()
    assert {row.phase: row.number for row in PhaseSetting.all_in_order()}["links"] == 0


def test_moderators_look_and_do_not_change_and_editors_do_neither(signed_in):
    desk = signed_in(make_staff("版主甲", "版主"))
    assert desk.get(PAGE).status_code == 200 and "restore" not in desk.get(PAGE).content.decode()
    assert desk.post(PAGE, form()).status_code == 403
    assert signed_in(make_staff("闻笛", "网编")).get(PAGE).status_code == 403


def test_the_page_counts_a_day_by_phase_and_leads_to_each_act(signed_in, say, newcomer, tangju, refused_word):
    desk = signed_in(make_staff("首席", "首席版主"))
    say(newcomer, "看 https://a.example/")
    with pytest.raises(Refused):
        say(tangju, "我在卖药")
    PipelineEvent.objects.create(
        phase="story",
        action="hold",
        why="旧的",
        author=tangju,
        article=make_article(),
        made_at=timezone.now() - timedelta(days=2),
    )
    page = desk.get(PAGE).content.decode()
    assert "24 小时内收下 1 条评论" in page
    assert page.count("?phase__exact=links") == 1 and page.count("?phase__exact=words") == 1
    assert "?phase__exact=story" not in page
    listed = desk.get("/admin/comments/pipelineevent/?phase__exact=words").content.decode()
    assert "我在卖药" in listed


def test_what_was_written_down_goes_after_a_month_and_with_its_author(say, tangju, refused_word):
    with pytest.raises(Refused):
        say(tangju, "我在卖药")
    PipelineEvent.prune(timezone.now())
    assert PipelineEvent.objects.exists()
    PipelineEvent.prune(timezone.now() + timedelta(days=31))
    assert not PipelineEvent.objects.exists()
