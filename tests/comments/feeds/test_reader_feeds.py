"""Feeds of a person: valid, without what is hidden, the same entries in every script."""

from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils import timezone

from comments.models import Reader
from news.models import Article, FeedAuthority
from tests.comments.profiles.events import happen
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/feeds/readers/糖桔/", "/feeds/readers/糖桔/activity/"]


def parsed(client, path):
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/xml; charset=utf-8"
    feed = feedparser.parse(answer.content)
    version = "rss20" if path.endswith("/rss/") else "atom10"
    assert not feed.bozo and feed.version == version, feed.get("bozo_exception")
    return feed


@pytest.fixture
def lived(say, article, cast):
    """One thing of each kind, and what must not be told."""
    mine = say(cast.tangju, "国家里面的话")
    say(cast.fufeng, "答您的话", mine)
    for hours, kind in enumerate(("gem", "level", "story"), 1):
        happen(kind, cast.tangju, cast.fufeng, article, timezone.now() - timedelta(hours=hours))
    say(cast.tangju, "隐藏的话").hide(cast.qinghe, "insult")
    happen("own", cast.tangju, cast.fufeng, article, timezone.now())
    return mine


def test_the_feed_of_comments_holds_comments_and_the_other_all(signed_in, lived, article):
    comments, activity = (parsed(signed_in(), path) for path in FEEDS)
    assert [entry.summary for entry in comments.entries][0] == "国家里面的话" and len(comments.entries) == 2
    kinds = [entry.id.rpartition("#")[2].partition("-")[0] for entry in activity.entries]
    assert kinds == ["reply", "comment", "gem", "comment", "level", "story"]
    assert comments.feed.title == "糖桔 的评论 - 花蛋新闻" and activity.feed.title == "糖桔 的个人动态 - 花蛋新闻"
    assert activity.entries[0].author == "扶风" and activity.entries[1].author == "糖桔"
    assert activity.entries[0].title == "扶风 的回复：答您的话"
    assert [tag.term for tag in activity.entries[0].tags] == [article.title]
    for feed in (comments, activity):
        assert all(entry.link.startswith("http://127.0.0.1:8000/") and entry.updated_parsed for entry in feed.entries)
        assert feed.feed.links[0].href == "http://127.0.0.1:8000/readers/%E7%B3%96%E6%A1%94/"


