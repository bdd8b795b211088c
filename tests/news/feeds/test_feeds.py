"""Atom and RSS of editors, rankings, threads and the polls: valid whatever was typed, whole, and never stale."""

import re
from calendar import timegm
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from comments.models import Choice, Comment, Poll
from news.models import Article, Correction, FeedAuthority, PageViewCount, Ranking, Source
from tests.comments.rankings.worlds import step
from tests.conftest import make_article, make_photo, make_reader
from tests.news.feeds.feeding import SCRIPTS, SITE, addresses, fill, html_of, parsed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
HOSTILE = "<script>alert(1)</script> ]]> &amp; & \x0b\x01\x7f\ufffe 👨‍👩‍👧 𠮷 “引” 标题"
SHOWN = "<script>alert(1)</script> ]]> &amp; &  👨‍👩‍👧 𠮷 “引” 标题"
CONTENT = {"atom": "{http://www.w3.org/2005/Atom}", "rss": ""}


@pytest.fixture
def full(article, say, tangju, fufeng):
    return fill(article, say, tangju, fufeng)


def unix(moment):
    return int(moment.timestamp())


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_every_feed_is_valid_in_every_script_and_its_entries_lead_somewhere(client, full, prefix):
    for path in addresses(full):
        feed = parsed(client, prefix + path)
        assert feed.entries, path
        assert (
            feed.feed.link.startswith(f"{SITE}{prefix}/") and client.get(feed.feed.link[len(SITE) :]).status_code == 200
        )
        for entry in feed.entries:
            assert entry.link.startswith(f"{SITE}{prefix}/") and entry.id.startswith("tag:127.0.0.1,") and entry.title
            assert client.get(entry.link[len(SITE) :]).status_code == 200


def test_entries_are_the_same_in_every_script_and_in_both_kinds(client, full):
    for path in addresses(full)[::2]:
        feeds = [parsed(client, prefix + path + end) for prefix in SCRIPTS for end in ("", "rss/")]
        ids = [[entry.id for entry in feed.entries] for feed in feeds]
        assert all(one == ids[0] for one in ids) and len(set(ids[0])) == len(ids[0]), path
        times = [[(entry.published_parsed) for entry in feed.entries] for feed in feeds]
        assert all(one == times[0] for one in times), path
        assert {feed.feed.id for feed in feeds[::2]} == {FeedAuthority.current().tag(path)}, path


def test_a_feed_is_in_the_script_of_its_address_and_names_are_not_converted(client, full):
    Article.objects.filter(pk=full.pk).update(title="国家里面", body="<p>体制里面的国家</p>", editor="里面")
    entry = parsed(client, "/zh-hant/feeds/").entries[0]
    assert (entry.title, entry.author, html_of(entry)) == ("國家裡面", "里面", "<p>體制裡面的國家</p>")
    assert "裏面" in parsed(client, "/zh-hk/feeds/").entries[0].title
    comment = parsed(client, f"/zh-hant/feeds/news/{full.pk}/comments/rss/").entries[-1]
    assert "國家裡面的妙論" in html_of(comment) and comment.author == "糖桔"


def test_a_story_is_there_whole_with_its_times_sources_and_pictures(client):
    at, revised = timezone.now() - 5 * HOUR, timezone.now() - HOUR
    story = make_article("界河断桥", body="<p>第一段。</p><h2>小标题</h2><p>[图1]</p><p>末段。</p>", published_at=at)
    photo = make_photo(story, "断桥一角")
    Source.objects.create(article=story, name="环岛电讯")
    Correction.objects.create(article=story, text="日期有误，已改正。")
    Article.objects.filter(pk=story.pk).update(revised_at=revised)
    for path in ("/feeds/", "/feeds/rss/", "/feeds/channels/politics/", "/feeds/editors/睿文/"):
        entry = parsed(client, path).entries[0]
        assert (entry.id, entry.link, entry.title) == (
            FeedAuthority.current().tag(f"/news/{story.pk}/"),
            f"{SITE}/news/{story.pk}/",
            "界河断桥",
        )
        assert timegm(entry.published_parsed) == unix(at) and entry.author.endswith("睿文")
        assert path.endswith("rss/") or timegm(entry.updated_parsed) == unix(revised)
        assert [tag.term for tag in entry.tags] == [story.channel.name]
        html = html_of(entry)
        for part in (
            "<p>第一段。</p>",
            "<h2>小标题</h2>",
            "<p>末段。</p>",
            "日期有误，已改正。",
            "环岛电讯",
            "断桥一角",
        ):
            assert part in html, (path, part)
        assert re.search(rf'<img src="{SITE}/media/[^"]+" width="1200" height="800"', html) and "[图1]" not in html
        assert entry.summary.startswith("第一段。") and photo.pk


def test_a_feed_holds_forty_the_newest_first(client):
    for number in range(42):
        make_article(f"第{number}条", published_at=timezone.now() - number * HOUR)
    titles = [entry.title for entry in parsed(client, "/feeds/").entries]
    assert titles == [f"第{number}条" for number in range(40)]


def test_the_feed_of_the_site_is_the_desks_and_a_reader_boards_its_readers(client):
    make_article("网友自己写的", "chat", editor="")
    make_article("编辑部的")
    assert [entry.title for entry in parsed(client, "/feeds/").entries] == ["编辑部的"]
    assert [entry.title for entry in parsed(client, "/feeds/channels/chat/").entries] == ["网友自己写的"]


