"""Our corrections of the dictionaries: words, numbers, names, quotation marks; and what is never converted."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.variants.corrections import corrections, read_toml
from news.variants.folding import fold
from news.variants.segmentation import split_words
from news.variants.text import VARIANTS, convert

TAIWAN = [
    ("美国制裁三家公司", "美國制裁三家公司"),
    ("大学生发生口角", "大學生發生口角"),
    ("坚持一个中国", "堅持一個中國"),
    ("俄罗斯又要签军火大单", "俄羅斯又要簽軍火大單"),
    ("抽签之后领书签", "抽籤之後領書籤"),
    ("不准随便评论", "不准隨便評論"),
    ("他说得不准，我也没看准", "他說得不準，我也沒看準"),
    ("发布会上宣布", "發布會上宣布"),
    ("银行账户", "銀行帳戶"),
    ("战略伙伴", "戰略夥伴"),
    ("全套家具", "全套家具"),
    ("3天后，20年后，十分钟后", "3天後，20年後，十分鐘後"),
    ("１５只基金、三只猫", "１５隻基金、三隻貓"),
    ("今年30只想结婚", "今年30只想結婚"),
    ("45人参加，人参汤", "45人參加，人參湯"),
    ("头发干了，活干了", "頭髮乾了，活幹了"),
    ("官方称系误会", "官方稱係誤會"),
    ("里皮和马布里在更衣室里", "里皮和馬布里在更衣室裡"),
    ("范某与于和伟说余老师", "范某與于和偉說余老師"),
    ("三十余人在余杭", "三十餘人在余杭"),
    ("范\n说话", "範\n說話"),
]
HONG_KONG = [
    ("里面的人说着话", "裏面的人說着話"),
    ("卫生部门测体温", "衞生部門測體溫"),
    ("群众在山峰上开启床头灯", "群眾在山峰上開啟床頭燈"),
    ("交税的人脱下面具", "交稅的人脫下面具"),
    ("45人参加", "45人參加"),
    ("宣布发布采用", "宣佈發佈採用"),
]


@pytest.mark.parametrize(("text", "shown"), TAIWAN)
def test_taiwan_reads_its_own_letters(text, shown):
    assert convert(text, "zh-hant") == shown


@pytest.mark.parametrize(("text", "shown"), HONG_KONG)
def test_hong_kong_reads_its_own_letters(text, shown):
    assert convert(text, "zh-hk") == shown


@pytest.mark.parametrize("slug", ["zh-hant", "zh-hk"])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("他说：“好。”", "他說：「好。」"),
        ("“他说‘好’就走”", "「他說『好』就走」"),
        ("国家 don’t", "國家 don’t"),
        ("“国", "「國"),
        ("“”" * 2000 + "国", "「」" * 2000 + "國"),
    ],
)
def test_quotation_marks_are_those_of_the_place(slug, text, shown):
    assert convert(text, slug) == shown


@pytest.mark.parametrize("text", ["他說：“好”", "這是“引文”"])
def test_a_text_left_as_typed_keeps_its_quotation_marks(text):
    assert convert(text, "zh-hant") == text


@pytest.mark.parametrize(
    "text",
    [
        "https://zh.wikipedia.org/wiki/头发",
        "https://example.com/?q=头发&页=后",
        "⿰讠兑",
        "国\ufe00",
        "国\U000e0101",
        "国産のめん类です",
        "东京タワー",
        "\ud83d",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("slug", VARIANTS)
def test_addresses_japanese_and_spelled_letters_stay(slug, text):
    assert text in convert(f"这里说，{text}", slug) or "の" in text or "タ" in text
    assert text in convert(f"这里说。{text}", slug)


def test_the_sentence_around_an_address_is_converted():
    assert convert("见https://example.com/头发 里的头发", "zh-hant") == "見https://example.com/头发 裡的頭髮"


@pytest.mark.parametrize(
    ("text", "slug", "shown"),
    [
        ("這是國際關係與時間的问題，後來說了", "zh-hant", "這是國際關係與時間的問題，後來說了"),
        ("这是国际关系与时间的問题，后来说了", "zh-hans", "这是国际关系与时间的问题，后来说了"),
        ("這群人和範老師的课", "zh-hant", "這群人和範老師的課"),
    ],
)
def test_a_few_slips_alone_are_converted(text, slug, shown):
    assert convert(text, slug) == shown


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="国际头发后里干只系签‘’“”3天一余于范。，の⿰\ufe00a"), st.sampled_from(list(VARIANTS)))
def test_every_text_keeps_its_length_and_folds_to_the_same(text, slug):
    shown = convert(text, slug)
    assert len(shown) == len(text)
    assert fold(shown) == fold(text)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="国际头发后里干只系签学生美制裁中历史a1 \n"))
def test_words_joined_are_the_text_again(text):
    assert "".join(split_words(text)) == text


def test_every_group_of_corrections_gives_its_reason():
    groups = [
        group
        for name in ("traditional", "simplified", "folding")
        for table in read_toml(f"{name}.toml").values()
        for group in table
    ]
    assert groups and all(re.search(r"\w{3}", group["reason"]) for group in groups)


@pytest.mark.parametrize("slug", ["zh-hant", "zh-hk"])
def test_a_word_of_the_tables_keeps_its_length(slug):
    assert [word for word, shown in corrections(slug).words.items() if len(word) != len(shown)] == []
