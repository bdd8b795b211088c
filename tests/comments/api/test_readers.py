"""Readers, rankings and search of the API."""

from urllib.parse import unquote

import pytest
from django.utils import timezone

from comments.models import Comment, CommentVote, Reader
from news.models import Ranking
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db


def test_a_reader_is_known_by_public_facts_alone(client, fufeng):
    fufeng.bio, fufeng.email = "国家里面\n第二行", "fufeng@example.org"
    fufeng.save()
    answer = client.get("/zh-hant/api/v1/readers/扶风/")
    found = answer.json()
    assert found["name"] == "扶风" and found["level"] == 5 and found["bio"] == "國家裡面\n第二行"
    assert "品銜" in found["badge"] and found["points"] == fufeng.points and found["portrait"] is None
    assert "example.org" not in answer.content.decode()


def test_another_spelling_leads_to_the_name_inside_the_variant(client):
    make_reader("里面人")
    answer = client.get("/zh-hant/api/v1/readers/裡面人/comments/?after=1-0-1")
    assert answer.status_code == 302
    assert unquote(answer["Location"]) == "/zh-hant/api/v1/readers/里面人/comments/?after=1-0-1"
    assert client.get("/api/v1/readers/没有这个人/").json()["message"] == "没有这位网友。"


def test_of_those_who_left_only_that_is_said(client, article, fufeng):
    Comment.post(article, fufeng, "留下的话")
    Reader.objects.filter(pk=fufeng.pk).update(name="已注销用户", erased_at=timezone.now())
    (row,) = client.get(f"/api/v1/articles/{article.pk}/comments/").json()["items"]
    assert row["author"] == {"name": "已注销用户", "url": None, "level": None, "badge": None, "verified": False}


def test_a_readers_comments_go_on_behind_the_last(client, article, fufeng):
    rows = [Comment.post(article, fufeng, f"第{number}句") for number in range(31)]
    first = client.get("/api/v1/readers/扶风/comments/").json()
    assert [one["id"] for one in first["items"]] == [row.pk for row in rows[:0:-1]]
    second = client.get(first["next"]).json()
    assert [one["id"] for one in second["items"]] == [rows[0].pk] and second["next"] is None
    assert client.get("/api/v1/readers/扶风/comments/?after=1-9-1").status_code == 400


def test_a_ranking_says_what_stands_where_and_how_it_is_made(client, article, tangju, fufeng):
    row = Comment.post(article, fufeng, "一句")
    for number in range(6):
        CommentVote.cast(make_reader(f"读者{number}号", 6), row, "flower")
    for name in ("read", "discussed", "heat", "gems"):
        Ranking.current(name).build()
        found = client.get(f"/zh-hant/api/v1/rankings/{name}/").json()
        assert found["name"] == name and found["url"].endswith(f"/zh-hant/boards/{name}/")
    assert [(one["place"], one["comment"]["id"], one["article"]) for one in found["lines"]] == [(1, row.pk, None)]
    assert found["title"] == "72小時神評妙論"
    discussed = client.get("/api/v1/rankings/discussed/").json()["lines"]
    assert [(one["article"]["id"], one["comment"]) for one in discussed] == [(article.pk, None)]
    assert client.get("/api/v1/rankings/nothing/").status_code == 404


def test_a_ranking_costs_the_same_whatever_it_holds(client, fufeng, django_assert_max_num_queries):
    for number in range(20):
        Comment.post(make_article(f"新闻{number}"), fufeng, "一句")
    Ranking.current("discussed").build()
    with django_assert_max_num_queries(6):
        assert len(client.get("/api/v1/rankings/discussed/").json()["lines"]) == 20


def test_search_finds_stories_and_goes_on(client):
    stories = [make_article(f"断桥重开第{number}天") for number in range(12)]
    first = client.get("/zh-hant/api/v1/search/articles/", {"q": "斷橋"}).json()
    assert len(first["items"]) == 10 and first["items"][0]["article"]["title"].startswith("斷橋重開")
    second = client.get(first["next"]).json()
    found = [one["article"]["id"] for one in first["items"] + second["items"]]
    assert sorted(found) == [one.pk for one in stories] and second["next"] is None
    best = client.get("/api/v1/search/articles/", {"q": "断桥", "sort": "best", "channel": "politics"}).json()
    assert len(best["items"]) == 10 and "page=2" in best["next"]


def test_search_finds_comments_with_the_stretch_in_which_the_words_stand(client, article, fufeng):
    row = Comment.post(article, fufeng, "前面的话。" * 60 + "国家里面的断桥")
    (found,) = client.get("/zh-hk/api/v1/search/comments/", {"q": "断桥", "author": "扶风"}).json()["items"]
    assert found["comment"]["id"] == row.pk and "國家裏面的斷橋" in found["excerpt"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"q": ""}, 400),
        ({"q": "，。"}, 400),
        ({"q": "字" * 500}, 400),
        ({"q": "\x00"}, 400),
        ({"q": "断桥", "after": "9" * 19}, 400),
        ({"q": "断桥", "page": "201", "sort": "best"}, 400),
        ({"q": "断桥", "channel": "nothing"}, 404),
        ({"q": "断桥", "source": "a\x00b", "author": "\x00"}, 200),
    ],
)
@pytest.mark.parametrize("kind", ["articles", "comments"])
def test_a_search_that_asks_for_nothing_is_told_so(client, kind, query, status):
    answer = client.get(f"/api/v1/search/{kind}/", query)
    assert answer.status_code == status and (status == 200 or answer.json()["status"] == status)
