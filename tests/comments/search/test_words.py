"""搜索: how words begin, signs as typed, one character, what is left out, pinyin, typing errors; what is said of it."""

import re

import pytest

from comments.models import CommentEntry
from news.search.pinyin import pinyin_tokens, readings, split_syllables
from news.search.query import BadQuery, Way, parse_query
from tests.comments.search.searching import found, html_of, notes, pages
from tests.conftest import make_article
from tests.wordings import nothing_kept  # noqa: F401  (fixture)

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", ["articles", "comments"])


def total(html):
    """What the page says of how many there are."""
    line = re.search(r'<p class="found-total"\s*>([^<]*)</p>', html)
    return line and line[1]


@pytest.fixture
def write(article, tangju, say):
    def write(kind, text):
        return make_article("别的题目", body=f"<p>{text}</p>").pk if kind == "articles" else say(tangju, text).pk

    return write


# what is typed, what it finds, what it does not find
AS_TYPED = [
    ("iphone", ["iPhone15发布", "我的iPhone", "iPhones"], ["aiphone", "i phone"]),
    ("iPhone15", ["iPhone15发布", "iPhone15Pro"], ["iPhone 15", "iPhone150", "iPhone1"]),
    ('"iphone"', ["iPhone，新的"], ["iPhone15", "iPhones"]),
    ("ip", ["IP 地址"], ["iPhone"]),
    ("2024", ["2024年"], ["20245", "12024"]),
    ("5.5%", ["涨5.5%左右", "5.5％"], ["5.5", "15.5%", "5.6%", "5，5%", "5.5 %"]),
    ("3.14", ["约3.14。", "3.14-2"], ["13.14", "3.145", "3 14", "3.1", "3，14"]),
    ("C++", ["学C++。", "c++语言", "C++/CLI"], ["C语言", "C+", "C，++"]),
    ("C#", ["用C#写"], ["C语言", "C"]),
    (".NET", ["用.NET写", "ASP.NET"], ["NET 网", "net"]),
    ("GPT-4", ["发布GPT-4。", "GPT-4-turbo"], ["GPT 4", "GPT4", "GPT-40", "GPT"]),
    ("covid-19", ["COVID-19疫情"], ["covid19"]),
    ("A/B", ["做A/B测试"], ["A B", "AB"]),
    ("$100", ["花了$100买"], ["100元"]),
    ("100", ["花了$100买", "100%"], ["1000"]),
    ("Apple.", ["Apple", "an apple a day"], ["pineapple"]),
    ("微信/支付宝", ["支付宝和微信"], ["微信"]),
    ("国", ["中国", "國家", "国"], ["中华"]),
    ("国 A股", ["A股与国"], ["A股", "国"]),
    ("国家 -图书馆", ["国家大事"], ["国家图书馆"]),
    ("国家 -圖書館", ["国家大事"], ["国家图书馆"]),
    ("国家 -馆", ["国家大事", "国家图书"], ["国家图书馆"]),
    ('国家 -"图书 馆"', ["国家图书馆"], ["国家图书 馆"]),
    ("国家 －phone", ["国家 iPhone"], ["国家 phones"]),
    ("国家-图书", ["国家，图书", "图书在国家"], ["国家"]),
]


@BOTH
@pytest.mark.parametrize(("asked", "right", "wrong"), AS_TYPED, ids=[row[0] for row in AS_TYPED])
def test_what_is_typed_is_found_as_typed(write, kind, asked, right, wrong):
    wanted, _ = {write(kind, text) for text in right}, [write(kind, text) for text in wrong]
    html = html_of(asked, kind=kind)
    assert set(found(asked, kind)) == set(found(asked, kind, sort="best")) == wanted
    assert html.count("<mark>") >= len(wanted) and notes(html) == []


def test_the_number_of_results_is_said_to_a_bound(monkeypatch, write):
    for number in range(13):
        write("comments", f"鲸落{number}")
    html = html_of("鲸落", kind="comments")
    assert total(html) == "找到 13 条评论" and total(html_of("霜砚", kind="comments")) is None
    monkeypatch.setattr("comments.search.queries.COUNTED", 12)
    monkeypatch.setattr("comments.search.finding.COUNTED", 12)
    assert total(html_of("鲸落", kind="comments", within="day")) == "找到 12 多条评论"
    assert sum(map(len, pages("鲸落", "comments", within="week"))) == 13


def test_words_that_are_left_out_are_named(write):
    pk = write("articles", "国家")
    html = html_of("国家 👍 ✿")
    assert notes(html) == ["“👍”、“✿”中没有可以搜索的文字，已忽略。"] and found("国家 👍") == [pk]
    with pytest.raises(BadQuery, match="减号后面的“甲乙”"):
        parse_query("-甲乙")


