"""RSS and Atom in their dialects become the same plain entries; what is no feed is refused in a sentence."""

from datetime import UTC, datetime

import pytest

from news.feed_sources.bodies import EntryError, clean_link, clean_text, clean_title
from news.feed_sources.decoding import FeedError
from news.feed_sources.reading import MOST_ENTRIES, read_feed
from tests.news.feed_sources.feeds import ATOM, BOMB, RDF, item, rss

TEN = datetime(2026, 11, 28, 2, tzinfo=UTC)


def test_an_item_of_rss_is_read_with_its_full_text_and_its_summary():
    more = {"content:encoded": "<p>全文</p>", "dc:date": "2020-01-01"}
    feed = read_feed(rss(item(1, "题 <b>目</b>", "摘要", **more), title="晨报 &amp; 晚报"))
    [entry] = feed.entries
    assert (feed.title, entry.key, entry.link) == ("晨报 & 晚报", "paper-1", "https://paper.example.com/1")
    assert (entry.title, entry.full, entry.summary) == ("题 <b>目</b>", "<p>全文</p>", "摘要")
    assert entry.published_at == TEN


def test_an_address_is_taken_from_the_guid_only_where_that_is_one():
    fields = "<item><guid{}>https://p.example.com/9</guid><description>x</description></item>"
    assert read_feed(rss(fields.format(""))).entries[0].link == "https://p.example.com/9"
    assert read_feed(rss(fields.format(' isPermaLink="false"'))).entries[0].link == ""


def test_atom_says_how_each_text_is_written():
    first, second, third = read_feed(ATOM.encode()).entries
    assert (first.title, first.link, first.published_at) == ("甲 &lt; 乙", "/1?a=1&b=2", TEN)
    assert "<p>正文<b>粗</b></p>" in clean_text(first.full, "")[0] and first.summary == "摘要"
    assert (second.title, second.full) == ("乙 <b>粗</b>", "<p>一 &lt; 二</p>\n<p>三</p>")
    assert second.published_at == datetime(2026, 11, 28, 10)  # without a zone: as the site has it
    assert third.full == ""


def test_rss_of_the_first_kind_is_read():
    [entry] = read_feed(RDF.encode()).entries
    assert (entry.key, entry.title, entry.summary) == ("https://p.example.com/1", "旧闻", "旧闻的摘要")


@pytest.mark.parametrize("charset", ["gbk", "gb2312", "big5", "utf-16", "utf-8-sig"])
def test_other_character_sets_are_read_as_the_file_or_the_server_says(charset):
    text = rss(item(title="文字新的" if charset == "big5" else "文字变了"), title="晨星").decode()
    if charset == "gb2312":
        raw, said = text.encode(charset), "GB2312"
    else:
        raw, said = f'<?xml version="1.0" encoding="{charset}"?>{text}'.encode(charset), ""
    assert read_feed(raw, said).entries[0].title[:2] == "文字"


