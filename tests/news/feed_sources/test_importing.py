"""Entries become stories once; what is here is never touched; the command says first what it would do."""

from datetime import timedelta
from email.utils import format_datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from news.feed_sources.importing import import_entries
from news.feed_sources.models import FeedSource
from news.feed_sources.reading import read_feed
from news.models import Article, ArticleEntry, Channel
from tests.news.feed_sources.feeds import item, rss
from tests.news.http.https_server import SITE, running_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(db):
    return FeedSource.objects.create(name="晨报", url=f"{SITE}/feed", channel=Channel.objects.get(slug="politics"))


@pytest.fixture
def bring(source):
    """bring(item, …): the report of one import of a feed of these; `source` says how."""
    return lambda *items, **options: import_entries(source, read_feed(rss(*items)), f"{SITE}/feed", **options)


def test_a_new_entry_is_a_draft_with_its_source(bring):
    report = bring(item(1, "断桥 <b>重开</b>", '<p>正文。</p><img src="https://img.example.com/1.jpg">'))
    article = Article.objects.get()
    assert (article.title, article.body.strip(), article.stage) == ("断桥 重开", "<p>正文。</p>", "草稿")
    [named] = article.sources.all()
    assert (named.name, named.url, named.published_at.day) == ("晨报", "https://paper.example.com/1", 28)
    assert str(report).split("\n") == [
        "新增 1 条，已有 0 条，原文有改动 0 条，无法带入 0 条。",
        f"新增：《断桥 重开》 /news/{article.pk}/",
        "没有带来的图片 1 张：",
        "https://img.example.com/1.jpg",
    ]


def test_published_at_once_it_has_its_own_time_and_is_found(bring, source, client):
    source.publishes = True
    bring(item(1))
    article = Article.objects.get()
    assert article.is_published and article.published_at.day == 28 and ArticleEntry.objects.filter(thing=article)
    assert "晨报" in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("date", ["", "gestern", "Mon, 01 Jan 0999 00:00:00 +1400", "Fri, 31 Dec 9999 23:59:59 -1200"])
def test_a_time_that_cannot_be_right_is_now(bring, source, date):
    source.publishes = True
    bring(item(1, date=date), item(2, date=format_datetime(timezone.now() + timedelta(hours=8))))
    moments = Article.objects.values_list("published_at", "sources__published_at")
    assert len(moments) == 2
    assert all(timezone.now() - moment < timedelta(minutes=1) and said is None for moment, said in moments)


def test_again_nothing_is_written_and_a_changed_original_is_named(bring):
    bring(item(1), item(2))
    Article.objects.filter(title="一条新闻").update(body="<p>网编改过的</p>")
    before = list(Article.objects.order_by("pk").values())
    assert str(bring(item(1), item(2), item(2))).startswith("新增 0 条，已有 3 条，")
    report = bring(item(1, body="<p>正文第一段，有更正。</p>"), item(2, link="https://paper.example.com/2?again"))
    assert (len(report.changed), report.known, list(Article.objects.order_by("pk").values())) == (1, 1, before)


def test_an_id_counts_within_its_site_alone(bring):
    same = {"guid": "1", "link": "https://other.example.com/1"}
    report = bring(item(1, guid="1"), item(1, **same), item(1, guid="", link=""), item(1, guid="https://a.org/1"))
    assert len(report.new) == 4


def test_what_cannot_be_a_story_is_named_and_the_others_come_in(bring):
    report = bring(item(1, body=""), item(2, "", "字" * 300_001), item(3, "", "第一句。"))
    assert report.bad == ["《没有标题》正文超过 30 万字符。", "《一条新闻》没有正文。"]
    assert Article.objects.get().title == "第一句。"


def test_a_source_without_full_texts_takes_the_summary(bring, source):
    source.full_text = False
    bring(item(1, body="摘要", **{"content:encoded": "<p>全文</p>"}))
    assert Article.objects.get().body == "<p>摘要</p>"


# -- the command ------------------------------------------------------------------------------------------------------


def command(*arguments, **options):
    call_command("import_feed", *arguments, "--channel", "politics", stdout=(out := StringIO()), **options)
    return out.getvalue()


def test_the_command_writes_only_when_told(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_bytes(rss(item(1), item(2)))
    assert "新增 2 条" in command(str(file)) and "什么都没有写入" in command(str(file)) and not Article.objects.exists()
    assert "新增 2 条" in command(str(file), "--write", "--publish") and Article.objects.published().count() == 2
    assert "新增 0 条，已有 2 条" in command(str(file), "--write")


def test_the_command_fetches_an_address(client):
    with running_server({"/feed": (200, {"Content-Type": "text/xml"}, rss(item(1)))}) as server:
        assert "来源：晨报" in command(f"{SITE}/feed", "--write", network=server.network)
    assert Article.objects.get().sources.get().name == "晨报"


@pytest.mark.parametrize(
    ("source", "channel", "sentence"),
    [
        ("/nothing/here.xml", "politics", "读不到文件"),
        ("https://127.0.0.1/feed", "politics", "不在公开的互联网上"),
        ("http://example.org/", "politics", "只能抓取 https 开头的地址。"),
        (__file__, "politics", "这不是 RSS 或 Atom。"),
        (__file__, "chat", "没有“chat”这个新闻频道。"),
    ],
)
def test_the_command_says_what_is_wrong(source, channel, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("import_feed", source, "--channel", channel)
