"""Sentences and titles with their right values: what each view shows of them, and what folds together."""

import pytest

from news.variants.folding import fold
from news.variants.text import VARIANTS, convert
from tests.news.variants.corpora import is_tolerable, needs_corpora, rows

pytestmark = needs_corpora
PAIRS = rows("hard_pairs")


@pytest.mark.parametrize(("slug", "name"), [("zh-hant", "tw"), ("zh-hk", "hk")])
def test_hard_sentences_are_right_in_traditional(slug, name):
    shown = [(row["hans"], convert(row["hans"], slug), row[name]) for row in PAIRS]
    assert [row for row in shown if not is_tolerable(*row[1:], slug)] == []


def test_hard_sentences_come_back_to_simplified():
    shown = [(row["tw"], convert(row["tw"], "zh-hans"), row["hans"]) for row in PAIRS]
    assert [row for row in shown if row[1] != row[2]] == []


def test_real_titles_have_no_wrong_letter():
    shown = [(convert(row["hans"], "zh-hant"), row["right"]) for row in rows("news_titles")]
    assert [row for row in shown if not all(part in row[0] for part in row[1])] == []


@pytest.mark.parametrize("slug", ["zh-hant", "zh-hk"])
def test_texts_in_traditional_come_through_to_the_letter(slug):
    assert [row["text"] for row in rows("traditional_untouched") if convert(row["text"], slug) != row["text"]] == []


def test_what_hong_kong_got_wrong_is_right():
    for row in rows("hk_words"):
        assert convert(row["hans"], "zh-hk").replace("佈", "布") == row["hk"].replace("佈", "布")


def test_two_writings_of_a_word_fold_together():
    assert [row for row in rows("fold_pairs") if fold(row["a"]) != fold(row["b"])] == []


def test_every_view_of_a_text_folds_to_the_same():
    texts = [row["hans"] for row in [*PAIRS, *rows("news_titles")]]
    differing = [(text, slug) for text in texts for slug in VARIANTS if fold(convert(text, slug)) != fold(text)]
    assert differing == []