def hostile(article, say, reader):
    body = "<p>a<b>粗</b> &lt;script&gt; ]]&gt; \x0b\x01 😀 <a href='https://example.com/?a=1&amp;b=2'>x</a></p>"
    Article.objects.filter(pk=article.pk).update(title=HOSTILE, body=body, editor="睿&文")
    Source.objects.create(article=article, name="<电讯> & \x0b社")
    comment = say(reader, "<script>]]>&lt;i> \x0b第二 😀 a<b & c\n第二行")
    Comment.objects.filter(pk=comment.pk).update(
        text="<script>]]>&lt;i> \x0b第二 😀 a<b & c\n第二行", flower_weight=9, hot=0.9
    )
    poll = Poll.objects.create(question=HOSTILE, text=HOSTILE)
    Choice.objects.create(poll=poll, text="]]> <b> \x0b&")
    PageViewCount.objects.create(article=article, at=step(timezone.now() - HOUR / 2), readers=9)


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_whatever_was_typed_every_feed_stays_valid(client, article, say, tangju, prefix):
    hostile(article, say, tangju)
    article.refresh_from_db()
    for path in addresses(article):
        assert parsed(client, prefix + path).entries, path


@pytest.mark.parametrize("kind", CONTENT)
def test_what_was_typed_is_told_as_text_and_exactly(client, article, say, tangju, kind):
    hostile(article, say, tangju)
    end, namespace = ("rss/", "") if kind == "rss" else ("", CONTENT[kind])
    encoded = "{http://purl.org/rss/1.0/modules/content/}encoded" if kind == "rss" else f"{namespace}content"
    entry = ".//item" if kind == "rss" else f".//{namespace}entry"
    story = ElementTree.fromstring(client.get(f"/feeds/{end}").content).find(entry)
    assert story.find(f"{namespace}title").text == SHOWN
    assert "&lt;script&gt; ]]&gt;" in story.find(encoded).text and "<script" not in story.find(encoded).text
    assert "&lt;电讯&gt; &amp; 社" in story.find(
        encoded
    ).text and 'href="https://example.com/?a=1&amp;b=2"' in story.find(encoded).text.replace("'", '"')
    said = ElementTree.fromstring(client.get(f"/feeds/news/{article.pk}/comments/{end}").content).find(entry)
    assert said.find(encoded).text == "&lt;script&gt;]]&gt;&amp;lt;i&gt; 第二 😀 a&lt;b &amp; c<br>\n第二行"
    poll = ElementTree.fromstring(client.get(f"/feeds/polls/{end}").content).find(entry)
    assert poll.find(f"{namespace}title").text == SHOWN and "<script" not in poll.find(encoded).text


def test_a_link_in_a_feed_leads_to_the_site_from_anywhere(client, say, article, tangju, fufeng):
    Article.objects.filter(pk=article.pk).update(body='<p><a href="/news/1/">前文</a></p>')
    say(fufeng, "@糖桔 您看")
    for path in (
        "/feeds/",
        "/feeds/rss/",
        f"/feeds/news/{article.pk}/comments/",
        f"/zh-hant/feeds/news/{article.pk}/comments/rss/",
    ):
        links = re.findall(r'href="([^"]*)"', html_of(parsed(client, path).entries[0]))
        assert links and all(link.startswith("http") for link in links), (path, links)


@pytest.mark.parametrize("kind", ["", "rss/"])
def test_a_channel_without_stories_is_a_valid_feed(client, db, kind):
    for path in ("/feeds/", "/feeds/channels/tech/", "/feeds/boards/heat/", "/feeds/polls/"):
        feed = parsed(client, path + kind)
        assert feed.entries == [] and feed.feed.title


def test_hidden_comments_and_withdrawn_stories_leave_at_once(client, full, qinghe):
    comment = Comment.objects.get(text="国家里面的妙论")
    paths = [path for path in addresses(full) if "gems" in path or "/comments/" in path]
    assert all(comment.text in client.get(path).content.decode() for path in paths)
    comment.hide(qinghe, "insult")
    assert all("妙论" not in client.get(path).content.decode().replace("神评妙论", "") for path in paths)
    withdrawn = [
        path for path in addresses(full) if "polls" not in path and full.title in client.get(path).content.decode()
    ]
    assert len(withdrawn) > 10
    Article.objects.filter(pk=full.pk).update(published_at=None)
    for path in withdrawn:
        answer = client.get(path)
        assert answer.status_code == 404 or full.title not in answer.content.decode(), path


def test_held_scheduled_and_draft_are_in_no_feed(client, full, settings, say):
    settings.HOLD_FIRST = 3
    say(make_reader("新来的"), "还在等的话")
    make_article("草稿", published_at=None), make_article("预告", published_at=timezone.now() + HOUR)
    for path in addresses(full):
        text = client.get(path).content.decode()
        assert not [word for word in ("还在等的话", "草稿", "预告") if word in text], path


@pytest.mark.parametrize("kind", ["", "rss/"])
@pytest.mark.parametrize(
    "path",
    [
        "/feeds/channels/nothing/",
        "/feeds/channels/polls/",
        "/feeds/channels/community/",
        "/feeds/editors/无名/",
        "/feeds/editors/%00/",
        "/feeds/boards/nothing/",
        "/feeds/news/999999/comments/",
        f"/feeds/news/{10**30}/comments/",
        "/feeds/nothing/",
    ],
)
def test_what_there_is_not_is_404(client, article, path, kind):
    assert client.get(path + kind).status_code == 404
    assert client.get(f"/zh-hant{path}{kind}").status_code == 404


def test_the_moment_of_a_feed_is_that_of_its_newest_change(client, article):
    revised = timezone.now().replace(microsecond=0) - HOUR / 2
    Article.objects.filter(pk=article.pk).update(revised_at=revised)
    assert timegm(parsed(client, "/feeds/").feed.updated_parsed) == unix(revised)
    assert not Ranking.objects.exists()
