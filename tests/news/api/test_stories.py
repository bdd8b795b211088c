"""Stories of the API: lists, whole stories, what is not to be seen, variants, marks, errors."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.api.views import PER_PAGE
from news.models import Article, Channel, ConversionOverride, Correction, RegionalTerm, Source
from tests.conftest import make_article, make_photo

pytestmark = pytest.mark.django_db
LIST = "/api/v1/articles/"


def address(article, variant=""):
    return f"{variant}/api/v1/articles/{article.pk}/"


def test_a_list_goes_on_behind_its_last_story_until_all_were_shown(client):
    at = timezone.now() - timedelta(hours=2)
    stories = [make_article(f"新闻{number}", published_at=at) for number in range(PER_PAGE + 2)]
    first = client.get(LIST).json()
    assert [one["id"] for one in first["items"]] == [one.pk for one in reversed(stories)][:PER_PAGE]
    make_article("后来的新闻")
    second = client.get(first["next"]).json()
    assert [one["id"] for one in second["items"]] == [stories[1].pk, stories[0].pk] and second["next"] is None


def test_a_list_costs_the_same_whatever_it_holds(client, django_assert_num_queries):
    for number in range(30):
        make_photo(make_article(f"新闻{number}"), size=(8, 8))
    with django_assert_num_queries(4):  # the site version, stories, photos, videos
        assert len(client.get(LIST).json()["items"]) == 30


def test_a_channel_lists_its_own_stories_and_the_site_those_of_editors(client):
    politics, essay = make_article("时政的新闻"), make_article("网友的文章", channel="chat")
    assert [one["id"] for one in client.get(LIST).json()["items"]] == [politics.pk]
    found = client.get("/api/v1/channels/chat/articles/").json()["items"]
    assert [(one["id"], one["channel"]["kind"]) for one in found] == [(essay.pk, "board")]
    assert client.get("/api/v1/channels/nothing/articles/").status_code == 404
    slugs = {one["slug"] for one in client.get("/api/v1/channels/").json()["items"]}
    assert slugs == set(Channel.objects.exclude(kind="door").values_list("slug", flat=True))


def test_a_story_has_its_text_sources_corrections_and_pictures(client, article):
    photo = make_photo(article, "桥头", (64, 48))
    Source.objects.create(article=article, name="晚报", url="https://example.org/1")
    Correction.objects.create(article=article, text="地名写错了")
    found = client.get(address(article)).json()
    assert found["text"] == "第一段。\n第二段。" and found["editor"] == "睿文"
    assert found["sources"][0] | {"published_at": None} == found["sources"][0]
    assert [one["text"] for one in found["corrections"]] == ["地名写错了"]
    assert found["pictures"][0]["url"].endswith(photo.url()) and found["mark"] == "图"
    assert f'src="{found["pictures"][0]["url"]}"' in found["html"] and "<p>第一段。</p>" in found["html"]


@pytest.mark.parametrize("days", [1, None])
def test_what_is_not_published_is_not_there(client, days):
    at = days and timezone.now() + timedelta(days=days)
    story = make_article("还没有发布", published_at=at)
    assert client.get(address(story)).status_code == 404 and client.get(LIST).json()["items"] == []


def test_a_withdrawn_story_is_gone_and_says_why(client, article):
    article.withdraw(article.published_at, "消息有误")
    article.save()
    answer = client.get(address(article))
    assert answer.status_code == 410 and "消息有误" in answer.json()["message"]
    assert client.get(LIST).json()["items"] == []


def test_names_and_marks_are_converted_as_on_the_page(client):
    RegionalTerm.objects.create(zh_hans="里皮", zh_hant="李皮", zh_hk="利比")
    body = "<p>里皮在国家队写-{zh-hans:博客;zh-hant:部落格}-，-{里}-不转。</p><p><code>里面</code></p>"
    story = make_article("国家里面的桥", body=body, editor="里面的人")
    ConversionOverride.objects.create(article=story, written="国家队", zh_hant="國隊")
    found = client.get(address(story, "/zh-hant")).json()
    page = client.get(f"/zh-hant/news/{story.pk}/").content.decode()
    assert found["text"] == "李皮在國隊寫部落格，里不轉。\n里面"
    assert found["title"] == "國家裡面的橋" and found["title"] in page
    assert found["editor"] == "里面的人" and found["url"].endswith(f"/zh-hant/news/{story.pk}/")
    assert '<code lang="zh-Hans">里面</code>' in page or "<code>里面</code>" in page
    assert client.get(address(story)).json()["title"] == "国家里面的桥"
    assert "利比" in client.get(address(story, "/zh-hk")).json()["html"]
    assert client.get("/zh-hant/api/v1/channels/").json()["items"][0]["name"] == "軍政原創"


def test_an_unchanged_answer_is_told_by_its_mark(client, article):
    first = client.get(address(article))
    again = {"If-None-Match": first["ETag"]}
    assert client.get(address(article), headers=again).status_code == 304
    assert client.get(address(article, "/zh-hk"), headers=again).status_code == 200
    article.title = "另一个标题"
    article.save()
    article.announce()
    changed = client.get(address(article), headers=again)
    assert changed.status_code == 200 and changed.json()["title"] == "另一个标题"


@pytest.mark.parametrize("path", [LIST, "/api/v1/", "/api/v1/openapi.json", "/api/v1/channels/"])
def test_an_answer_is_the_same_for_everybody_and_may_be_kept(client, signed_in, fufeng, path):
    guest, reader = client.get(path), signed_in(fufeng).get("/api/v1/channels/")
    for answer in (guest, reader):
        assert answer["Cache-Control"].startswith("public, max-age=0, s-maxage=1") and answer["ETag"]
        assert answer["Vary"] == "Accept-Encoding" and not answer.cookies


def test_an_error_is_json_with_a_sentence_in_the_variant_of_the_address(client, article):
    for path in ("/zh-hant/api/v1/articles/999/", "/zh-hant/api/v1/nothing/"):
        answer = client.get(path)
        assert answer.status_code == 404 and answer.json()["message"].startswith("沒有找到")
    refused = client.post(LIST, {"title": "写一条"})
    assert refused.status_code == 405 and refused["Allow"] == "GET, HEAD" and "只能读取" in refused.json()["message"]
    assert client.head(LIST).status_code == 200


@pytest.mark.parametrize("after", ["x", "-1", "1", "1-", "9" * 17 + "-1", "1-" + "9" * 19, "１-２", "\x00", "1-2\n"])
def test_a_place_that_is_none_is_refused(client, after):
    answer = client.get(LIST, {"after": after})
    assert answer.status_code == 400 and "after" in answer.json()["message"]


def test_a_list_shows_what_may_be_read_now(client, article):
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() + timedelta(days=1))
    assert client.get(LIST).json()["items"] == []
