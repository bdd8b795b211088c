"""One unit of text in the reader's script: what is converted, what is left, and how both sides are compared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.variants.folding import fold
from news.variants.script import detect_script
from news.variants.text import VARIANTS, convert

TRADITIONAL = ["zh-hant", "zh-hk"]
NOT_HAN = st.characters(exclude_categories=["Cs", "Lo"], exclude_characters="\x00")
SIMPLIFIED_ONLY = "国际声誉战争时间这们过还没对东车"
TRADITIONAL_ONLY = "國際聲譽戰爭時間這們過還沒對東車"
OWN_ZHU = ["显著", "著名", "著作", "著称", "土著", "原著", "名著", "编著", "著者", "论著", "卓著", "昭著"]
NEUTRAL = "你好我他人山水大小，。！ab1 \n"


@pytest.mark.parametrize("word", OWN_ZHU)
@pytest.mark.parametrize("sentence", ["这里说的{}真有意思。", "随著时间，{}之争", "{}"])
def test_words_with_their_own_zhu_keep_it_in_simplified(word, sentence):
    shown = convert(sentence.format(word), "zh-hans")
    assert word in shown
    assert "随著" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("隨著時間", "随着时间"),
        ("随著时间", "随着时间"),
        ("看著他", "看着他"),
        ("意味著", "意味着"),
        ("顯著顯著", "显著显著"),
        ("著", "着"),
        ("著著", "着着"),
        ("跟著走，顯著", "跟着走，显著"),
    ],
)
def test_every_other_zhu_becomes_the_simplified_one(text, shown):
    assert convert(text, "zh-hans") == shown


@pytest.mark.parametrize("slug", TRADITIONAL)
@pytest.mark.parametrize("text", ["余大嘴與里皮", "皇后與后羿", "干先生說", "與此同時，戰略伙伴", "乾隆與乾淨"])
def test_a_traditional_unit_is_left_as_typed_with_its_names(slug, text):
    assert convert(text, slug) == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=SIMPLIFIED_ONLY + NEUTRAL))
def test_a_simplified_unit_is_left_as_typed_in_simplified(text):
    assert convert(text, "zh-hans") == text


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TRADITIONAL), st.text(alphabet=TRADITIONAL_ONLY + NEUTRAL))
def test_a_traditional_unit_is_left_as_typed_in_traditional(slug, text):
    assert convert(text, slug) == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=SIMPLIFIED_ONLY + TRADITIONAL_ONLY, min_size=2))
def test_a_mixed_unit_is_converted_whole(text):
    assert detect_script(convert(text, "zh-hans")) == "simplified"
    assert {detect_script(convert(text, slug)) for slug in TRADITIONAL} == {"traditional"}


@settings(max_examples=100, deadline=None)
@given(st.text(NOT_HAN), st.sampled_from(list(VARIANTS)))
def test_what_is_not_chinese_is_never_touched(text, slug):
    assert convert(text, slug) == text


HOSTILE = [
    "<b>国</b>",
    "国\u202e家",
    "国\u200b家",
    "国👨\u200d👩\u200d👧家",
    "国\U00020000家",
    "国" + "\u0301" * 50,
    "国\x07家",
    "国\x00家",
    "国\ufffd家",
    "国" * 2001,
    "&lt;国&gt;\"'",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:20] for text in HOSTILE])
def test_a_hostile_unit_loses_nothing_on_its_way(text):
    shown = convert(text, "zh-hant")
    assert shown.replace("國", "国") == text


@pytest.mark.parametrize("slug", TRADITIONAL)
def test_taiwan_and_hong_kong_write_their_own_forms(slug):
    assert convert("里面的群众", slug) == {"zh-hant": "裡面的群眾", "zh-hk": "裏面的群眾"}[slug]


@pytest.mark.parametrize(
    ("text", "script"),
    [("", ""), ("Ａ１", ""), ("台后里面", ""), ("国國", "mixed"), ("「國」", "traditional"), ("国。", "simplified")],
)
def test_only_what_one_script_alone_has_tells_it(text, script):
    assert detect_script(text) == script


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("隨著時間", "随着时间"),
        ("看著辦", "看着办"),
        ("衞生", "卫生"),
        ("臺灣", "台湾"),
        ("裡面", "里面"),
        ("裏面", "里面"),
        ("羣眾", "群众"),
        ("ＥＲＩＣ", "eric"),
        ("ﬁ", "fi"),
        ("㈱", "(株)"),
        ("一\t二", "一　二"),
    ],
)
def test_folding_brings_the_two_ways_of_writing_together(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("国家", "国佳"), ("a b", "ab"), ("一", "二")])
def test_folding_keeps_different_words_apart(one, other):
    assert fold(one) != fold(other)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


WORDS = st.sampled_from(
    ["国家", "随着", "看着", "头发", "干净", "后面", "里程", "皇后", "台风", "征求", "复杂", "卫生", "了解", "群众"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from(TRADITIONAL))
def test_a_text_and_its_traditional_view_fold_to_the_same(words, slug):
    text = "，".join(words)
    assert fold(convert(text, slug)) == fold(text)
