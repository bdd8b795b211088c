"""Text from outside is bounded before any work on it, what cannot be seen is one list."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.exceptions import Refused
from comments.profiles.forms import PlainText
from comments.thread.text import candidates_after_at, clean_text
from news.search.grams import stream
from news.search.query import BadQuery, parse_query
from news.text.unicode_text import MARKS_MOST, has_stacked_marks, is_blank, normalize, remove_invisible
from news.variants.folding import fold
from tests.siege.texts import ALTERNATING, HOSTILE


@given(st.text(max_size=300))
def test_normalising_is_unicodes_own_for_what_people_write(text):
    for form in ("NFC", "NFKC", "NFKD"):
        assert normalize(form, text) == unicodedata.normalize(form, text) or has_stacked_marks(text)


def test_a_long_run_of_marks_is_cut():
    assert len(normalize("NFC", "q" + ALTERNATING * 1000)) == 31


def test_stacked_marks_are_told_from_what_scripts_stack():
    assert not has_stacked_marks("q" + "\u0316" * MARKS_MOST) and has_stacked_marks("q" + "\u0316" * (MARKS_MOST + 1))
    for real in ("ế", "שָּׁ", "ปู่", "ཧཱུྃ", "नीं", "Việt Nam", "が", "👨‍👩‍👧‍👦❤️"):
        assert not has_stacked_marks(unicodedata.normalize("NFD", real))


@pytest.mark.parametrize("letter", ["\u200b", "\u2060", "\u00ad", "\ufe0f", "\U000e0100", "\u3164", "\u202e", "\u2800"])
def test_one_list_of_invisible_letters_serves_all(letter):
    assert remove_invisible(f"甲{letter}乙") == "甲乙" and is_blank(f" {letter} ")
    assert fold(f"甲{letter}乙") == "甲乙" and stream(f"甲{letter}乙") == stream("甲乙")
    assert parse_query(f"甲{letter}乙") == parse_query("甲乙")


@pytest.mark.parametrize("shape", HOSTILE)
def test_what_is_too_long_is_refused_before_it_is_worked_on(shape, monkeypatch):
    """The bound is on what came in: nothing behind it may see the text."""
    text = HOSTILE[shape](480_000)
    for name in ("comments.thread.text.normalize", "comments.thread.text.has_stacked_marks", "news.search.query.fold"):
        monkeypatch.setattr(name, lambda *_: pytest.fail("worked on before its bound"))
    with pytest.raises(Refused, match="评论最长"):
        clean_text(text)
    with pytest.raises(BadQuery, match="过长"):
        parse_query(text)
    with pytest.raises(Exception, match="最长 300 字"):
        PlainText(max_length=300).to_python(f"甲{text}乙")


def test_at_most_twenty_names_are_looked_for():
    from comments.readers.names import ALLOWED

    assert len(list(candidates_after_at("@糖桔 " * 1000, ALLOWED, 20))) == 20
