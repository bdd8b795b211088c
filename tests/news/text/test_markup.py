"""Text that becomes trusted HTML: article bodies through the sanitiser, comments through escaping and links."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.exceptions import Refused
from comments.thread.text import clean_text, first_line, render_text
from news.articles.body import body_parts, summarize
from news.text.markup import BODY_ATTRIBUTES, BODY_TAGS, clean_body, link_urls

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=y>',
    "<!--me:token--><!--/me-->",
    "</textarea><b>",
    "{{ 7|add:7 }}",
    "&lt;b&gt;",
    "' onclick='x",
    "javascript:alert(1)",
    "data:text/html,x",
]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一\n\n二", "<p>一</p>\n<p>二</p>"),
        ("## 小题\n\n正文", "<h2>小题</h2>\n<p>正文</p>"),
        ("> 引文", "<blockquote><p>引文</p></blockquote>"),
        ("一行\n又一行", "<p>一行<br>又一行</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ('<p style="x" onclick="y">好</p>', "<p>好</p>"),
        ("<p>a</p><iframe src=//x></iframe><style>*{}</style>", "<p>a</p>"),
        ('<p><a href="javascript:x">a</a></p>', '<p><a rel="noopener nofollow">a</a></p>'),
        ("", ""),
    ],
)
def test_a_body_holds_only_what_an_article_may_hold(text, html):
    assert clean_body(text) == html


@pytest.mark.parametrize("text", HOSTILE)
def test_a_clean_body_is_clean_already(text):
    once = clean_body(f"<p>{text}</p>")
    assert clean_body(once) == once
    assert not re.search(r"<(script|img|textarea)|onerror=|onclick=\"|javascript:[^<]*\"", once)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("见https://example.com/a，谢谢", "https://example.com/a"),
        ("（https://example.com/a_(b)）", "https://example.com/a_(b)"),
        ("看 https://example.com/?q=1&r=2。", "https://example.com/?q=1&r=2"),
        ("(https://example.com/)", "https://example.com/"),
        ("https://example.com/路径/头发", "https://example.com/路径/头发"),
        ("见https://example.com/?q=头发，好", "https://example.com/?q=头发"),
        ("见https://example.com这里", "https://example.com"),
        ("见https://example.com/a这里", "https://example.com/a"),
        ("HTTP://EXAMPLE.COM/X!", "HTTP://EXAMPLE.COM/X"),
        ("www.example.com/x.", "www.example.com/x"),
    ],
)
def test_an_address_ends_where_its_sentence_begins(text, address):
    shown = re.findall(r"<a [^>]*>([^<]*)</a>", link_urls(text))
    assert [html.replace("&amp;", "&") for html in shown] == [address]


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "http://", "https:///x", "http://[", "ftp://a.b", "xhttps://a.b"]
)
def test_what_is_no_address_stays_text(text):
    assert "<a " not in link_urls(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from([*HOSTILE, "https://a.b/c?d=\"'<>", "@糖桔"]), st.text()), max_size=6))
def test_no_comment_ever_makes_an_element_of_its_own(pieces):
    html = render_text("".join(pieces), [("糖桔", "/readers/x/")])
    bare = re.sub(r'<a href="[^"<>]*" rel="nofollow ugc noopener" translate="no">[^<>]*</a>', "", html)
    bare = re.sub(r'<a class="mention" href="/readers/x/" translate="no">[@＠]糖桔</a>', "", bare)
    assert not re.search(r"[<>]", bare.replace("<br>", ""))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_what_is_taken_is_whole_and_bounded_or_refused(raw):
    try:
        text = clean_text(raw)
    except Refused:
        return
    assert 0 < len(text) <= 2000
    assert "\x00" not in text and "\r" not in text
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("一行", "一行"), ("一行\n二行", "一行…"), ("字" * 61, "字" * 60 + "…"), ("字" * 60, "字" * 60)],
)
def test_a_reply_quotes_the_first_line(text, quoted):
    assert first_line(text) == quoted


def test_photos_stand_where_their_marks_stand():
    assert body_parts("<p>一</p><p>[图2]</p><p>二</p>", ["甲", "乙", "丙"]) == [
        "<p>一</p>",
        "乙",
        "<p>二</p>",
        "甲",
        "丙",
    ]


def test_without_marks_the_first_photo_leads_and_the_others_close():
    assert body_parts("<p>一</p>", ["甲", "乙"]) == ["甲", "<p>一</p>", "乙"]
    assert body_parts("<p>一</p>", []) == ["<p>一</p>"]


@pytest.mark.parametrize("mark", ["[图0]", "[图9]", "[图999]"])
def test_a_mark_without_its_photo_shows_nothing(mark):
    assert body_parts(f"<p>一</p><p>{mark}</p><p>二</p>", ["甲"]) == ["甲", "<p>一</p>", "<p>二</p>"]


def test_the_first_words_are_plain():
    assert summarize("<p>[图1]</p><p>一 &amp; 二</p><h2>三</h2>") == "一 & 二 三"
    assert len(summarize("<p>" + "字" * 500 + "</p>")) == 110


class Tags(HTMLParser):
    """Every start tag of a document, with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


