"""Feeds are not sent twice, are told to a hub, and whoever kept one still hears of everything new."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from comments.models import Comment, Poll
from news.models import Article, PageViewCount, Ranking
from tests.comments.rankings.worlds import step
from tests.conftest import make_article
from tests.news.feeds.feeding import SITE, addresses, fill, parsed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
HUB = "https://hub.example.com/"
FRESH = "public, max-age=0, s-maxage=1, must-revalidate, stale-while-revalidate=2"


@pytest.fixture
def full(article, say, tangju, fufeng):
    return fill(article, say, tangju, fufeng)


def seconds_ago(number):
    """Let everything that was written be so many seconds old, as far as feeds know."""
    Article.objects.update(revised_at=timezone.now() - timedelta(seconds=number))


def test_a_feed_that_did_not_move_is_not_sent_twice(client, full):
    for path in [*addresses(full), "/zh-hant/feeds/"]:
        first = client.get(path)
        assert first["Cache-Control"] == FRESH and not first.cookies and "Cookie" not in first.get("Vary", "")
        assert re.fullmatch(r'W/"[\x21\x23-\x7e]+"', first["ETag"])
        for asked in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
            again = client.get(path, headers=asked)
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"]), (path, asked)
        for asked in ({"If-None-Match": '"other"'}, {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}):
            assert client.get(path, headers=asked).status_code == 200
        both = {"If-None-Match": '"other"', "If-Modified-Since": first["Last-Modified"]}
        assert client.get(path, headers=both).status_code == 200
        assert client.head(path)["ETag"] == first["ETag"] and client.post(path).status_code == 405


def test_marks_differ_by_script_and_kind(client, full):
    for path in addresses(full)[::2]:
        marks = [client.get(prefix + path + end)["ETag"] for prefix in ("", "/zh-hant") for end in ("", "rss/")]
        assert len(set(marks)) == 4, path


@pytest.mark.parametrize("by", ["ETag", "Last-Modified"])
@pytest.mark.parametrize("kind", ["", "rss/"])
def test_whoever_kept_a_feed_hears_of_a_new_story_and_of_a_corrected_one(client, article, by, kind):
    path, asks = f"/feeds/{kind}", {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[by]
    seconds_ago(60)
    kept = client.get(path)
    make_article("刚到的新闻", published_at=timezone.now())
    seconds_ago(30)
    Article.objects.filter(title="刚到的新闻").update(published_at=timezone.now() - timedelta(seconds=30))
    answer = client.get(path, headers={asks: kept[by]})
    assert answer.status_code == 200 and "刚到的新闻" in answer.content.decode()
    article.title = "改正的题目"
    article.save()
    again = client.get(path, headers={asks: answer[by]})
    assert again.status_code == 200 and "改正的题目" in again.content.decode()


def stale(client, path, by, act):
    """Keep a feed, let something happen, ask again by one of the marks; the answer."""
    kept = client.get(path)
    act()
    return client.get(path, headers={{"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[by]: kept[by]})


BY = pytest.mark.parametrize("by", ["ETag", "Last-Modified"])


@BY
def test_whoever_kept_a_feed_loses_what_was_withdrawn_or_hidden(client, full, qinghe, by):
    seconds_ago(60)
    floor, comment = f"/feeds/news/{full.pk}/comments/", Comment.objects.newest().first()
    answer = stale(client, floor, by, lambda: comment.hide(qinghe, "insult"))
    assert answer.status_code == 200 and comment.text not in answer.content.decode()
    make_article("留下的新闻", published_at=timezone.now() - 9 * HOUR)
    seconds_ago(60)
    answer = stale(client, "/feeds/", by, lambda: Article.objects.filter(pk=full.pk).update(published_at=None))
    assert answer.status_code == 200 and full.title not in answer.content.decode()


@BY
def test_whoever_kept_a_boards_feed_hears_of_an_older_story_that_rose(client, full, by):
    older = make_article("后来居上的新闻", published_at=timezone.now() - 9 * HOUR)
    seconds_ago(3600 * 2)

    def rise():
        PageViewCount.objects.create(article=older, at=step(timezone.now() - HOUR), readers=99)
        Ranking.objects.all().delete()

    answer = stale(client, "/feeds/boards/read/", by, rise)
    assert answer.status_code == 200 and older.title in answer.content.decode()


@BY
def test_whoever_kept_the_feed_of_polls_hears_of_a_corrected_question(client, full, by):
    act = Poll.objects.update
    answer = stale(client, "/feeds/polls/", by, lambda: act(question="改正了的问题"))
    assert answer.status_code == 200 and "改正了的问题" in answer.content.decode()


def links(answer):
    """{relation: address} of the Link header."""
    return {rel: address for address, rel in re.findall(r'<([^<>]*)>; rel="(\w+)"', answer["Link"])}


def published(article):
    """The feeds whose changes the hub is told: of stories, and of an article's comments."""
    return [path for path in addresses(article) if "/boards/" not in path and "/polls/" not in path]


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_hub_is_named_in_the_headers_and_in_the_feed(client, full, settings, prefix):
    settings.WEBSUB_HUB = HUB
    for path in published(full):
        answer = client.get(prefix + path)
        assert links(answer) == {"self": f"{SITE}{prefix}{quote(path)}", "hub": HUB}, path
        said = {(link.rel, link.href) for link in parsed(client, prefix + path).feed.links}
        assert {("hub", HUB), ("self", f"{SITE}{prefix}{quote(path)}")} <= said, path


def test_without_a_hub_none_is_named(client, full, settings):
    settings.WEBSUB_HUB = ""
    for path in addresses(full):
        answer = client.get(path)
        assert list(links(answer)) == ["self"] and "hub" not in {link.rel for link in parsed(client, path).feed.links}


def test_pages_name_their_feeds(client, full):
    pages = {
        "/channels/politics/": "/feeds/channels/politics/",
        f"/editors/{quote(full.editor)}/": f"/feeds/editors/{full.editor}/",
        "/polls/": "/feeds/polls/",
        "/boards/heat/": "/feeds/boards/heat/",
        "/boards/gems/": "/feeds/boards/gems/",
        f"/news/{full.pk}/": f"/feeds/news/{full.pk}/comments/",
        "/": "/feeds/",
    }
    for page, feed in pages.items():
        for prefix in ("", "/zh-hant"):
            html = client.get(prefix + page).content.decode()
            named = re.findall(r'<link rel="alternate" type="application/(?:atom|rss)\+xml"[^>]*? href="([^"]+)"', html)
            assert prefix + feed in named or prefix + quote(feed) in named, (page, named)
            assert {address: client.get(address).status_code for address in named} == dict.fromkeys(named, 200)
