"""Comments of the API: threads, single comments, what is not to be seen of them, variants."""

import pytest

from comments.models import Comment, CommentVote
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db


def thread_of(article, query="", variant=""):
    return f"{variant}/api/v1/articles/{article.pk}/comments/{query}"


def floors(answer):
    return [one["floor"] for one in answer.json()["items"]]


def test_a_thread_goes_by_ranges_of_floor_numbers(client, article, fufeng):
    for number in range(65):
        Comment.post(article, fufeng, f"第{number}句")
    first = client.get(thread_of(article, "?sort=old"))
    assert floors(first) == [*range(1, 31)] and first.json()["comments"] == 65
    second = client.get(first.json()["next"])
    assert floors(second) == [*range(31, 61)]
    assert floors(client.get(second.json()["previous"])) == [*range(1, 31)]
    newest = client.get(thread_of(article))
    assert floors(newest) == [*range(65, 30, -1)] and newest.json()["previous"] is None
    assert floors(client.get(newest.json()["next"])) == [*range(30, 0, -1)]
    assert client.get(thread_of(article, "?sort=old&page=4")).status_code == 404


def test_the_best_come_first_and_go_on_behind_the_last(client, article, tangju, fufeng):
    rows = [Comment.post(article, fufeng, f"第{number}句") for number in range(31)]
    CommentVote.cast(tangju, rows[3], "flower")
    first = client.get(thread_of(article, "?sort=hot"))
    assert floors(first)[0] == 4 and len(floors(first)) == 30
    assert floors(client.get(first.json()["next"])) == [1]


def test_a_thread_costs_the_same_however_long_it_is(client, article, tangju, fufeng, django_assert_num_queries):
    first = Comment.post(article, fufeng, "第一句")
    for number in range(40):
        row = Comment.post(article, make_reader(f"读者{number}号"), f"@扶风 第{number}句", first)
        if number % 4 == 0:
            row.collapse(tangju, "offtopic")
    with django_assert_num_queries(6):  # cursor, site version, story, comments, mentions, rulings (ranks are in memory)
        assert len(client.get(thread_of(article, "?sort=old&page=2")).json()["items"]) == 11


def test_hidden_and_deleted_words_are_in_no_answer(client, article, tangju, fufeng, qinghe):
    secret = Comment.post(article, fufeng, "要隐藏的机密")
    gone = Comment.post(article, fufeng, "要删除的机密")
    answers = [Comment.post(article, tangju, "答一句", row) for row in (secret, gone)]
    held = Comment.post(article, fufeng, "待审的机密")
    secret.hide(qinghe, "insult")
    gone.delete_by_author()
    held.hold(qinghe, "spam")
    paths = [thread_of(article, query) for query in ("", "?sort=old", "?sort=hot", "?sort=disputed")]
    paths += [f"/api/v1/comments/{row.pk}/" for row in (secret, gone, held, *answers)]
    paths += ["/api/v1/readers/扶风/comments/", "/api/v1/readers/糖桔/comments/", "/api/v1/rankings/gems/"]
    paths += ["/api/v1/search/comments/?q=机密", "/api/v1/search/comments/?q=答一句"]
    said = {path: client.get(path) for path in paths}
    assert not [path for path, answer in said.items() if "机密" in answer.content.decode().replace("q=机密", "")]
    rows = {row["id"]: row for row in said[thread_of(article, "?sort=old")].json()["items"]}
    assert rows[gone.pk]["state"] == "deleted" and rows[gone.pk]["author"] is None and secret.pk not in rows
    assert [rows[row.pk]["reply_to"]["state"] for row in answers] == ["hidden", "deleted"]
    assert [client.get(f"/api/v1/comments/{row.pk}/").status_code for row in (secret, held)] == [404, 404]


def test_a_readers_own_held_comment_is_in_no_answer_either(signed_in, article, fufeng, qinghe):
    held = Comment.post(article, fufeng, "待审的机密")
    held.hold(qinghe, "spam")
    assert signed_in(fufeng).get(f"/api/v1/comments/{held.pk}/").status_code == 404


def test_a_folded_comment_says_why(client, article, fufeng, qinghe):
    row = Comment.post(article, fufeng, "离题的话")
    row.collapse(qinghe, "offtopic")
    found = client.get(f"/api/v1/comments/{row.pk}/").json()
    assert found["state"] == "collapsed" and found["text"] == "离题的话" and "由版主折叠" in found["fold_reason"]


def test_words_are_converted_and_names_are_not(client, article, fufeng):
    reader = make_reader("国里人", 5)
    first = Comment.post(article, reader, "国家里面\n第二行 https://example.org/国")
    Comment.post(article, fufeng, "@国里人 说国家里面", first)
    Comment.post(article, fufeng, "這裡本來就是繁體，著名的")
    newest, answer, opened = client.get(thread_of(article, variant="/zh-hant")).json()["items"]
    assert newest["text"] == "這裡本來就是繁體，著名的"
    assert answer["text"] == "@国里人 說國家裡面" and answer["reply_to"]["text"] == "國家裡面…"
    assert answer["reply_to"]["author"] == opened["author"]["name"] == "国里人"
    assert opened["text"] == "國家裡面\n第二行 https://example.org/国"
    assert "品銜" in opened["author"]["badge"] and "/zh-hant/readers/" in opened["author"]["url"]
    page = client.get(f"/zh-hant/news/{article.pk}/comments/").content.decode()
    assert answer["html"].replace("http://127.0.0.1:8000", "") in page
    assert f'<span dir="auto">{answer["reply_to"]["text"]}</span>' in page


def test_a_title_is_as_typed(client, article):
    reader = make_reader("扶摇", 8)
    reader.title = "国里"
    reader.save()
    Comment.post(article, reader, "一句")
    (row,) = client.get(thread_of(article, variant="/zh-hant")).json()["items"]
    assert "国里" in row["author"]["badge"]


@pytest.mark.parametrize(
    "query", ["?sort=best", "?page=x", "?page=-1", "?page=9999999999", "?sort=hot&after=x", "?sort=hot&after=nan~1"]
)
def test_a_page_that_is_none_is_refused(client, article, query):
    assert client.get(thread_of(article, query)).status_code == 400


def test_the_thread_of_a_withdrawn_story_is_gone(client, article, fufeng):
    row = Comment.post(article, fufeng, "一句")
    article.withdraw(article.published_at, "消息有误")
    article.save()
    assert client.get(thread_of(article)).status_code == 410
    assert client.get(f"/api/v1/comments/{row.pk}/").status_code == 404


def test_an_unchanged_thread_is_told_by_its_mark(client, article, fufeng):
    mark = client.get(thread_of(article))["ETag"]
    assert client.get(thread_of(article), headers={"If-None-Match": mark}).status_code == 304
    Comment.post(article, fufeng, "一句")
    assert client.get(thread_of(article), headers={"If-None-Match": mark}).status_code == 200
    assert client.get(thread_of(make_article("另一条")), headers={"If-None-Match": mark}).status_code == 200
