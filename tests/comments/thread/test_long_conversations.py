"""查看对话 of a comment with very many answers: pages of a hundred, each of which costs what the first costs."""

import re
from html import unescape

import pytest

from comments.models import Comment
from comments.thread.conversation import PER_PAGE
from news.models import Article
from tests.large_site import copy_row, counted_work

pytestmark = pytest.mark.django_db
ANSWERS = 2000


def answered(say, reader, other, parent=None):
    """A comment with thousands of answers, under `parent` or alone."""
    comment = say(reader, "许多人回答的话", parent)
    answer = say(other, "许多回答里的第一个", comment)
    copy_row(answer, ANSWERS - 1, floor=f"{answer.floor} + n", text="'答' || n")
    Comment.objects.filter(pk=comment.pk).update(reply_count=ANSWERS)
    Article.objects.filter(pk=comment.article_id).update(last_floor=ANSWERS + 9)
    return comment


@pytest.fixture(params=["alone", "an answer itself"])
def many(request, say, tangju, fufeng):
    return answered(say, tangju, fufeng, say(fufeng, "更早的话") if request.param != "alone" else None)


def rows(answer):
    return [int(pk) for pk in re.findall(r'<li id="comment-(\d+)" class="comment"', answer.content.decode())]


def next_address(comment, answer):
    found = re.search(r'rel="next" href="([^"]+)"', answer.content.decode())
    return found and comment.get_absolute_url() + unescape(found[1])


def test_its_pages_show_every_answer_once_oldest_first(client, many):
    seen, address = [], many.get_absolute_url()
    while address:
        answer = client.get(address)
        shown = rows(answer)
        assert len(shown) <= PER_PAGE + 2
        seen += shown
        address = next_address(many, answer)
    answers = [pk for pk in seen if pk > many.pk]
    assert answers == sorted(many.replies.values_list("pk", flat=True))


def test_only_the_last_page_takes_new_answers_in(client, many):
    first = client.get(many.get_absolute_url())
    assert "data-focus" not in first.content.decode()
    last = client.get(f"{many.get_absolute_url()}?page=21&after={many.replies.order_by('pk')[ANSWERS - 50].pk}")
    assert f'data-focus="{many.pk}"' in last.content.decode() and 'rel="first"' in last.content.decode()


@pytest.mark.sqlite
def test_a_page_costs_the_same_with_any_number_of_answers(client, say, many):
    one = many.replies.order_by("pk").first()
    for comment in (many, one):
        client.get(comment.get_absolute_url())
    costs = []
    for query in ("", f"?page=2&after={many.replies.order_by('pk')[1500].pk}"):
        with counted_work() as work:
            client.get(many.get_absolute_url() + query)
        costs.append(work.steps)
    with counted_work() as work:
        client.get(one.get_absolute_url())
    assert max(*costs, work.steps) < 400


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=99999999", "after=1&page=0", f"after={'9' * 30}"])
def test_what_is_no_page_of_it_is_404(client, say, tangju, query):
    comment = say(tangju, "一句话")
    assert client.get(f"{comment.get_absolute_url()}?{query}").status_code == 404


def test_deeper_answers_stand_between_the_direct_ones(client, say, tangju, fufeng):
    top = say(tangju, "开头")
    middle = say(fufeng, "中间", top)
    first = say(tangju, "第一答", middle)
    deeper = say(fufeng, "答第一答", first)
    aside = say(fufeng, "答开头", top)
    second = say(tangju, "第二答", middle)
    assert rows(client.get(middle.get_absolute_url())) == [row.pk for row in (top, middle, first, deeper, second)]
    assert aside.pk not in rows(client.get(middle.get_absolute_url()))