PIECES = st.sampled_from(
    [
        *HOSTILE,
        "<p>",
        "</p>",
        "<h2 id=x>",
        "<div>",
        "<a href=' jav\tascript:x'>",
        '<a href="https://a.b/" onfocus=x>',
        "<svg><script>x</script>",
        "<math><mi>",
        "<table><td colspan=2 style=x>",
        "<!--",
        "-->",
        "<style>",
        "## ",
        "\n\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs"]), max_size=8)), max_size=10))
def test_whatever_is_pasted_a_body_has_only_listed_elements(pieces):
    html = clean_body("".join(pieces))
    for tag, attributes in Tags(html).found:
        assert tag in BODY_TAGS
        assert set(attributes) <= BODY_ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        assert not re.match(r"\W*(javascript|data|vbscript):", attributes.get("href") or "", re.IGNORECASE)


@pytest.mark.parametrize(
    "html", ["<div>AT&amp;T</div>", "<h1>1 &lt; 2</h1>", "<p>AT&amp;T</p>", "<div>一</div>", "AT&T"]
)
def test_a_body_that_is_saved_again_stays_what_it_was(html):
    assert clean_body(clean_body(html)) == clean_body(html)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="国家 與&;\"'>=/#ab。\n", max_size=60))
def test_plain_text_keeps_every_word_of_a_body(text):
    shown = unescape(re.sub(r"<[^>]*>", "", clean_body(text)))
    marks = str.maketrans("", "", "#> \n")
    assert shown.translate(marks) == text.translate(marks)


@pytest.mark.parametrize("text", ["## 小题\n正文", "## 小题\r\n正文", "> 引文\n> 又一行引文"])
def test_a_mark_at_the_beginning_of_a_line_is_about_that_line(text):
    html = clean_body(text)
    assert "&gt;" not in html
    assert "<h2>小题</h2>" in html or "引文<br>又一行引文" in html


@pytest.mark.parametrize(
    "html", ["<div>一</div><div>二</div>", "<h1>一</h1><h4>二</h4>", "<p>零</p><h4>一</h4><p>二</p>"]
)
def test_pasted_paragraphs_do_not_run_into_one_another(html):
    assert "一二" not in re.sub(r"</?(a|b|i|em|strong)\b[^>]*>", "", clean_body(html))
    assert summarize(clean_body(html)).endswith("一 二")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from([*HOSTILE, "https://a.b/(c", "www.a.b)", "，", "http://["]), st.text()), max_size=6
    )
)
def test_linking_loses_no_character(pieces):
    text = "".join(pieces)
    assert unescape(re.sub(r"</?a\b[^>]*>", "", link_urls(text))) == text