# -- pinyin --------------------------------------------------------------------------------------------------

IN_PINYIN = [
    ("国家图书馆开放", ["guojia", "guo jia", "guojiatushuguan", "tu shu guan", "guojia tushuguan", "GuoJia", "guójiā"]),
    ("重慶長城銀行", ["chongqing", "chang cheng", "yinhang", "chongqingchangcheng"]),
    ("吕布与绿色女儿", ["lvbu", "lübu", "lvse", "nver"]),
    ("西安方案", ["xian", "xi'an", "xi an", "fangan", "xian fangan"]),
    ("略阳虐待", ["lueyang", "lveyang", "nuedai"]),
]


@pytest.mark.parametrize(("title", "typed"), IN_PINYIN)
def test_pinyin_of_two_syllables_finds_titles(title, typed):
    story = make_article(title)
    make_article("别的题目")
    for asked in typed:
        assert found(asked) == found(asked, sort="best") == [story.pk], asked


@pytest.mark.parametrize("asked", ["guo", "jiaguo", "guokai", "guan", "guojiatu guan"])
def test_one_syllable_or_another_order_is_no_title(asked):
    make_article("国家图书馆开放")
    assert found(asked) == []


def test_pinyin_of_a_text_is_not_looked_for(write):
    write("articles", "国家"), write("comments", "国家")
    assert found("guojia") == found("guojia", "comments") == []


def test_letters_are_parted_into_syllables_in_a_few_ways():
    assert split_syllables("xian") == [("xian",), ("xi", "an")] and split_syllables("hello") == []
    assert 0 < len(split_syllables("an" * 15)) <= 8 and split_syllables("a" * 31) == []
    assert readings("重")[:2] == ("zhong", "chong") and readings("A") == ()
    assert "ːːchongːqing" in pinyin_tokens("重慶") and pinyin_tokens("重", "A重 庆") == []


# -- typing errors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["goolge", "gogle", "googgle", "gooble"])
@BOTH
def test_a_word_one_edit_away_is_found_if_nothing_else_is(write, kind, asked):
    pk = write(kind, "说到 Google 的事")
    html = html_of(asked, kind=kind)
    assert found(asked, kind) == [pk] and "<mark>Google</mark>" in html
    assert notes(html) == [f"没有找到“{asked}”，以下是拼写相近的结果。"]


@pytest.mark.parametrize("asked", ["googlxx", "glgooe", '"goolge"', "-goolge"])
def test_two_edits_or_quotes_find_nothing_else(write, asked):
    write("articles", "说到 Google 的事")
    assert found(asked) == []


def test_a_short_word_is_taken_as_typed(write):
    write("articles", "说到 Bing 的事")
    assert found("bnig") == []


def test_what_is_found_as_typed_is_not_widened(write):
    pk = write("articles", "说到 Goolge 的事")
    write("articles", "说到 Google 的事")
    assert found("goolge") == [pk] and notes(html_of("goolge")) == []


@pytest.mark.parametrize("asked", ["gojia", "guojai", "guoija", "quojia", "tushuguna"])
def test_pinyin_one_edit_away_finds_a_title(asked):
    story = make_article("国家图书馆开放")
    assert found(asked) == [story.pk]


def test_pages_of_what_is_spelled_nearly_go_on(article, tangju, say):
    for number in range(13):
        say(tangju, f"{number} Google")
    assert [len(page) for page in pages("goolge", "comments")] == [10, 3]


@pytest.mark.postgresql  # SQLite takes hundreds of words in one look-up
def test_of_hundreds_of_words_postgresql_plans_only_those_that_are_written(write):
    write("comments", "说到 Google 的事")
    ways = parse_query("goolge", near=True).terms[0]
    assert len(ways) > 300 and CommentEntry.index.written(ways) == (Way(words=("google",)),)
    assert CommentEntry.index.written(ways[:3]) == ways[:3]


def test_few_matches_are_the_same_in_the_same_order(article, tangju, say):
    for number in range(13):
        say(tangju, f"鲸落{number}")
    query = parse_query("鲸落")
    newest = CommentEntry.index.matching(query, 11)
    assert CommentEntry.index.matching(query, 11, few=True) == newest == sorted(newest, reverse=True)


def test_what_was_typed_has_no_word_of_the_interface_in_our_sentence_about_it(client):
    html = client.get("/zh-hant/search/", {"q": "-网络登录"}).content.decode()
    assert "減號後面的「網絡登錄」表示要排除的詞，請再輸入一個要搜尋的詞。" in re.sub("<[^>]*>", "", html)
