"""Two editors at one form of the admin: nothing is overwritten unseen, and what was typed is never lost."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from comments.models import (
    Choice,
    Claim,
    Poll,
    Rank,
    Reader,
    Ruling,
    SectionModerator,
    Submission,
    TitleRequest,
    WordRule,
)
from config.admin import OURS
from news.models import (
    Article,
    Channel,
    ConversionOverride,
    Correction,
    FeedSource,
    Region,
    RegionalTerm,
    Related,
    Source,
)
from tests.admin_forms import errors_of, open_form, read_form
from tests.conftest import make_article, make_photo

pytestmark = pytest.mark.django_db
CONFLICT = "改动已被他人保存"


def make_poll():
    poll = Poll.objects.create(question="修不修？")
    Choice.objects.create(poll=poll, text="修")
    Choice.objects.create(poll=poll, text="不修")
    return poll


def make_feed():
    channel = Channel.objects.get(slug="tech")
    return FeedSource.objects.create(name="河报", url="https://river.example/feed", channel=channel)


# Of each form that can be changed: an object, and what two people type (field, one text, another).
FORMS = {
    "auth.group": (lambda cast: Group.objects.create(name="校对"), "name", "校对一组", "校对二组"),
    "news.article": (lambda cast: make_article(), "title", "甲改的题目", "乙改的题目"),
    "news.channel": (lambda cast: Channel.objects.get(slug="tech"), "position", "71", "72"),
    "news.region": (lambda cast: Region.objects.first(), "position", "71", "72"),
    "news.conversionoverride": (
        lambda cast: ConversionOverride.objects.create(written="里皮"),
        "zh_hant",
        "里皮甲",
        "里皮乙",
    ),
    "news.regionalterm": (
        lambda cast: RegionalTerm.objects.create(zh_hans="特朗普", zh_hant="川普"),
        "zh_hk",
        "特朗普甲",
        "特朗普乙",
    ),
    "news.feedsource": (lambda cast: make_feed(), "name", "甲社", "乙社"),
    "comments.rank": (lambda cast: Rank.objects.get(level=5), "left", "甲", "乙"),
    "comments.reader": (lambda cast: cast.tangju, "bio", "甲写的", "乙写的"),
    "comments.wordrule": (lambda cast: WordRule.objects.create(word="某词", scope="names"), "word", "某词甲", "某词乙"),
    "comments.poll": (lambda cast: make_poll(), "question", "甲问的", "乙问的"),
}
# Forms in which something is chosen, not typed.
CHOSEN = ["comments.comment", "comments.sectionmoderator"]
# Answered once, whoever comes first: tests/comments/error_reports.
ANSWERED = ["comments.errorreport"]
# Forms without anything that can be changed: their rows are answered from the list.
FIXED = ["comments.submission", "comments.titlerequest", "comments.claim"]


def may_change(model):
    one = admin.site._registry[model]
    request = RequestFactory().get("/")
    request.user = Reader(is_superuser=True)
    return one.has_change_permission(request)


def change_path(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def test_every_registered_form_that_changes_something_is_tried_here():
    ours = [model for model in admin.site._registry if model._meta.app_label in OURS and may_change(model)]
    assert {model._meta.label_lower for model in ours} == {*FORMS, *CHOSEN, *ANSWERED, *FIXED}


@pytest.mark.parametrize("label", FORMS)
def test_the_second_of_two_saves_is_no_save_but_a_question(signed_in, cast, label):
    make, field, first, second = FORMS[label]
    obj = make(cast)
    path, one, other = change_path(obj), signed_in(cast.ruiwen), signed_in(cast.qinghe)
    mine, theirs = open_form(one, path), open_form(other, path)
    assert other.post(path, theirs | {field: second}).status_code == 302
    answer = one.post(path, mine | {field: first})
    html = answer.content.decode()
    assert answer.status_code == 200 and CONFLICT in html and "青禾" in html and "睿文" not in errors_of(answer)[0]
    assert f"现在的内容：{second}" in errors_of(answer)
    obj.refresh_from_db()
    assert str(getattr(obj, field)) == second
    again = read_form(answer)
    assert again[field] == first  # what was typed
    assert one.post(path, again).status_code == 302  # knowingly
    obj.refresh_from_db()
    assert str(getattr(obj, field)) == first


@pytest.mark.parametrize("label", FORMS)
def test_one_editor_saves_again_and_again_without_a_question(signed_in, cast, label):
    make, field, first, second = FORMS[label]
    obj, desk = make(cast), signed_in(cast.ruiwen)
    path = change_path(obj)
    for text in (first, second, first):
        answer = desk.post(path, open_form(desk, path) | {field: text, "_continue": "1"}, follow=True)
        assert answer.status_code == 200 and CONFLICT not in answer.content.decode()
        obj.refresh_from_db()
        assert str(getattr(obj, field)) == text


def test_what_was_left_alone_is_taken_from_the_other_editor(signed_in, cast, article):
    one, other, path = signed_in(cast.ruiwen), signed_in(cast.qinghe), change_path(article)
    mine, theirs = open_form(one, path), open_form(other, path)
    body = "乙改的第一段。\r\n\r\n第二段。"
    assert (
        other.post(path, theirs | {"body": body, "closed": "on", "region": Region.objects.first().pk}).status_code
        == 302
    )
    again = read_form(one.post(path, mine | {"title": "甲改的题目"}))
    assert again["body"] == body and again["closed"] == "on" and again["title"] == "甲改的题目"
    assert one.post(path, again).status_code == 302
    article.refresh_from_db()
    html = "<p>乙改的第一段。</p>\n<p>第二段。</p>"
    assert (article.title, article.body, article.closed) == ("甲改的题目", html, True)
    assert article.region == Region.objects.first()


def test_a_question_is_asked_as_long_as_others_save(signed_in, cast, article):
    one, other, path = signed_in(cast.ruiwen), signed_in(cast.qinghe), change_path(article)
    form = open_form(one, path) | {"title": "甲改的题目"}
    for text in ("乙改一次", "乙改两次"):
        assert other.post(path, open_form(other, path) | {"title": text}).status_code == 302
        answer = one.post(path, form)
        assert f"现在的内容：{text}" in errors_of(answer)
        form = read_form(answer)
    assert one.post(path, form).status_code == 302


def test_rows_of_two_editors_meet(signed_in, cast, article):
    kept, changed, removed, both = (Source.objects.create(article=article, name=name) for name in "甲乙丙丁")
    one, other, path = signed_in(cast.ruiwen), signed_in(cast.qinghe), change_path(article)
    mine, theirs = open_form(one, path), open_form(other, path)
    theirs |= {"sources-1-name": "乙报", "sources-2-DELETE": "on", "sources-3-name": "丁报", "sources-4-name": "戊"}
    assert other.post(path, theirs).status_code == 302
    mine |= {"sources-0-url": "https://a.example/", "sources-3-name": "丁台", "sources-4-name": "己"}
    answer = one.post(path, mine)
    said = errors_of(answer)
    assert CONFLICT in said[0] and "现在的内容：丁报" in said and "这一行是他人新添的。" in said
    assert one.post(path, read_form(answer)).status_code == 302
    rows = {source.pk: (source.name, source.url) for source in article.sources.all()}
    assert (
        rows[kept.pk] == ("甲", "https://a.example/") and rows[changed.pk][0] == "乙报" and rows[both.pk][0] == "丁台"
    )
    assert removed.pk not in rows and sorted(name for name, _ in rows.values()) == sorted(
        ["甲", "乙报", "丁台", "戊", "己"]
    )


def test_a_row_that_the_other_deleted_comes_back_only_if_something_was_typed_in_it(signed_in, cast, article):
    for text in ("第一处", "第二处"):
        Correction.objects.create(article=article, text=text)
    one, path = signed_in(cast.ruiwen), change_path(article)
    mine = open_form(one, path)
    article.corrections.all().delete()
    answer = one.post(path, mine | {"corrections-1-text": "第二处，写细了"})
    assert CONFLICT in errors_of(answer)[0] and "这一行已被他人删除，保存会重新添加。" in errors_of(answer)
    assert one.post(path, read_form(answer)).status_code == 302
    assert [one.text for one in article.corrections.all()] == ["第二处，写细了"]


def test_another_picture_in_the_same_row_is_a_change(signed_in, cast, article):
    photo, path, desk = make_photo(article, "旧图"), change_path(article), signed_in(cast.ruiwen)
    mine = open_form(desk, path)
    photo.name = "photos/another"
    photo.save()
    assert CONFLICT in errors_of(desk.post(path, mine))[0]


def test_stories_that_the_worker_relates_are_nobodys_change(signed_in, cast, article):
    earlier = [
        make_article(f"更早的{n}", published_at=timezone.now() - timezone.timedelta(days=n + 1)) for n in range(3)
    ]
    Related.objects.create(article=article, earlier=earlier[0])
    desk, path = signed_in(cast.ruiwen), change_path(article)
    mine = open_form(desk, path)
    article.related.all().delete()
    Related.objects.create(article=article, earlier=earlier[1])
    assert desk.post(path, mine | {"title": "甲改的题目"}).status_code == 302
    article.refresh_from_db()
    assert article.title == "甲改的题目" and not article.related_by_hand
    assert [row.earlier_id for row in article.related.all()] == [earlier[1].pk]
    mine = open_form(desk, path)
    article.related.all().delete()
    answer = desk.post(path, mine | {"related-0-earlier": earlier[2].pk})
    assert CONFLICT in errors_of(answer)[0] and read_form(answer)["related-0-earlier"] == str(earlier[2].pk)
    assert desk.post(path, read_form(answer)).status_code == 302
    assert [row.earlier_id for row in article.related.all()] == [earlier[2].pk]


def test_an_act_of_the_list_is_a_change_too_and_the_log_knows_whose(signed_in, cast, article):
    desk, path = signed_in(cast.ruiwen), change_path(article)
    mine = open_form(desk, path)
    signed_in(cast.qinghe).post("/admin/news/article/", {"action": "close", "_selected_action": [article.pk]})
    answer = desk.post(path, mine | {"title": "甲改的题目"})
    assert CONFLICT in errors_of(answer)[0] and "青禾" in errors_of(answer)[0]
    assert read_form(answer)["closed"] == "on"


def test_what_the_floor_writes_meanwhile_is_no_conflict(signed_in, cast, say, article, tangju):
    desk, path = signed_in(cast.ruiwen), change_path(article)
    mine = open_form(desk, path)
    say(tangju, "在编辑打开表单之后发的")
    assert desk.post(path, mine | {"title": "改过的题目"}).status_code == 302


def test_a_change_by_nobody_in_the_log_names_nobody(signed_in, cast, article):
    desk, path = signed_in(cast.ruiwen), change_path(article)
    other = open_form(signed_in(cast.qinghe), path)
    assert signed_in(cast.qinghe).post(path, other | {"title": "早先改的"}).status_code == 302
    mine = open_form(desk, path)
    Article.objects.filter(pk=article.pk).update(title="作者改的")
    said = errors_of(desk.post(path, mine))[0]
    assert said.startswith(f"{CONFLICT}。") and "青禾" not in said


def test_ones_own_save_in_another_tab_is_called_so(signed_in, cast, article):
    desk, path = signed_in(cast.ruiwen), change_path(article)
    first, second = open_form(desk, path), open_form(desk, path)
    assert desk.post(path, first | {"title": "一页的"}).status_code == 302
    assert errors_of(desk.post(path, second | {"title": "另一页的"}))[0].startswith("您已在另一页保存过改动")


def test_a_version_that_is_not_of_this_object_counts_as_none(signed_in, cast, article):
    desk, other = signed_in(cast.ruiwen), make_article("另一条")
    strange = open_form(desk, change_path(other))["_version"]
    for version in (strange, "x", "a:b:c", "\x00", "改"):
        answer = desk.post(change_path(article), open_form(desk, change_path(article)) | {"_version": version})
        assert answer.status_code == 200 and CONFLICT in errors_of(answer)[0]


def test_a_faulty_form_keeps_its_version(signed_in, cast, article):
    desk, path = signed_in(cast.ruiwen), change_path(article)
    mine = open_form(desk, path)
    faulty = read_form(desk.post(path, mine | {"title": ""}))
    assert faulty["_version"] == mine["_version"]
    Article.objects.filter(pk=article.pk).update(title="作者改的")
    assert CONFLICT in errors_of(desk.post(path, faulty | {"title": "甲改的题目"}))[0]


def test_the_second_of_two_rulings_sees_the_first(signed_in, cast, say, tangju):
    comment, one, other = say(tangju, "看看再说"), signed_in(cast.ruiwen), signed_in(cast.qinghe)
    path = change_path(comment)
    mine, theirs = open_form(one, path), open_form(other, path)
    assert other.post(path, theirs | {"reason": "insult", "_hide": "1"}).status_code == 302
    answer = one.post(path, mine | {"reason": "other", "note": "没看见", "_collapse": "1"})
    assert CONFLICT in errors_of(answer)[0] and "青禾" in errors_of(answer)[0]
    assert Ruling.objects.count() == 1 and read_form(answer)["note"] == "没看见"
    assert one.post(path, read_form(answer) | {"_restore": "1"}).status_code == 302
    comment.refresh_from_db()
    assert comment.state == "visible"


def test_groups_and_moderators_of_boards_are_compared_by_what_is_chosen(signed_in, cast):
    boards = list(Channel.objects.filter(kind="board"))[:2]
    row, desk = SectionModerator.objects.create(board=boards[0], reader=cast.tangju), signed_in(cast.ruiwen)
    mine = open_form(desk, change_path(row))
    SectionModerator.objects.filter(pk=row.pk).update(board=boards[1])
    answer = desk.post(change_path(row), mine | {"reader": cast.fufeng.pk})
    assert CONFLICT in errors_of(answer)[0] and f"现在的内容：{cast.tangju}" in errors_of(answer)
    assert read_form(answer)["board"] == str(boards[1].pk)
    group = Group.objects.create(name="校对")
    mine = open_form(desk, change_path(group))
    group.permissions.set(Permission.objects.all()[:2])
    answer = desk.post(change_path(group), mine | {"name": "校对组"})
    assert CONFLICT in errors_of(answer)[0] and len(read_form(answer)["permissions"]) == 2


@pytest.mark.parametrize("label", FIXED)
def test_a_row_that_is_answered_from_the_list_has_no_field_to_type_in(signed_in, cast, label):
    rows = {
        "comments.submission": lambda: Submission.objects.create(reader=cast.tangju, title="来稿", state="sent"),
        "comments.titlerequest": lambda: TitleRequest.objects.create(reader=cast.tangju, text="水果大王"),
        "comments.claim": lambda: Claim.objects.create(imported=cast.tangju, email="a@example.org", proof="是我"),
    }
    fields = open_form(signed_in(cast.ruiwen), change_path(rows[label]()))
    assert [name for name in fields if not re.match("_|csrf|photos-", name)] == []
