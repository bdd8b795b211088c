"""Scripts: what is converted, what is left as typed, and that a page keeps its shape."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.variants.addresses import add_prefix
from news.variants.folding import fold
from news.variants.html import convert_html
from news.variants.middleware import split_prefix
from news.variants.script import detect_script
from news.variants.text import VARIANTS, convert
from tests.conftest import make_article


@pytest.mark.parametrize(
    ("text", "slug", "shown"),
    [
        ("随著国家", "zh-hans", "随着国家"),
        ("成果显著，名著、土著", "zh-hans", "成果显著，名著、土著"),
        ("週一面臨", "zh-hans", "周一面临"),
        ("里面", "zh-hant", "裡面"),
        ("里面", "zh-hk", "裏面"),
        ("群众", "zh-hk", "群眾"),
        ("战略伙伴", "zh-hant", "戰略夥伴"),
        ("随着", "zh-hant", "隨著"),
        ("與此同時", "zh-hant", "與此同時"),
        ("與此同時", "zh-hans", "与此同时"),
        ("与此同時", "zh-hant", "與此同時"),
        ("Hello 123", "zh-hant", "Hello 123"),
        ("", "zh-hans", ""),
    ],
)
def test_units_are_shown_in_the_script(text, slug, shown):
    assert convert(text, slug) == shown


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("國家", "traditional"),
        ("国家", "simplified"),
        ("国家與", "mixed"),
        ("你好", ""),
        ("里后面只干台", ""),
        ("乾", ""),
    ],
)
def test_a_script_is_told_by_what_only_it_has(text, script):
    assert detect_script(text) == script


@pytest.mark.parametrize("slug", ["zh-hant", "zh-hk"])
@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="與國際聲譽顯著戰爭時間你好我他abc，。", min_size=1))
def test_what_is_traditional_already_comes_through_unchanged(slug, text):
    assert convert(text, slug) == text


@pytest.mark.parametrize(
    ("one", "other"), [("鄭長仁", "郑长仁"), ("ＡＢＣ", "abc"), ("  一 \n 二 ", "一 二"), ("Straße", "strasse")]
)
def test_folding_brings_both_sides_together(one, other):
    assert fold(one) == fold(other)


HTML = [
    ('<bdi translate="no">余大嘴</bdi>里皮', '<bdi translate="no">余大嘴</bdi>里皮'),
    ("<textarea>国家</textarea><p>国家</p>", "<textarea>国家</textarea><p>國家</p>"),
    ("<code>国</code>国", "<code>国</code>國"),
    ("<p>头<b>发</b></p>", "<p>頭<b>髮</b></p>"),
    ('<img alt="国家" src="/media/国.jpg">', '<img alt="國家" src="/media/国.jpg">'),
    ('<a href="/news/5/">新闻</a>', '<a href="/zh-hant/news/5/">新聞</a>'),
    ('<a href="/news/5/" data-as-is>原文</a>', '<a href="/news/5/" data-as-is>原文</a>'),
    ('<a href="//evil/">x</a><a href="/media/x">y</a>', '<a href="//evil/">x</a><a href="/media/x">y</a>'),
    (
        '<form action="/me/"><button formaction="/x/?kind=flower">发</button></form>',
        '<form action="/zh-hant/me/"><button formaction="/zh-hant/x/?kind=flower">發</button></form>',
    ),
    ('<input type="text" value="国">', '<input type="text" value="国">'),
    ('<input type="submit" value="发表">', '<input type="submit" value="發表">'),
    ('<meta name="description" content="国家">', '<meta name="description" content="國家">'),
    ('<meta property="og:url" content="http://国">', '<meta property="og:url" content="http://国">'),
    ('<html lang="zh-Hans"><title>国家</title>', '<html lang="zh-Hant-TW"><title>國家</title>'),
    ("<div data-unit>與此<p>同時</p></div><p>国家</p>", "<div data-unit>與此<p>同時</p></div><p>國家</p>"),
    ("<script>var 国 = '<p>国</p>'</script>国", "<script>var 国 = '<p>国</p>'</script>國"),
    ('<i translate="no">国<b>国</b>国</i>国', '<i translate="no" lang="zh-Hans">国<b>国</b>国</i>國'),
    ("<!-- 国 --><p>国", "<!-- 国 --><p>國"),
    ("国", "國"),
    ("", ""),
    ("<p>1 &lt; 国</p>", "<p>1 &lt; 國</p>"),
]


@pytest.mark.parametrize(("html", "shown"), HTML)
def test_pages_are_converted_around_what_must_stay(html, shown):
    assert convert_html(html, "zh-hant") == shown


TAGS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", '<a href="/x/">', "</a>", "<br>", "<div data-unit>", "</div>", "<li>", "<!--x-->"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(TAGS, st.text(alphabet="国家abc &;，\n\ue000")), max_size=14), st.sampled_from(list(VARIANTS))
)
def test_a_page_keeps_every_tag_in_its_order(pieces, slug):
    html = "".join(pieces)
    shape = [re.sub(r"/zh-han[st]|/zh-hk", "", tag) for tag in re.findall("<[^>]*>", convert_html(html, slug))]
    assert shape == re.findall("<[^>]*>", html)


@pytest.mark.parametrize(
    ("path", "split"),
    [
        ("/zh-hant/news/5/", ("zh-hant", "/news/5/")),
        ("/news/5/", ("", "/news/5/")),
        ("/zh-hk/", ("zh-hk", "/")),
        ("/zh-hant", ("", "/zh-hant")),
        ("/zh-hant/admin/", ("", "/zh-hant/admin/")),
        ("/zh-hant/zh-hk/", ("", "/zh-hant/zh-hk/")),
        ("/zh-xx/news/5/", ("", "/zh-xx/news/5/")),
        ("/zh-hant/static/x", ("", "/zh-hant/static/x")),
        ("/zh-hant/administration/", ("zh-hant", "/administration/")),
    ],
)
def test_a_prefix_is_taken_off_where_it_may_stand(path, split):
    assert split_prefix(path) == split


def test_addresses_are_prefixed_once():
    assert add_prefix(add_prefix("/news/5/", "zh-hant"), "zh-hant") == "/zh-hant/news/5/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/zh-hant/admin/", "/zh-hant/static/css/base.css", "/zh-hant/healthz", "/zh-hant/zh-hk/", "/zh-xx/"]
)
def test_outside_the_prefixes_there_is_nothing(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_a_page_in_traditional_is_traditional_all_over(client, settings):
    article = make_article(title="国家图书馆里面", body="<p>随着时间</p>")
    html = client.get(f"/zh-hant/news/{article.pk}/").content.decode()
    for shown in ("國家圖書館裡面", "隨著時間", "我要評論", "更多評論", '<html lang="zh-Hant-TW">', "登入並發表"):
        assert shown in html or shown == "登入並發表"
    assert 'hreflang="zh-Hans" href="http://127.0.0.1:8000/zh-hans/news/' in html
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/news/{article.pk}/">' in html
