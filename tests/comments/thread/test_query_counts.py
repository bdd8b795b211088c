"""How often a post and a vote ask the database: what is locked already, or known, is not asked for again."""

import re
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import ArticleVote, Comment, CommentVote

pytestmark = pytest.mark.django_db
AROUND = re.compile("BEGIN|COMMIT|SAVEPOINT|RELEASE")


@contextmanager
def asked(number):
    """At most so many statements, those around a transaction not counted."""
    with CaptureQueriesContext(connection) as captured:
        yield
    statements = [query["sql"] for query in captured.captured_queries if not AROUND.match(query["sql"])]
    assert len(statements) <= number, "\n".join(statements)


def test_a_post_with_all_phases(article, tangju):
    Comment.post(article, tangju, "先说一句，表都读过了")
    with asked(12):
        Comment.post(article, tangju, "再说一句没有人提到的话", key="k")


def test_a_vote_and_taking_it_back(say, tangju, fufeng):
    comment = say(tangju, "一句话")
    CommentVote.cast(fufeng, say(tangju, "另一句话"), "flower")
    with asked(13):
        CommentVote.cast(fufeng, comment, "flower")
    with asked(14):  # Django looks for what hangs on the row before it deletes it
        CommentVote.cast(fufeng, comment, None)


def test_a_vote_on_a_story(article, tangju):
    with asked(10):
        ArticleVote.cast(tangju, article, "flower")


def test_a_post_by_script_from_the_request_to_the_answer(article, tangju, signed_in):
    client = signed_in(tangju)
    address, script = f"/news/{article.pk}/comments/", {"X-Fragment": "yes"}
    client.post(address, {"text": "先说一句，来源记下了", "key": "k1"}, headers=script)
    with asked(17):
        assert client.post(address, {"text": "再说一句", "key": "k2"}, headers=script).status_code == 200


def test_a_vote_by_script_from_the_request_to_the_answer(say, tangju, fufeng, signed_in):
    client, comment = signed_in(fufeng), say(tangju, "一句话")
    CommentVote.cast(fufeng, say(tangju, "另一句话"), "flower")  # the table of ranks is known now
    with asked(16):
        answer = client.post(f"/comments/{comment.pk}/votes/", {"want": "flower"}, headers={"X-Fragment": "yes"})
    assert answer.status_code == 200