@pytest.mark.parametrize("path", FEEDS)
def test_every_link_of_an_entry_leads_somewhere(signed_in, lived, path):
    for prefix in ("", "/zh-hk"):
        for entry in parsed(signed_in(), prefix + path).entries:
            assert signed_in().get(entry.link.removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_entries_are_the_same_in_every_script_and_at_every_reading(signed_in, lived, path):
    feeds = [parsed(signed_in(), prefix + path) for prefix in ("", "/zh-hans", "/zh-hant", "/zh-hk", "")]
    ids = [[entry.id for entry in feed.entries] for feed in feeds]
    assert all(one == ids[0] for one in ids) and len(set(ids[0])) == len(ids[0]) > 1
    assert {feed.feed.id for feed in feeds} == {FeedAuthority.current().tag(path)}


def test_a_feed_is_in_the_script_of_its_address(signed_in, lived, tangju):
    tangju.earn(8000, "gem")
    feed = parsed(signed_in(), f"/zh-hant{FEEDS[1]}")
    assert feed.feed.title == "糖桔 的個人動態 - 花蛋新聞"
    assert feed.feed.links[0].href == "http://127.0.0.1:8000/zh-hant/readers/%E7%B3%96%E6%A1%94/"
    assert feed.entries[0].title == "糖桔 升到 ☆★聲望品銜7★☆"
    assert "國家裡面的話" in [entry.get("summary") for entry in feed.entries]
    assert all(entry.link.startswith("http://127.0.0.1:8000/zh-hant/") for entry in feed.entries)


def test_names_are_not_converted(signed_in, say):
    reader = make_reader("里面的国")
    say(reader, "国家")
    feed = parsed(signed_in(), "/zh-hant/feeds/readers/里面的国/activity/")
    assert feed.feed.title.startswith("里面的国 的個人動態") and feed.entries[0].author == "里面的国"


@pytest.mark.parametrize("reader", [None, "糖桔"])
@pytest.mark.parametrize("path", FEEDS)
def test_what_is_held_hidden_or_withdrawn_is_in_no_feed_not_even_the_owners(signed_in, lived, say, cast, path, reader):
    say(cast.tangju, "撤稿上的话", on=(gone := make_article("撤下的新闻")))
    Article.objects.filter(pk=gone.pk).update(published_at=None)
    own = Reader.objects.filter(name=reader).first()
    text = signed_in(own).get(path).content.decode()
    assert "隐藏的话" not in text and "撤稿上的话" not in text and "撤下的新闻" not in text
    assert lived.text in text
    lived.hide(cast.qinghe, "insult")
    assert lived.text not in signed_in(own).get(path).content.decode()


@pytest.mark.parametrize("path", FEEDS)
def test_whatever_was_typed_the_feed_stays_valid(signed_in, say, article, tangju, path):
    Article.objects.filter(pk=article.pk).update(title="<b>]]>&amp; \x01\x0b\ufffe 标题")
    say(tangju, "<script>]]>&lt;i> \x08\x0b\ufdd0\n第二行 👨‍👩‍👧 a<b")
    entry = parsed(signed_in(), path).entries[0]
    assert entry.tags[0].term == "<b>]]>&amp;  标题" and entry.title == "<script>]]>&lt;i> …"
    raw = ElementTree.fromstring(signed_in().get(path).content).find(f".//{ATOM}entry")
    summary, content = raw.find(f"{ATOM}summary"), raw.find(f"{ATOM}content")
    assert (summary.get("type"), summary.text) == ("text", "<script>]]>&lt;i> \n第二行 👨‍👩‍👧 a<b")
    escaped = "&lt;script&gt;]]&gt;&amp;lt;i&gt; <br>\n第二行 👨‍👩‍👧 a&lt;b"
    assert (content.get("type"), content.text) == ("html", escaped)


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_are_public_and_set_no_cookie(signed_in, lived, path):
    answer = signed_in().get(path)
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "") and "public" in answer["Cache-Control"]
    assert signed_in().head(path).status_code == 200 and signed_in().post(path).status_code == 405
    page = signed_in().get(path.removeprefix("/feeds")).content.decode()
    address = signed_in().get(path).wsgi_request.get_full_path()
    assert f'<link rel="alternate" type="application/atom+xml" href="{address}">' in page


def test_an_empty_life_is_a_valid_feed(signed_in, tangju):
    for path in FEEDS:
        assert parsed(signed_in(), path).entries == []


def facts(entry):
    """What an entry says in both formats; a change of level has no text."""
    html = entry.content[-1].value if entry.get("content") else ""
    return entry.id, entry.link, entry.title, entry.author, entry.published_parsed, html


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_there_as_rss_with_the_same_entries(signed_in, lived, path, prefix):
    atom, rss = (parsed(signed_in(), prefix + path + end) for end in ("", "rss/"))
    assert atom.feed.title == rss.feed.title == rss.feed.subtitle
    assert [facts(entry) for entry in atom.entries] == [facts(entry) for entry in rss.entries] != []


@pytest.mark.parametrize("path", [f"{path}{end}" for path in FEEDS for end in ("", "rss/")])
def test_a_feed_that_did_not_move_is_not_sent_twice_and_one_that_lost_an_entry_is(signed_in, lived, cast, path):
    first = signed_in().get(path)
    for asked in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert (signed_in().get(path, headers=asked).status_code, first.status_code) == (304, 200)
    lived.hide(cast.qinghe, "insult")
    for asked in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        answer = signed_in().get(path, headers=asked)
        assert answer.status_code == 200 and lived.text not in answer.content.decode()


@pytest.mark.parametrize("path", [f"{path}{end}" for path in FEEDS for end in ("", "rss/")])
def test_another_spelling_of_a_name_leads_to_the_same_feed(signed_in, db, path):
    make_reader("Mandarin")
    for prefix in ("", "/zh-hk"):
        answer = signed_in().get(f"{prefix}{path}?a=1".replace("糖桔", "MANDARIN"))
        assert (answer.status_code, answer["Location"]) == (302, f"{prefix}{path}?a=1".replace("糖桔", "Mandarin"))
    assert signed_in().get(path.replace("糖桔", "无此人")).status_code == 404
