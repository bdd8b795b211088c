"""What a word rule hits: every disguise of its word, at its place in what was typed; and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.word_rules.folding import fold_text, mark_stretches
from comments.word_rules.matching import Matcher, Pattern


def hits(text, *patterns):
    return [text[hit.start : hit.end] for hit in Matcher(patterns).find(text)]


@pytest.mark.parametrize(
    "typed",
    [
        "发轮功",
        "發輪功",
        "发 轮 功",
        "发\u200b轮\u2060功",
        "发-轮~功",
        "发，轮。功",
        "发🐶轮🐶功",
        "發\n輪\n功",
        "发\u0336轮\u0336功",
    ],
)
def test_every_disguise_of_a_word_is_hit_where_it_stands(typed):
    assert hits(f"他们说{typed}是什么", Pattern(1, "发轮功")) == [typed]


@pytest.mark.parametrize("typed", ["WeiXin", "ｗｅｉｘｉｎ", "w.e.i.x.i.n", "wéixin", "ＷeiＸin"])
def test_width_case_and_accents_do_not_hide_latin(typed):
    assert hits(f"加{typed}吧", Pattern(1, "weixin")) == [typed]


@pytest.mark.parametrize("typed", ["轮到他发功", "功发轮", "发起一轮成功的", "发轮"])
def test_the_same_letters_in_other_words_are_not_hit(typed):
    assert hits(typed, Pattern(1, "发轮功")) == []


def test_a_phrase_excuses_the_word_within_it_and_nowhere_else():
    rule = Pattern(1, "台独", excuses=("平台独立",))
    assert hits("这个平臺獨立運作", rule) == []
    assert hits("平台独立，台独不行", rule) == ["台独"]


def test_overlapping_words_are_all_hit():
    found = Matcher([Pattern(1, "甲乙"), Pattern(2, "乙丙"), Pattern(3, "甲乙丙")]).find("甲乙丙")
    assert {hit.key for hit in found} == {1, 2, 3}


def test_the_sound_counts_only_where_a_rule_says_so():
    assert hits("加威信", Pattern(1, "微信")) == []
    assert hits("加威信或wei信", Pattern(1, "微信", pinyin=True)) == ["威信", "wei信"]
    assert hits("xieweixinli 谢为新", Pattern(1, "微信", pinyin=True)) == ["为新"]


def test_letters_that_look_alike_count_only_where_a_rule_says_so():
    assert hits("рay", Pattern(1, "pay")) == []  # the first letter is Cyrillic
    assert hits("рay", Pattern(1, "pay", alike=True)) == ["рay"]


def test_a_rule_with_an_emoji_looks_for_it():
    assert hits("牵着狗🐶头", Pattern(1, "🐶头")) == ["🐶头"] and hits("狗头", Pattern(1, "🐶头")) == []


def test_marks_stand_in_the_original_text():
    assert mark_stretches("甲乙丙丁", [(1, 3)]) == [("甲", False), ("乙丙", True), ("丁", False)]
    assert mark_stretches("甲乙", []) == [("甲乙", False)] and mark_stretches("", []) == []


@given(st.text(max_size=80))
def test_places_are_those_of_the_original(text):
    folded = fold_text(text)
    assert len(folded.letters) == len(folded.places)
    assert all(0 <= place < len(text) for place in folded.places) and list(folded.places) == sorted(folded.places)
    assert "".join(piece for piece, _ in mark_stretches(text, [(0, 1)] if text else [])) == text
