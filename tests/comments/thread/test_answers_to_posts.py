"""The answer to a post is drawn from the comment in hand: it says what the comment read again would say."""

import re

import pytest

from comments.models import Comment
from comments.thread.rows import revisions_of
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Fragment": "yes"}


@pytest.fixture
def post(signed_in, article):
    """post(reader, **fields) posts by script and returns (the row of the answer, the comment read again)."""

    def post(reader, **fields):
        answer = signed_in(reader).post(f"/news/{article.pk}/comments/", fields, headers=SCRIPT)
        assert answer.status_code == 200, answer.content.decode()
        pk = int(re.search(r'id="comment-(\d+)"', answer.content.decode())[1])
        return answer.content.decode(), Comment.objects.for_rendering().get(pk=pk)

    return post


def draw_again(comment, reader, signed_in):
    """The row as its author gets it by an edit that changes nothing, which reads it again."""
    address = f"/comments/{comment.pk}/edits/"
    return signed_in(reader).post(address, {"text": comment.text}, headers=SCRIPT).content.decode()


def without_seconds(html):
    return re.sub(r'data-seconds="\d+"', "", html)


@pytest.mark.parametrize(
    "text", ["说一句", "说一句给@糖桔 听", "第一行\n第二行 https://example.com/ 。"], ids=["plain", "named", "lines"]
)
def test_the_row_is_the_same(post, fufeng, signed_in, text):
    html, comment = post(fufeng, text=text, key="k")
    assert without_seconds(html) == without_seconds(draw_again(comment, fufeng, signed_in))


def test_the_row_of_an_answer_quotes(post, say, tangju, fufeng, signed_in):
    html, comment = post(fufeng, text="不同意", parent=say(tangju, "一句话").pk)
    assert "一句话" in html and "糖桔" in html
    assert without_seconds(html) == without_seconds(draw_again(comment, fufeng, signed_in))


def test_sent_again_it_is_the_same(post, say, tangju, fufeng):
    fields = {"text": "不同意", "parent": say(tangju, "一句话").pk, "key": "once"}
    assert without_seconds(post(fufeng, **fields)[0]) == without_seconds(post(fufeng, **fields)[0])


def test_one_that_waits_is_shown_as_waiting(post, settings, signed_in):
    settings.HOLD_FIRST = 3
    reader = make_reader("新来的")
    html, comment = post(reader, text="第一次说话")
    assert comment.state == Comment.State.HELD and comment.held_note in html
    assert without_seconds(html) == without_seconds(draw_again(comment, reader, signed_in))


@pytest.mark.parametrize("answers", [False, True], ids=["alone", "to another"])
def test_the_comment_in_hand_is_at_the_revisions_of_the_database(say, tangju, fufeng, answers):
    said = say(fufeng, "再说一句", say(tangju, "一句话") if answers else None)
    assert revisions_of(said) == revisions_of(Comment.objects.for_rendering().get(pk=said.pk))
