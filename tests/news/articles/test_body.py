"""The body and its photos: every picture stands once, every word stays, summaries are plain."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.articles.body import body_parts, summarize
from news.text.markup import clean_body
from tests.conftest import make_article

PARAGRAPH = st.sampled_from(["<p>一</p>", "<h2>二</h2>", "<p>a &lt; b</p>", "<blockquote><p>三</p></blockquote>"])
NUMBERS = st.lists(st.integers(1, 5), unique=True, max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARAGRAPH, min_size=1, max_size=6), NUMBERS, st.integers(0, 4))
def test_every_photo_stands_once_and_every_paragraph_stays(paragraphs, numbers, count):
    photos = [f"photo {n}" for n in range(count)]
    marks = [f"<p>[图{n}]</p>" for n in numbers]
    body = "".join(piece for pair in zip(paragraphs, [*marks, *[""] * 6], strict=False) for piece in pair)
    out = body_parts(body, photos)
    assert sorted(part for part in out if part in photos) == photos
    words = "".join(part for part in out if part not in photos)
    assert words == re.sub(r"<p>\[图\d\]</p>", "", body)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 3), unique=True, min_size=1, max_size=3))
def test_placed_photos_come_in_the_order_of_their_marks(numbers):
    photos = ["甲", "乙", "丙"]
    out = body_parts("<p>字</p>".join(["", *[f"<p>[图{n}]</p>" for n in numbers], ""]), photos)
    placed = [photos[n - 1] for n in numbers]
    assert [part for part in out if part in placed] == placed


@pytest.mark.parametrize("mark", ["[图1]", "[图 1]", " [图1] ", "[图１]", "[图01]"])
def test_a_mark_may_be_written_a_little_differently(mark):
    assert body_parts(clean_body(f"一\n\n{mark}\n\n二"), ["甲"])[1] == "甲"


@pytest.mark.parametrize("text", ["看[图1]吧", "[图]", "[图一]", "图1", "[图-1]"])
def test_words_that_only_look_like_a_mark_stay_words(text):
    body = clean_body(text)
    assert body_parts(body, ["甲"]) == ["甲", body]


def test_an_empty_body_shows_its_photos_alone():
    assert body_parts("", ["甲", "乙"]) == ["甲", "乙"]
    assert body_parts("", []) == []


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.integers(2, 120))
def test_first_words_are_one_short_line_without_elements(text, length):
    body = clean_body(text)
    words = summarize(body, length)
    assert len(words) <= length
    assert words == " ".join(words.split())
    assert "<p>" not in words or "<p>" in text


@pytest.mark.parametrize(("count", "end"), [(109, "字"), (110, "字"), (111, "…"), (5000, "…")])
def test_only_what_was_cut_ends_in_dots(count, end):
    words = summarize(f"<p>{'字' * count}</p>")
    assert words[-1] == end
    assert len(words) == min(count, 110)


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>[图1]</p>", "<hr>"])
def test_a_body_without_words_has_no_first_words(body):
    assert summarize(body) == ""


def test_first_words_end_before_a_tag_that_the_bound_cuts():
    assert "href" not in summarize('<p>一</p><p><a href="https://example.com/' + "x" * 3000 + '">二</a></p>')


@pytest.mark.django_db
def test_hostile_first_words_stay_inside_their_attribute(client):
    article = make_article(body=clean_body("\"><script>alert('1')</script> 1 < 2 & 3"))
    html = client.get(f"/news/{article.pk}/").content.decode()
    assert "<script>alert" not in html
    assert re.search(r'<meta name="description"[^>]*? content="&quot;&gt;[^"<>]*1 &lt; 2 &amp; 3"', html)


def test_paragraphs_that_were_joined_leave_no_gap_after_a_mark():
    assert summarize("<p>第一段。</p>\n<p>“第二段”</p><p>A b</p>") == "第一段。“第二段”A b"
