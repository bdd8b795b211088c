"""定时改动 and 展示到: what a story will say from a moment on, and when it is taken down."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.editing.scheduled import carry_out_due
from news.editing.versions import ArticleVersion
from news.models import Article, Change, Channel, EditingDraft, ScheduledChange
from tests.admin_forms import read_form
from tests.conftest import make_article, make_staff

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=2)


@pytest.fixture
def desk(signed_in):
    return signed_in(make_staff("闻笛", "网编"))


@pytest.fixture
def story(db):
    return make_article("原来的标题", body="<p>原来的正文。</p>")


def moment(name, at):
    local = timezone.localtime(at)
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}


def save(desk, story, **typed):
    address = f"/admin/news/article/{story.pk}/change/"
    return desk.post(address, read_form(desk.get(address)) | {"_continue": "1"} | typed, follow=True)


def plan(desk, story, at=None, **typed):
    known = {"title": "到时的标题", "body": "到时的正文。"} | typed
    return save(desk, story, **known, **moment("change_at", at or timezone.now() + SOON))


def pass_time():
    ScheduledChange.objects.update(due_at=timezone.now())
    Article.objects.filter(ends_at__isnull=False).update(ends_at=timezone.now())
    carry_out_due()


def errors(page):
    return [sentence for one in page.context["adminform"].form.errors.values() for sentence in one]


def test_a_change_waits_and_is_made_with_its_correction_and_a_version(desk, client, story):
    page = plan(desk, story, change_note="数字有误，已改。", slow_seconds="30").content.decode()
    story.refresh_from_db()
    assert "定时改动已保存" in page and "查看、修改或取消" in page
    assert (story.title, story.body, story.slow_seconds) == ("原来的标题", "<p>原来的正文。</p>", 30)
    assert "到时的正文" not in client.get(story.get_absolute_url()).content.decode()
    carry_out_due()
    story.refresh_from_db()
    assert story.title == "原来的标题"
    pass_time()
    story.refresh_from_db()
    page = client.get(story.get_absolute_url()).content.decode()
    assert story.title == "到时的标题" and "到时的正文" in page and "数字有误，已改。" in page
    assert Change.objects.filter(article=story, kind=Change.Kind.STORY).exists()
    newest = ArticleVersion.objects.filter(id=story.pk).order_by("-history_id").first()
    assert (newest.title, newest.saved_by) == ("到时的标题", "闻笛") and not ScheduledChange.objects.exists()
    carry_out_due()  # a second time changes nothing
    assert ArticleVersion.objects.filter(id=story.pk).count() == 2


def test_a_story_that_was_changed_meanwhile_keeps_what_was_written(desk, story):
    plan(desk, story)
    page = save(desk, story, body="别人后来写的。").content.decode()
    assert "不会生效" in page
    pass_time()
    story.refresh_from_db()
    assert story.body == "<p>别人后来写的。</p>" and ScheduledChange.objects.get().failed_at
    page = desk.get(f"/admin/news/article/{story.pk}/change/").content.decode()
    assert "定时改动没有生效" in page
    plan(desk, story)  # anew, on what stands now
    pass_time()
    story.refresh_from_db()
    assert story.body == "<p>到时的正文。</p>"


def test_counters_and_other_fields_do_not_make_it_stale(desk, story):
    plan(desk, story)
    Article.objects.filter(pk=story.pk).update(flowers=3, comment_count=1)
    save(desk, story, closed="on")
    pass_time()
    story.refresh_from_db()
    assert story.title == "到时的标题" and story.closed and story.flowers == 3


def test_planned_twice_the_second_holds(desk, story):
    plan(desk, story)
    plan(desk, story, title="第二次的标题")
    assert ScheduledChange.objects.get().title == "第二次的标题"


def test_it_is_looked_at_taken_back_into_the_form_or_called_off(desk, story):
    plan(desk, story)
    address = f"/admin/news/article/{story.pk}/scheduled/"
    changes = desk.get(address).context["changes"]
    assert [label for label, _ in changes["texts"]] == ["标题"] and len(changes["body"]) == 1
    desk.post(address, {"act": "edit"})
    draft = EditingDraft.objects.get()
    assert draft.slot == str(story.pk) and "到时的正文。" in draft.fields and not ScheduledChange.objects.exists()
    plan(desk, story)
    page = desk.post(address, {"act": "cancel"}, follow=True).content.decode()
    assert "定时改动已取消" in page and not ScheduledChange.objects.exists()
    assert desk.get(address).status_code == 404 and desk.post(address).status_code == 302


def test_who_may_not_edit_neither_sees_nor_stops_it(desk, signed_in, story):
    plan(desk, story)
    address = f"/admin/news/article/{story.pk}/scheduled/"
    other = signed_in(make_staff("旁人", "版主"))
    assert {other.get(address).status_code, other.post(address, {"act": "cancel"}).status_code} == {403}
    assert ScheduledChange.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": "原来的标题", "body": "原来的正文。"}, "没有什么可定时的"),
        ({"at": timezone.now() - SOON}, "现在以后"),
        ({"at": timezone.now().replace(year=2101)}, "2100 年以前"),
    ],
)
def test_what_cannot_wait_is_refused_and_stays_in_the_form(desk, story, typed, said):
    page = plan(desk, story, **typed)
    assert any(said in sentence for sentence in errors(page)) and not ScheduledChange.objects.exists()
    assert page.context["adminform"].form["title"].value() == typed.get("title", "到时的标题")


def test_a_draft_is_simply_saved(desk):
    draft = make_article("草稿", published_at=None)
    assert any("直接保存" in sentence for sentence in errors(plan(desk, draft)))


def test_a_readers_piece_says_that_an_editor_changed_it_only_when_it_is_changed(desk, story):
    board = Channel.objects.filter(kind=Channel.Kind.BOARD).first()
    Article.objects.filter(pk=story.pk).update(channel=board)
    plan(desk, story)
    assert not story.corrections.exists()
    pass_time()
    assert [row.text for row in story.corrections.all()] == ["网编修改了文章。"]


def test_a_story_is_shown_until_its_end_and_may_be_published_again(desk, client, story):
    save(desk, story, **moment("ends_at", timezone.now() + SOON))
    story.refresh_from_db()
    assert story.ends_at and client.get(story.get_absolute_url()).status_code == 200
    carry_out_due()
    assert client.get(story.get_absolute_url()).status_code == 200
    stood = story.published_at
    pass_time()
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 410 and "原定的展示时间已到" in answer.content.decode()
    desk.post("/admin/news/article/", {"action": "publish", "_selected_action": [story.pk]})
    story.refresh_from_db()
    assert (story.published_at, story.ends_at) == (stood, None)
    carry_out_due()
    assert client.get(story.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("at", [-SOON, timedelta(days=40_000)])
def test_an_end_that_is_none_is_refused(desk, story, at):
    page = save(desk, story, **moment("ends_at", timezone.now() + at))
    assert any("展示到" in sentence for sentence in errors(page))


def test_an_end_before_the_beginning_is_refused(desk):
    later = make_article("定时的", published_at=timezone.now() + timedelta(days=2))
    page = save(desk, later, **moment("ends_at", timezone.now() + timedelta(days=1)))
    assert any("以后" in sentence for sentence in errors(page))


def test_a_form_without_the_field_leaves_the_end_alone(desk, story):
    ends = timezone.now() + SOON
    Article.objects.filter(pk=story.pk).update(ends_at=ends)
    address = f"/admin/news/article/{story.pk}/change/"
    data = {name: value for name, value in read_form(desk.get(address)).items() if not name.startswith("ends_at")}
    desk.post(address, data | {"title": "改了题"})
    story.refresh_from_db()
    assert (story.title, story.ends_at) == ("改了题", ends)


def test_the_calendar_has_both(desk, story):
    plan(desk, story)
    Article.objects.filter(pk=story.pk).update(ends_at=timezone.now() + SOON)
    month = timezone.localtime(timezone.now() + SOON).strftime("%Y-%m")
    page = desk.get("/admin/news/article/calendar/", {"month": month}).content.decode()
    assert "定时改动：" in page and "撤下：" in page
