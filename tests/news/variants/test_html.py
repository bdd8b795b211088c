"""Whole pages in another script: what is one unit, what is stepped over, and that nothing is lost on the way."""

import re
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.variants.addresses import add_prefix
from news.variants.html import convert_html, lang_attribute
from news.variants.text import VARIANTS

SLUGS = st.sampled_from(list(VARIANTS))
TYPED = st.text(
    st.characters(exclude_categories=["Cs", "Lo"], exclude_characters="\x00\r\ufdd0\ufdd1\ufdd2"), max_size=40
)
HOSTILE = [
    "<script>alert('国')</script>",
    "</p><b>国",
    '" onclick="x',
    "<!--me:token-->国<!--/me-->",
    "]]>国",
    "{{ 国 }}",
    '<a href="/admin/">国',
    "国\ue000家\ue000",
    "国‮家",
    "国👨‍👩‍👧家𠀀",
    "国" + "\u0301" * 80,
    "&lt;国&gt;",
    "<<>>国'\"",
]


class Page(HTMLParser):
    """A document as a list of start tags, end tags and comments, and its text in one string."""

    def __init__(self, html):
        super().__init__()
        self.shape, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.shape.append((tag, [name for name, _ in attributes]))

    def handle_endtag(self, tag):
        self.shape.append(tag)

    def handle_comment(self, data):
        self.shape.append(("comment", data))

    def handle_data(self, data):
        self.text += data


def shown(html, slug="zh-hant"):
    """The converted HTML, without the `lang` that says in what script a kept part is."""
    return re.sub(r'(translate="no"[^>]*?) lang="zh-Han[st]"', r"\1", convert_html(html, slug))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("slug", VARIANTS)
def test_escaped_hostile_text_stays_text(text, slug):
    html = f'<div data-unit title="{escape(text)}">{escape(text)}</div><p>后</p>'
    page, source = Page(shown(html, slug)), Page(html)
    assert page.shape == source.shape
    assert page.text.replace("國", "国").replace("後", "后") == source.text


@settings(max_examples=150, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=5), SLUGS)
def test_what_is_not_chinese_comes_through_byte_by_byte(texts, slug):
    html = "".join(f'<p title="{escape(text)}">{escape(text)}<b>{escape(text)}</b></p>' for text in texts)
    assert shown(html, slug) == html


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br>",
        "<li>",
        "</li>",
        '<bdi translate="no">',
        "</bdi>",
        "<code>",
        "</code>",
        "<div data-unit>",
        "</div>",
        "<!--me:c1-->",
        "<!--/me-->",
        '<img alt="国" src="/media/a.jpg">',
        "<textarea>",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(TAGS, st.text(alphabet="国家头发里面後 ab&;，\n\ue000")), max_size=16), SLUGS)
def test_even_a_broken_page_keeps_its_tags_and_its_length_of_text(pieces, slug):
    html = "".join(pieces)
    page, source = Page(shown(html, slug)), Page(html)
    assert page.shape == source.shape
    assert len(page.text) == len(source.text)


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ("<p>與此同時</p><p>国家</p>", "<p>與此同時</p><p>國家</p>"),
        ("<p>與<b>国</b></p>", "<p>與<b>國</b></p>"),
        ("<p>皇<b>后</b></p>", "<p>皇<b>后</b></p>"),
        ("<p>头<em>发</em></p>", "<p>頭<em>髮</em></p>"),
        ("<p>头<br>发展</p>", "<p>頭<br>發展</p>"),
        ("<td>头</td><td>发展</td>", "<td>頭</td><td>發展</td>"),
        ("<div data-unit>與伙伴<div>里皮</div></div>里面", "<div data-unit>與伙伴<div>里皮</div></div>裡面"),
        ("<div data-unit>国<div>與</div>里面</div>", "<div data-unit>國<div>與</div>裡面</div>"),
        ("<title>国</title>", "<title>國</title>"),
        ("<select><option value='国'>国</select>", "<select><option value='国'>國</select>"),
    ],
)
def test_a_unit_is_a_paragraph_or_what_is_marked_as_one(html, converted):
    assert shown(html) == converted


