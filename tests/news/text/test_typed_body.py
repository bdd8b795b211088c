"""A body comes back as it was typed, however often it is edited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.text.markup import clean_body, same_body, typed_body


@pytest.mark.parametrize(
    "typed",
    [
        "一段\n第二行\n\n## 小标题\n\n> 引文\n> 二行\n\n末段 a < b & c > d",
        "[图1]\n\n第一段\n\n[图2]",
        "甲\n\n<ul><li>一</li><li>二</li></ul>\n\n## 小标题\n\n乙",
        '甲\n\n<p>有<a href="https://a.example/" rel="noopener nofollow">链接</a>的一段</p>\n\n乙',
    ],
)
def test_what_was_typed_comes_back_to_the_letter(typed):
    assert typed_body(clean_body(typed)) == typed


def test_a_second_edit_adds_paragraphs_heads_and_quotations_to_html():
    html = clean_body("<p>甲</p><table><tr><td>1</td></tr></table>")
    edited = clean_body(typed_body(html) + "\n\n## 后来\n\n新的一段\n\n> 新的引文")
    assert edited.endswith("<h2>后来</h2>\n<p>新的一段</p>\n<blockquote><p>新的引文</p></blockquote>")
    assert edited.startswith("<p>甲</p><table>")


def test_words_that_look_like_tags_stay_words():
    html = "<p>写作 &lt;p&gt; 的标签</p>"
    assert clean_body(typed_body(html)) == html


def test_text_between_blocks_of_html_becomes_paragraphs_of_its_own():
    assert clean_body("<p>甲</p>文字<b>粗</b>文字<p>乙</p>") == "<p>甲</p><p>文字<b>粗</b>文字</p><p>乙</p>"


pieces = st.sampled_from(
    ["甲", "<p>", "</p>", "\n\n", "\n", "## ", "> ", "<h2>", "</h2>", "<", "&", "<ul><li>", "<br>", "-{", "<b>"]
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_whatever_was_typed_is_the_same_body_after_the_next_save(typed):
    html = clean_body(typed)
    assert same_body(clean_body(typed_body(html)), html)