def test_the_two_frequent_faults_are_put_right():
    raw = rss(
        "<item><title>AT&T &nbsp;甲&hellip;&#33;</title><description>&lt;p&gt;a&amp;b&lt;/p&gt;</description></item>"
    )
    [entry] = read_feed(raw).entries
    assert clean_title(entry.title) == "AT&T 甲…!" and entry.full == "<p>a&b</p>"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "这不是 RSS 或 Atom。"),
        (b"hello", "这不是 RSS 或 Atom。"),
        (b"\x00\x01", "这不是 RSS 或 Atom。"),
        (b"<!DOCTYPE html><title>x</title>", "这是一个网页，不是 RSS 或 Atom。请找网页上标有 RSS 或“订阅”的地址。"),
        (b"<opml><item/></opml>", "这不是 RSS 或 Atom。"),
        (rss(), "里面一条内容也没有。"),
        (b"<rss/>", "里面一条内容也没有。"),
        (rss(item())[:-30], "XML 有错，在第 1 行。"),
        (b"<rss>\n<channel>\n<item></channel></rss>", "XML 有错，在第 3 行。"),
        (rss(item(), before=BOMB), "文件里自定义了实体，为安全起见不读取。"),
        (rss(item(), before=BOMB).decode().encode("utf-16"), "文件里自定义了实体，为安全起见不读取。"),
        (b"<rss>" + b"<a/>" * 300_000 + b"</rss>", "文件里的元素过多。"),
        (b"<rss " + b"a='' " * 300_001 + b"/>", "文件里的元素过多。"),
        (b"<rss>" + b"&" * 100_001 + b"</rss>", "XML 有错，在第 1 行。"),
        (b"<rss>" + b"<a>" * 100_000, "XML 有错，在第 1 行。"),
        ("<rss>新".encode("gbk"), "文字编码无法识别，请对方改用 UTF-8。"),
    ],
)
def test_what_is_no_feed_is_refused_in_a_sentence(raw, sentence):
    with pytest.raises(FeedError) as caught:
        read_feed(raw)
    assert str(caught.value) == sentence


def test_a_file_of_another_machine_is_never_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text('<!ENTITY x "geheim">')
    feed = read_feed(rss(item(), before=f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">').replace("正文".encode(), b"&x;"))
    assert "geheim" not in feed.entries[0].full


def test_of_ten_thousand_entries_the_first_are_taken():
    feed = read_feed(rss(*(item(number, body="x") for number in range(10_000))))
    assert (len(feed.entries), feed.total, feed.entries[0].key) == (MOST_ENTRIES, 10_000, "paper-0")


@pytest.mark.parametrize(
    "date", ["", "x" * 99, "tomorrow", "Sat, 99 Nov 99999 10:00:00", "0000-00-00", "28/11/2026 10h"]
)
def test_a_time_that_cannot_be_read_is_none(date):
    assert read_feed(rss(item(date=date))).entries[0].published_at is None


# -- texts ------------------------------------------------------------------------------------------------------------


def test_a_body_is_cleaned_its_links_are_whole_and_its_pictures_are_named():
    html = '甲<img src="/1.jpg" onerror=x><a href="/b?x=1&y=2" onclick=y>乙</a><script>丁</script>'
    html += '<a href="javascript:z">丙</a>'
    link = '<a href="https://p.example.com/b?x=1&amp;y=2" rel="noopener nofollow">乙</a>'
    body, pictures = clean_text(html, "https://p.example.com/a/1")
    assert body == f'<p>甲{link}<a rel="noopener nofollow">丙</a></p>' and pictures == ["/1.jpg"]


def test_marks_of_editors_mean_nothing_in_what_comes_from_elsewhere():
    assert clean_text("<p>-{zh-hans:甲;zh-hant:乙}-</p>", "")[0] == "<p>-&#123;zh-hans:甲;zh-hant:乙}-</p>"
    assert "-{" not in clean_title("-{甲}-")


def test_titles_are_plain_and_bounded():
    assert clean_title(" 甲&amp;乙\n<b>丙</b>\u202e\u0000 a < b ") == "甲&乙 丙 a < b"
    assert len(clean_title("字" * 500)) == 120 and clean_title("字" * 500).endswith("…")


@pytest.mark.parametrize(
    "link", ["javascript:x", "ftp://a.org/", "https://", "https://[", "x" * 600, "data:text/html,x"]
)
def test_an_address_that_is_none_of_the_web_is_left_out(link):
    assert clean_link(link, "") == ""


@pytest.mark.parametrize(
    "text", ["字" * 300_001, "<b>" * 60_000 + "深", "<a>" * 99_000, "&#1;" * 9, "\x01字", "<![CDATA[<svg/onload=x>"]
)
def test_hostile_texts_are_cleaned_or_refused(text):
    try:
        assert "<svg" not in clean_text(text, "")[0]
    except EntryError as error:
        assert str(error).endswith("。")
