"""A comment with very many answers: what happens to it writes no more than what happens to any other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.live.catchup import MOST
from comments.models import Comment
from news.models import Article, Change
from tests.large_site import copy_row, counted_work

pytestmark = pytest.mark.django_db
WORDS = "要收回的原话"
ACTS = {
    "hide": lambda comment, qinghe: comment.hide(qinghe, "insult"),
    "delete": lambda comment, qinghe: comment.delete_by_author(),
    "edit": lambda comment, qinghe: comment.edit("改过的话"),
    "hold": lambda comment, qinghe: comment.hold(qinghe, "other"),
}


def answered(say, tangju, fufeng, times):
    """A comment of 糖桔 that was answered so often."""
    root = say(tangju, WORDS if times > 1 else "只有一个人回答的话")
    answer = say(fufeng, "许多答话里的一句" if times > 1 else "唯一的回答", root)
    if times > 1:
        copy_row(answer, times - 1, floor=f"{answer.floor} + n", text="'答话' || n")
    Comment.objects.filter(pk=root.pk).update(reply_count=times)
    Article.objects.filter(pk=root.article_id).update(last_floor=answer.floor + times - 1)
    return Comment.objects.get(pk=root.pk)


def poll(client, article, after):
    return client.get(f"/news/{article.pk}/changes/?after={after}")


def cursor(article):
    return Article.objects.get(pk=article.pk).cursor


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_it_writes_as_much_as_with_one_answer(say, article, tangju, fufeng, qinghe, act):
    written, queries = [], []
    for times in (1, 2000):
        comment, start = answered(say, tangju, fufeng, times), cursor(article)
        with CaptureQueriesContext(connection) as captured:
            ACTS[act](comment, qinghe)
        written.append(Change.objects.after(article.pk, start).count())
        queries.append(len(captured))
    assert written[0] == written[1] <= 3 and queries[1] <= queries[0] + 5  # a level may change with it


@pytest.mark.sqlite
def test_hiding_it_looks_at_no_answer(say, article, tangju, fufeng, qinghe):
    steps = []
    for times in (1, 2000):
        comment = answered(say, tangju, fufeng, times)
        with counted_work() as work:
            comment.hide(qinghe, "insult")
        steps.append(work.steps)
    assert steps[1] <= steps[0] + 20


def test_open_pages_lose_the_words_of_up_to_300_answers(say, signed_in, article, tangju, fufeng, qinghe):
    comment, start = answered(say, tangju, fufeng, 200), cursor(article)
    comment.hide(qinghe, "insult")
    html = poll(signed_in(), article, start).content.decode()
    assert html.count("「原评论已隐藏」") == 200 and WORDS not in html


def test_with_more_answers_open_pages_load_anew(say, signed_in, article, tangju, fufeng, qinghe):
    comment, start = answered(say, tangju, fufeng, MOST + 50), cursor(article)
    comment.hide(qinghe, "insult")
    assert poll(signed_in(), article, start)["X-Resync"] == "yes"
    assert not poll(signed_in(), article, cursor(article)).get("X-Resync")


@pytest.mark.parametrize("act", ACTS)
def test_no_page_drawn_afterwards_shows_the_words(say, signed_in, article, tangju, fufeng, qinghe, act):
    comment = answered(say, tangju, fufeng, 400)
    answer = comment.replies.order_by("pk").last()
    pages = (
        f"/news/{article.pk}/",
        f"/news/{article.pk}/comments/",
        f"/news/{article.pk}/comments/?sort=old&page=5",
        f"/comments/{answer.pk}/",
        "/comments/",
        "/readers/扶风/",
    )
    shown_before = [WORDS in signed_in().get(page).content.decode() for page in pages]
    ACTS[act](comment, qinghe)
    assert all(shown_before)
    assert not any(WORDS in signed_in().get(page).content.decode() for page in pages)


def test_what_comes_back_is_quoted_again_on_open_pages(say, signed_in, article, tangju, fufeng, qinghe):
    comment = answered(say, tangju, fufeng, 3)
    comment.hide(qinghe, "insult")
    start = cursor(article)
    Comment.objects.get(pk=comment.pk).restore(qinghe, "mistake")
    html = poll(signed_in(), article, start).content.decode()
    assert html.count(WORDS) >= 4 and "「原评论已隐藏」" not in html


def test_the_cursor_is_reached_though_the_answers_went_meanwhile(say, signed_in, article, tangju, fufeng, qinghe):
    comment, start = answered(say, tangju, fufeng, 1), cursor(article)
    comment.edit("改过的话")
    Comment.objects.filter(parent=comment).update(state=Comment.State.HIDDEN, shown_at=timezone.now())
    assert poll(signed_in(), article, start)["X-Cursor"] == str(cursor(article))
