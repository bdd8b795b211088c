"""编辑精选: marked and taken back from the row, with and without a script; a list of its own; no order changes."""

import pytest
from django.contrib.admin.models import LogEntry

from comments.models import Comment, Notice, Ruling
from news.models import Change
from tests.conftest import make_staff

pytestmark = pytest.mark.django_db
LIST = "/comments/featured/"
SCRIPT = {"X-Fragment": "yes"}


@pytest.fixture
def comment(say, tangju):
    return say(tangju, "渡口的老船工怎么说")


@pytest.fixture
def editor(db):
    return make_staff("闻笛", "网编")


def press(client, comment, want="on", **more):
    answer = client.post(f"/comments/{comment.pk}/feature/", {"want": want}, **more)
    comment.refresh_from_db()
    return answer


@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_an_editor_marks_a_comment_and_takes_the_mark_back(signed_in, editor, comment, headers):
    client, guest, page = signed_in(editor), signed_in(), comment.article.get_absolute_url()
    assert f"/comments/{comment.pk}/feature/?want=on" in client.get(page).content.decode()
    before = Change.objects.count()
    answer = press(client, comment, headers=headers)
    assert answer.status_code == (200 if headers else 303) and comment.featured_at
    assert not headers or "want=off" in answer.content.decode()
    assert Change.objects.count() == before + 1 and Change.objects.latest("pk").target == comment.pk
    assert 'class="featured"' in guest.get(page).content.decode() and comment.text in guest.get(LIST).content.decode()
    assert f"/comments/{comment.pk}/feature/?want=off" in client.get(page).content.decode()
    press(client, comment, "off", headers=headers)
    assert comment.featured_at is None and comment.text not in guest.get(LIST).content.decode()
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == ["已列入编辑精选", "已取消精选"]


def test_pressed_twice_it_is_done_once(signed_in, editor, comment):
    press(client := signed_in(editor), comment)
    first = comment.featured_at
    assert press(client, comment).status_code == 303 and comment.featured_at == first
    assert LogEntry.objects.count() == 1


def test_the_last_marked_stands_first_and_no_order_of_the_thread_changes(signed_in, editor, say, tangju, fufeng):
    rows = [say(who, text) for who, text in ((tangju, "先说的话"), (fufeng, "后说的话"))]
    numbers = {row.pk: (row.hot, row.lifted, row.floor) for row in rows}
    for row in reversed(rows):
        press(signed_in(editor), row)
    page = signed_in().get(LIST).content.decode()
    assert page.index("先说的话") < page.index("后说的话")
    assert {row.pk: (row.hot, row.lifted, row.floor) for row in rows} == numbers
    assert list(Comment.objects.filter(article=rows[0].article).latest()) == rows[::-1]


def test_what_is_hidden_or_deleted_leaves_the_list_and_comes_back_with_the_mark(
    signed_in, editor, qinghe, say, tangju, comment
):
    deleted = say(tangju, "后来删除的话")
    for row in (comment, deleted):
        press(signed_in(editor), row)
    ruling = comment.hide(qinghe, "insult")
    deleted.delete_by_author()
    page = signed_in().get(LIST).content.decode()
    assert comment.text not in page and "后来删除的话" not in page
    assert press(signed_in(editor), comment).status_code == press(signed_in(editor), deleted).status_code == 404
    ruling.undo(qinghe)
    assert comment.text in signed_in().get(LIST).content.decode()


def test_nobody_marks_their_own(signed_in, editor, say):
    own = say(editor, "网编自己说的话")
    answer = press(signed_in(editor), own)
    assert answer.status_code == 403 and "不能精选自己的评论" in answer.content.decode() and not own.featured_at
    assert "/feature/" not in signed_in(editor).get(own.article.get_absolute_url()).content.decode()


def test_for_others_there_is_no_such_act(signed_in, tangju, fufeng, comment):
    for who in (fufeng, make_staff("秋白", "版主")):
        client = signed_in(who)
        assert "/feature/" not in client.get(comment.article.get_absolute_url()).content.decode()
        assert not client.get("/me/").json()["features"] and press(client, comment).status_code == 404
    assert press(signed_in(), comment).status_code == 303 and comment.featured_at is None


@pytest.mark.parametrize("want", ["", "perhaps", "\x00"])
def test_a_form_that_says_neither_is_refused(signed_in, editor, comment, want):
    assert press(signed_in(editor), comment, want).status_code == 400 and comment.featured_at is None


def test_its_author_is_told_once_and_not_of_a_mark_that_was_taken_back(signed_in, editor, comment, tangju):
    reader = signed_in(tangju)
    client = signed_in(editor)
    press(client, comment)
    press(client, comment)
    page = reader.get("/notices/").content.decode()
    assert page.count("编辑把您的评论列入了编辑精选") == 1 and f"#comment-{comment.pk}" in page
    assert Notice.objects.filter(reader=tangju).count() == 1
    press(client, comment, "off")
    assert not Notice.objects.filter(reader=tangju).exists()
    assert "編輯把您的評論列入了編輯精選" not in reader.get("/zh-hant/notices/").content.decode()
    press(client, comment)
    assert "編輯把您的評論列入了編輯精選" in reader.get("/zh-hant/notices/").content.decode()


def test_a_hidden_comments_mark_is_no_news_any_more(signed_in, editor, comment, tangju, qinghe):
    press(signed_in(editor), comment)
    Ruling.make(comment, qinghe, "hide", "offtopic")
    assert not Notice.objects.filter(reader=tangju, kind="featured").exists()
