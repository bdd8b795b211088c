"""The text of a comment: taken whole or refused in a sentence, compared folded, written out as plain text."""

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.exceptions import Refused
from comments.readers.names import ALLOWED
from comments.thread.text import LONGEST, candidates_after_at, clean_text, digest, first_line, marks, render_text

ZALGO = "z" + "\u0301\u0316\u0334" * 60
FAMILY = "👨‍👩‍👧‍👦"
KEPT = [
    "<b>粗</b>",
    "\"'&amp;",
    "\u202e倒着写",
    FAMILY,
    "❤️",
    "𠀀𪚥",
    "１２３",
    "上\n下",
    "上\n\n\n\n下",
    "一\t二",
    "與国",
    "a\u200db",
    "\ue000",
    "{{ x }}",
    "%s",
    "\\n",
    "NULL",
    "👍🏽",
]
WITHOUT_LETTERS = [
    "",
    " ",
    "\n\n",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "\u2060",
    "\u3164",
    "\u2800",
    "\u115f\u1160",
    "\u180e",
    "\u202e",
    "\u034f",
    "\ufe0f",
    "\U000e0041",
    "\uffa0",
    "\x07",
    "\x1b",
    "\u2028",
    "\u00a0",
    "\u200d\u200c",
    "\u2066\u2069",
    "\U0001d173",
    "\U0001bca0",
]
NO_SURROGATES = st.characters(exclude_categories=["Cs"])


def refusal(raw):
    with pytest.raises(Refused) as refused:
        clean_text(raw)
    assert refused.value.status == 400
    return str(refused.value)


@pytest.mark.parametrize("text", KEPT, ids=ascii)
def test_what_people_type_is_kept_as_typed(text):
    assert clean_text(text) == text


def test_a_heap_of_marks_is_refused_and_what_scripts_stack_is_kept():
    assert "叠加的符号太多" in refusal(ZALGO)
    stacked = "z" + "\u0301\u0316\u0334" * 2
    assert unicodedata.normalize("NFC", stacked) == clean_text(stacked)


@pytest.mark.parametrize("raw", WITHOUT_LETTERS, ids=ascii)
def test_what_shows_nothing_is_empty(raw):
    assert "还是空的" in refusal(raw)
    assert "还是空的" in refusal(raw * 3 + "\n")


@pytest.mark.parametrize("raw", ["\x00", "a\x00b", "\ud800", "a\udfffb", "\ud83d", "半\ufffd字"], ids=ascii)
def test_what_lost_something_on_its_way_is_not_taken(raw):
    assert "无法识别的字符" in refusal(raw)


@pytest.mark.parametrize("letter", ["字", "a", "𠀀", "👍", "<", "&"])
def test_two_thousand_are_taken_and_one_more_is_not(letter):
    assert clean_text(letter * LONGEST) == letter * LONGEST
    assert "2001" in refusal(letter * (LONGEST + 1))


def test_line_breaks_of_a_form_count_once_and_ends_not_at_all():
    lines = "\r\n".join("字" * 999 for _ in range(2))
    assert len(clean_text(f"  {lines}\r\n\r\n ")) == 1999


def test_marks_are_counted_after_they_were_joined():
    assert clean_text("e\u0301" * LONGEST) == "é" * LONGEST


def visible(text):
    """What of a text can be seen: no controls and line breaks, nothing at its ends, marks joined."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cc" and c not in "\ufffe\uffff")
    return unicodedata.normalize("NFC", seen).strip()


@settings(max_examples=200, deadline=None)
@given(st.text(NO_SURROGATES, min_size=1, max_size=80))
def test_taking_loses_nothing_that_can_be_seen(raw):
    try:
        text = clean_text(raw)
    except Refused:
        return
    assert visible(text) == visible(raw)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("國家", "国家"),
        ("Abc", "aBC"),
        ("ａｂｃ", "abc"),
        ("一  二\n三", "一 二 三"),
        ("隨著他", "随着他"),
        ("e\u0301", "é"),
    ],
)
def test_texts_that_differ_only_in_script_case_width_or_spaces_are_one(one, other):
    assert marks(clean_text(one))["folded"] == marks(clean_text(other))["folded"]
    assert one == "e\u0301" or digest(one) != digest(other)


@pytest.mark.parametrize(("one", "other"), [("好", "不好"), ("1", "2"), ("顶！", "顶"), ("\ue000", "\ue001")])
def test_other_words_are_another_text(one, other):
    assert marks(one)["folded"] != marks(other)["folded"]


@settings(max_examples=150, deadline=None)
@given(st.text(NO_SURROGATES, min_size=1, max_size=200), st.integers(1, 60))
def test_a_quoted_line_is_one_bounded_line_of_the_text(text, length):
    line = first_line(text, length)
    assert "\n" not in line
    assert len(line) <= length + 1
    assert text.startswith(line.removesuffix("…").rstrip("…"))


@pytest.mark.parametrize(("breaks", "shown"), [(1, 1), (2, 2), (3, 2), (40, 2)])
def test_empty_lines_are_shown_as_one(breaks, shown):
    assert render_text("上" + "\n" * breaks + "下").count("<br>") == shown
    assert render_text("上" + "\n \t" * breaks + "\n下").count("<br>") == 2


HOSTILE_NAMES = ["糖桔", "<b>", '"x', ".*", "[a-z]+", "a\\b", "(", "&amp;"]
PIECES = st.sampled_from(
    [
        *(f"@{name}" for name in HOSTILE_NAMES),
        "＠糖桔",
        "https://a.b/@糖桔",
        "<i>",
        "&lt;",
        '"',
        "'",
        "@",
        "\n",
        "www.a.b",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(NO_SURROGATES, max_size=10)), max_size=8))
def test_what_is_written_out_reads_exactly_as_it_was_typed(pieces):
    text = "".join(pieces)
    html = render_text(text, [(name, f"/readers/{n}/?\"'<>") for n, name in enumerate(HOSTILE_NAMES)])
    bare = re.sub(r'<a (?:class="mention" )?href="[^"<>]*"[^<>]*>|</a>|<br>', "", html)
    assert not re.search(r"[<>]", bare)
    assert unescape(bare) == re.sub(r"\n(?:[^\S\n]*\n){2,}", "\n\n", text)


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("@糖桔 好", ["@糖桔"]),
        ("＠糖桔", ["＠糖桔"]),
        ("@糖桔树 好", ["@糖桔树"]),
        ("@糖桔@糖桔树", ["@糖桔", "@糖桔树"]),
        ("糖桔", []),
        ("@ 糖桔", []),
        ("https://a.b/@糖桔", []),
        ("https://a.b/?@x", []),
    ],
)
def test_the_longest_name_after_an_at_is_linked(text, linked):
    html = render_text(text, [("糖桔", "/readers/1/"), ("糖桔树", "/readers/2/")])
    assert re.findall(r'class="mention"[^>]*>([^<]*)</a>', html) == linked


def test_a_mention_leads_to_its_own_reader():
    html = render_text("@糖桔树@糖桔", [("糖桔", "/readers/1/"), ("糖桔树", "/readers/2/")])
    assert re.findall(r'href="([^"]*)"', html) == ["/readers/2/", "/readers/1/"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="@＠糖桔a <\n", max_size=300))
def test_what_may_be_a_name_is_short_and_looked_for_a_few_times(text):
    tails = list(candidates_after_at(text, ALLOWED, 20))
    assert len(tails) <= 20
    assert all(
        0 < len(tail) <= 20 and ALLOWED.fullmatch(tail) and f"@{tail}" in text.replace("＠", "@") for tail in tails
    )
