"""A form of the admin that is sent twice is saved once, one after the other and at the same moment."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from comments.models import Reader
from comments.worker.loop import tidy
from config.admin import OURS
from news.models import Article, Channel, Photo, SentForm
from tests.admin_forms import errors_of, open_form, read_form
from tests.comments.moderation.test_admin import picture
from tests.comments.thread.test_concurrency import at_once
from tests.conftest import make_article, make_reader
from tests.news.admin_forms.test_conflicts import change_path

pytestmark = pytest.mark.django_db
# Of each form that adds something: what is typed, and what is typed to add another.
TYPED = {
    "auth.group": ({"name": "校对"}, {"name": "校对二组"}),
    "news.article": ({"title": "快讯", "body": "第一段", "publish": "on", "channel": 1}, {"title": "快讯二"}),
    "news.channel": ({"name": "天文", "slug": "astronomy"}, {"name": "地理", "slug": "geography"}),
    "news.region": ({"name": "桃源", "slug": "taoyuan"}, {"name": "武陵", "slug": "wuling"}),
    "news.conversionoverride": ({"written": "里皮", "zh_hant": "里皮"}, {"written": "余大嘴"}),
    "news.regionalterm": ({"zh_hans": "特朗普", "zh_hant": "川普"}, {"zh_hans": "悉尼", "zh_hant": "雪梨"}),
    "news.feedsource": (
        {"name": "河报", "url": "https://river.example/feed", "channel": 1, "every_minutes": 60},
        {"name": "江报", "url": "https://river.example/other"},
    ),
    "comments.rank": ({"level": 11, "points": 500000, "label": "十一级"}, {"level": 12, "points": 600000}),
    "comments.wordrule": ({"word": "某词", "action": "hold", "scope": "names"}, {"word": "另一词"}),
    "comments.sectionmoderator": ({"board": 2, "reader": "糖桔"}, {"reader": "扶风"}),
    "comments.poll": (
        {"question": "修不修？", "choices-0-text": "修", "choices-1-text": "不修"},
        {"question": "改不改？"},
    ),
}


def model_of(label):
    return next(model for model in admin.site._registry if model._meta.label_lower == label)


def add_path(label):
    return reverse(f"admin:{label.replace('.', '_')}_add")


def typed(fields):
    """What is typed, with the keys of rows that are named here by something else."""
    keys = {
        "reader": lambda name: Reader.objects.get(name=name).pk,
        "board": lambda _: Channel.objects.written_by_readers().first().pk,
        "channel": lambda _: Channel.objects.get(slug="tech").pk,
    }
    return {name: keys[name](value) if name in keys else value for name, value in fields.items()}


def test_every_form_that_adds_something_is_tried_here(cast):
    request = RequestFactory().get("/admin/")
    request.user = cast.ruiwen
    adding = {model._meta.label_lower for model, one in admin.site._registry.items() if one.has_add_permission(request)}
    assert adding == {*TYPED} and all(label.partition(".")[0] in OURS for label in adding)


@pytest.mark.parametrize("label", TYPED)
def test_the_same_form_sent_twice_adds_one_thing_and_shows_it(signed_in, cast, label):
    desk, model, path = signed_in(cast.ruiwen), model_of(label), add_path(label)
    before = set(model.objects.values_list("pk", flat=True))
    form = open_form(desk, path) | typed(TYPED[label][0])
    assert desk.post(path, form | {"_save": "保存"}).status_code == 302
    obj = model.objects.exclude(pk__in=before).get()
    again = desk.post(path, form | {"_save": "保存"})
    assert (again.status_code, again["Location"]) == (302, change_path(obj))
    assert "没有重复添加" in desk.get(again["Location"]).content.decode()
    assert model.objects.exclude(pk__in=before).count() == 1


@pytest.mark.parametrize("label", TYPED)
def test_other_text_under_the_same_key_asks_first_and_then_adds_another(signed_in, cast, label):
    desk, model, path = signed_in(cast.ruiwen), model_of(label), add_path(label)
    form = open_form(desk, path) | typed(TYPED[label][0])
    assert desk.post(path, form).status_code == 302
    count = model.objects.count()
    answer = desk.post(path, form | typed(TYPED[label][1]))
    assert answer.status_code == 200 and "要再添加一条，请再次保存" in errors_of(answer)[0]
    again = read_form(answer)
    assert model.objects.count() == count and again["_key"] != form["_key"]
    assert all(again[name] == str(value) for name, value in typed(TYPED[label][1]).items())
    assert desk.post(path, again).status_code == 302 and model.objects.count() == count + 1


def test_a_story_sent_twice_with_pictures_has_them_once(signed_in, cast):
    desk, path = signed_in(cast.ruiwen), add_path("news.article")
    form = open_form(desk, path) | typed(TYPED["news.article"][0])
    form |= {"photos-TOTAL_FORMS": 1, "photos-0-caption": "海边", "photos-0-position": 0}
    for _ in range(2):
        assert desk.post(path, form | {"photos-0-file": picture()}).status_code == 302
    assert (Article.objects.count(), Photo.objects.count()) == (1, 1)


def test_a_faulty_form_may_be_sent_again_under_its_key(signed_in, cast):
    desk, path = signed_in(cast.ruiwen), add_path("news.article")
    form = open_form(desk, path) | typed(TYPED["news.article"][0])
    faulty = read_form(desk.post(path, form | {"title": ""}))
    assert faulty["_key"] == form["_key"]
    assert desk.post(path, faulty | {"title": "快讯"}).status_code == 302
    assert desk.post(path, faulty | {"title": "快讯"}).status_code == 302 and Article.objects.count() == 1


def test_a_popup_sent_twice_chooses_what_the_first_made(signed_in, cast):
    desk, path = signed_in(cast.ruiwen), f"{add_path('news.region')}?_popup=1"
    form = open_form(desk, path) | TYPED["news.region"][0]
    answers = [desk.post(path, form).content for _ in range(2)]
    assert answers[0] == answers[1] and b"popup" in answers[0]


def test_a_thing_that_was_deleted_again_is_not_made_again_by_an_old_form(signed_in, cast):
    desk, path = signed_in(cast.ruiwen), add_path("news.region")
    form = open_form(desk, path) | TYPED["news.region"][0]
    desk.post(path, form)
    model_of("news.region").objects.filter(slug="taoyuan").delete()
    answer = desk.post(path, form, follow=True)
    assert "后来被删除了" in answer.content.decode()
    assert not model_of("news.region").objects.filter(slug="taoyuan").exists()


def test_a_key_belongs_to_one_person_and_one_form(signed_in, cast):
    form = open_form(signed_in(cast.ruiwen), add_path("news.article")) | typed(TYPED["news.article"][0])
    for editor in (cast.ruiwen, cast.qinghe):
        assert signed_in(editor).post(add_path("news.article"), form).status_code == 302
    region = TYPED["news.region"][0] | {"_key": form["_key"], "position": 0}
    answer = signed_in(cast.ruiwen).post(add_path("news.region"), region)
    assert answer.status_code == 302 and Article.objects.count() == 2
    assert model_of("news.region").objects.filter(slug="taoyuan").exists()


def test_a_change_sent_twice_is_one_change_and_no_conflict(signed_in, cast, article):
    desk, path = signed_in(cast.ruiwen), change_path(article)
    form = open_form(desk, path) | {"body": "改过的第一段", "corrections-TOTAL_FORMS": 1}
    form |= {"corrections-0-text": "更正一处"}
    form |= {"corrections-0-made_at_0": "2024-06-18", "corrections-0-made_at_1": "08:00"}
    assert desk.post(path, form).status_code == 302
    again = desk.post(path, form, follow=True)
    assert "已经保存过了" in again.content.decode() and article.corrections.count() == 1


def test_keys_are_forgotten_after_a_month(signed_in, cast, at):
    desk, path = signed_in(cast.ruiwen), add_path("news.region")
    desk.post(path, open_form(desk, path) | TYPED["news.region"][0])
    tidy()
    assert SentForm.objects.count() == 1
    at(timezone.now() + timedelta(days=31))
    tidy()
    assert not SentForm.objects.exists()


# -- at the same moment ---------------------------------------------------------------------------------


def sending(client, path, form):
    return lambda: client.post(path, form)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rows_of_migrations")
@pytest.mark.parametrize("label", ["news.article", "news.region"])  # nothing, and a column, is unique in these
def test_the_same_form_sent_ten_times_at_once_adds_one_thing(signed_in, label):
    editor, model, path = make_reader("睿文", is_staff=True, is_superuser=True), model_of(label), add_path(label)
    count, form = model.objects.count(), open_form(signed_in(editor), path) | typed(TYPED[label][0])
    answers = at_once([sending(signed_in(editor), path, form) for _ in range(10)])
    assert model.objects.count() == count + 1 and SentForm.objects.count() == 1
    assert {answer.status_code for answer in answers} == {302}
    changelist = reverse(f"admin:{label.replace('.', '_')}_changelist")
    assert {answer["Location"] for answer in answers} == {changelist, change_path(model.objects.latest("pk"))}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rows_of_migrations")
def test_of_ten_editors_who_save_at_once_one_does_and_nine_are_asked(signed_in):
    article, editors = make_article(), [make_reader(f"编辑{n}号", is_staff=True, is_superuser=True) for n in range(10)]
    path, desks = change_path(article), [signed_in(editor) for editor in editors]
    forms = [open_form(desk, path) | {"title": f"第{n}个题目"} for n, desk in enumerate(desks)]
    answers = at_once([sending(desk, path, form) for desk, form in zip(desks, forms, strict=True)])
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [302]
    winner = next(n for n, answer in enumerate(answers) if answer.status_code == 302)
    article.refresh_from_db()
    assert article.title == f"第{winner}个题目"
    asked = [answer.content.decode() for answer in answers if answer.status_code == 200]
    assert all("改动已被他人保存" in html and f"编辑{winner}号" in html for html in asked)
    assert Article.objects.get().title == article.title


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rows_of_migrations")
def test_a_change_sent_five_times_at_once_is_one_change(signed_in):
    article, editor = make_article(), make_reader("睿文", is_staff=True, is_superuser=True)
    path, desk = change_path(article), signed_in(editor)
    form = open_form(desk, path) | {"body": "改过的第一段", "sources-0-name": "海陆晚报", "sources-0-position": 0}
    answers = at_once([sending(signed_in(editor), path, form) for _ in range(5)])
    assert {answer.status_code for answer in answers} == {302} and article.sources.count() == 1
