"""Taking back one's own comment, on both roads: gone if nobody answered it, a tombstone if somebody did."""

import pytest

from comments.models import Comment
from tests.conftest import SCRIPT

pytestmark = pytest.mark.django_db


def test_an_unanswered_comment_is_answered_with_its_empty_row(signed_in, say, tangju):
    comment = say(tangju, "没有人回复的话")
    answer = signed_in(tangju).post(f"/comments/{comment.pk}/deletion/", **SCRIPT)
    assert answer.status_code == 200
    assert answer.content.decode() == f'<li id="comment-{comment.pk}" data-state="hidden"></li>'
    assert Comment.objects.get(pk=comment.pk).state == "deleted"


def test_an_answered_comment_is_answered_with_its_tombstone(signed_in, say, tangju, fufeng):
    comment = say(tangju, "有人回复的话")
    say(fufeng, "回复", comment)
    page = signed_in(tangju).post(f"/comments/{comment.pk}/deletion/", **SCRIPT).content.decode()
    assert f'id="comment-{comment.pk}"' in page and 'data-state="deleted"' in page and "有人回复的话" not in page


def test_without_a_script_one_is_led_back_to_the_comments(signed_in, say, tangju, article):
    comment = say(tangju, "没有人回复的话")
    answer = signed_in(tangju).post(f"/comments/{comment.pk}/deletion/")
    assert answer.status_code == 303 and answer["Location"] == f"{article.get_absolute_url()}#comments"
