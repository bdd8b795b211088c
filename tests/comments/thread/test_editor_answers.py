"""网编回复: ticked in the composer by editors alone, written in the row, shown wherever the row stands."""

import pytest

from comments.models import Comment
from tests.conftest import make_staff

pytestmark = pytest.mark.django_db
TICK = 'name="as_editor"'


@pytest.fixture
def editor(db):
    return make_staff("闻笛", "网编")


def post(client, article, text="稿子已经按原文改过", **fields):
    data = {"text": text, "parent": "", "key": "", "as_editor": "on"} | fields
    return client.post(f"/news/{article.pk}/comments/", data, headers={"X-Fragment": "yes"})


def test_an_editors_answer_is_marked_in_the_row_its_quotes_and_feeds(signed_in, editor, article, say, tangju):
    question = say(tangju, "第二段的年份写错了吧")
    row = post(signed_in(editor), article, parent=question.pk).content.decode()
    answer = Comment.objects.get(author=editor)
    assert answer.as_editor and '<span class="verified by-editor">网编回复</span' in row and "品衔" not in row
    say(tangju, "谢谢", parent=answer)
    guest = signed_in()
    page = guest.get(article.get_absolute_url()).content.decode()
    assert page.count("网编回复") == 2  # the row, and the quote above the thanks
    for path in ("/comments/", f"/comments/{question.pk}/", f"/feeds/news/{article.pk}/comments/"):
        assert "网编回复" in guest.get(path).content.decode(), path


def test_without_the_tick_an_editor_speaks_as_a_reader(signed_in, editor, article):
    data = {"text": "这是我自己的看法", "parent": "", "key": ""}
    signed_in(editor).post(f"/news/{article.pk}/comments/", data)
    assert not Comment.objects.get().as_editor
    assert "网编回复" not in signed_in().get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("group", [None, "版主"])
def test_nobody_else_is_offered_it_or_may_do_it(signed_in, article, tangju, group):
    who = make_staff("秋白", group) if group else tangju
    client = signed_in(who)
    assert TICK not in client.get(article.get_absolute_url()).content.decode()
    answer = post(client, article)
    assert answer.status_code == 403 and "只有网编" in answer.content.decode() and not Comment.objects.exists()
    assert "稿子已经按原文改过" in answer.content.decode()


def test_a_refused_answer_keeps_the_tick(signed_in, editor, article):
    client = signed_in(editor)
    assert f"{TICK}>" in client.get(article.get_absolute_url()).content.decode()
    assert f"{TICK} checked>" in post(client, article, text="").content.decode()


def test_the_mark_stays_when_the_editor_is_one_no_more_and_edits_do_not_move_it(signed_in, editor, article):
    post(client := signed_in(editor), article)
    row = Comment.objects.get()
    editor.groups.clear()
    client.post(f"/comments/{row.pk}/edits/", {"text": "稿子已经按原文改过了"})
    row.refresh_from_db()
    assert row.as_editor and row.edited_at and TICK not in client.get(article.get_absolute_url()).content.decode()