KEPT = [
    '<bdi translate="no">余大嘴</bdi>',
    '<bdi class="name" translate="no"><a href="#c">里皮</a></bdi>',
    "<code>国</code>",
    '<span translate="no">国<span>国</span>国</span>',
    "<kbd>国</kbd>",
    "<samp>国</samp>",
    "<textarea>国 <b></textarea>",
    "<script>const 国 = '</p>国'</script>",
    "<style>.国{}</style>",
    '<input type="text" value="国">',
    "<!-- 国 -->",
    '<input type="hidden" name="text" value="国">',
    '<a href="?q=国">a</a>',
    '<a href="https://example.com/国">a</a>',
    '<p data-title="国">a</p>',
    '<meta property="og:url" content="国">',
    "<CODE>国</CODE>",
    '<a translate="no">国</a>',
    '<textarea name="a">国<textarea>国</textarea></textarea>',
]


@pytest.mark.parametrize("html", KEPT)
def test_names_drafts_code_and_addresses_are_stepped_over(html):
    assert shown(f"<p>国</p>{html}<p>国</p>") == f"<p>國</p>{html}<p>國</p>"


@pytest.mark.parametrize("html", KEPT[:4])
def test_a_name_inside_a_unit_parts_nothing_and_stays(html):
    assert shown(f"<p>国{html}家</p>") == f"<p>國{html}家</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<img alt="{}">',
        '<a title="{}">a</a>',
        '<nav aria-label="{}">',
        '<input placeholder="{}" value="国">',
        '<textarea placeholder="{}">国</textarea>',
        '<track label="{}">',
        '<input type="submit" value="{}">',
        '<meta name="description" content="{}">',
        '<meta property="og:title" content="{}">',
    ],
)
def test_attributes_that_people_read_are_converted(html):
    assert shown(html.format("里面 &gt; 国")) == html.format("裡面 &gt; 國")


@pytest.mark.parametrize("name", ["href", "action", "formaction"])
@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("/", "/zh-hant/"),
        ("/news/5/?page=2#c", "/zh-hant/news/5/?page=2#c"),
        ("/readers/国/", "/zh-hant/readers/国/"),
        ("/admin/", "/admin/"),
        ("/admin", "/admin"),
        ("/administrators/", "/zh-hant/administrators/"),
        ("/media/a.jpg", "/media/a.jpg"),
        ("/static/a.css", "/static/a.css"),
        ("/healthz", "/healthz"),
        ("/zh-hk/news/5/", "/zh-hk/news/5/"),
        ("//evil.example/", "//evil.example/"),
        ("?sort=old", "?sort=old"),
        ("https://example.com/news/5/", "https://example.com/news/5/"),
        ("#comments", "#comments"),
        ("", ""),
    ],
)
def test_addresses_of_our_own_move_inside_the_prefix(name, address, moved):
    assert shown(f'<a {name}="{address}">a</a>') == f'<a {name}="{moved}">a</a>'


@pytest.mark.parametrize("tag", ["bdi", "span", "p"])
def test_the_address_behind_a_name_moves_though_the_name_stays(tag):
    html = f'<{tag} translate="no"><a href="/readers/x/">余大嘴</a></{tag}>'
    assert shown(html) == html.replace("/readers/", "/zh-hant/readers/")


def test_what_is_marked_leads_out_of_the_prefix():
    assert shown('<a href="/news/5/" data-as-is>a</a>') == '<a href="/news/5/" data-as-is>a</a>'


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["news", "admin", "zh-hk", "国", "a?b", "#c", ""]), max_size=4), SLUGS)
def test_an_address_is_never_prefixed_twice(parts, slug):
    address = "/" + "/".join(parts)
    assert add_prefix(add_prefix(address, slug), slug) == add_prefix(address, slug)


@pytest.mark.parametrize("slug", VARIANTS)
def test_the_page_says_which_language_it_is_in(slug):
    assert shown('<html lang="zh-Hans"><body>', slug) == f'<html lang="{VARIANTS[slug].lang}"><body>'


def test_a_converted_unit_does_not_claim_its_old_language():
    html = f'<div data-unit lang="{lang_attribute("與此同時")}">與此同時</div>'
    assert shown(html) == html
    assert "zh-Hant" not in shown(html, "zh-hans")


@pytest.mark.parametrize("html", ["<p>国\x00家</p>", "<p>a\x00</p><p>国</p>"])
def test_a_nul_swallows_nothing(html):
    assert shown(html).replace("國", "国") == html


def test_text_that_grows_or_shrinks_is_still_shared_out_in_order():
    html = "".join(f"<p>{n}国<b>头</b>发{n}</p>" for n in range(200))
    assert unescape(shown(html)) == "".join(f"<p>{n}國<b>頭</b>髮{n}</p>" for n in range(200))
