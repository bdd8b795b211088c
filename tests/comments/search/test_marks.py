"""搜索: whatever is found is shown with the words that were found, in every script and within quotes."""

import re

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.models import Comment, CommentEntry
from news.models import ArticleEntry
from news.search.excerpts import excerpt_pieces, fold_with_offsets, hits
from news.search.grams import stream
from news.search.query import BadQuery, parse_query
from news.variants.corrections import simplified
from news.variants.folding import fold, join_writings
from news.variants.opencc_tables import convert_run
from tests.comments.search.searching import found, html_of, pks, said
from tests.conftest import make_article, make_photo
from tests.wordings import nothing_kept  # noqa: F401  (fixture)

BOTH = pytest.mark.parametrize("kind", ["articles", "comments"])
VIEWS = ["", "zh-hans", "zh-hant", "zh-hk"]
KEPT_WORDS = re.findall(r"\w{2,}", simplified(True)[0].pattern)
# Words in which a letter is another than by itself, and some in which a letter takes more or less room when folded.
WORDS = [
    *KEPT_WORDS,
    "乾隆",
    "康乾",
    "乾坤",
    "随着",
    "看着",
    "瞭解",
    "瞭望",
    "哪吒",
    "覆盖",
    "答覆",
    "藉口",
    "狼藉",
    "沈默",
    "反覆",
    "征求",
    "宫商角徵羽",
    "於世成",
    "锺书",
    "钟馗",
    "Straße",
    "İzmir",
    "ﬁnal",
    "Ａ股",
    "ⅷ号",
    "㈱东京",
    "cafe\u0301",
    "한국",
    "が行",
    "甲\u200b乙",
    "①②号",
]
BEFORE = "这里先有很长的一段话，一百个字以后才说到要找的词。" * 6


def variants(word):
    """A word in the four scripts in which texts are written."""
    return list(dict.fromkeys([word, *(convert_run(config, word) for config in ("t2s", "s2tw", "s2hk"))]))


def results(html):
    """The HTML of each result: a story's item, or a comment's row."""
    return re.findall(r'<li(?: id="comment-\d+"[^>]*)?>.*?</li>', html.split("<main")[1].split("</main>")[0], re.DOTALL)


@pytest.fixture
def write(article, tangju):
    """write(kind, text) makes a story or a comment that says a text, and returns its pk."""

    def write(kind, text):
        if kind == "articles":
            return make_article("别的题目", body=f"<p>{text}</p>").pk
        comment = Comment.objects.create(
            article=article, author=tangju, text=text, state="visible", shown_at=timezone.now()
        )
        CommentEntry.keep(comment)
        return comment.pk

    return write


@pytest.mark.django_db
@BOTH
@pytest.mark.parametrize("quotes", ["{}", '"{}"'], ids=["bare", "quoted"])
def test_each_word_is_found_as_written_and_every_result_shows_a_hit(write, kind, quotes):
    for word in WORDS:
        made = {text: write(kind, f"{BEFORE}{text}。") for text in variants(word)}
        for asked, pk in made.items():
            html = html_of(quotes.format(asked), kind=kind)
            assert pk in pks(html, kind) and all("<mark>" in row for row in results(html)), asked


@pytest.mark.django_db
@BOTH
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("word", ["著名", "乾隆", "显著", "顯著", "Straße"])
def test_the_whole_word_is_marked_in_every_view(write, kind, view, word):
    write(kind, f"{BEFORE}他是{word}的人")
    marked = re.search("<mark>([^<]*)</mark>", html_of(word, view, kind=kind))[1]
    assert fold(marked) == fold(word)


@pytest.mark.django_db
def test_a_word_of_a_caption_is_shown_with_it():
    story = make_article("别的题目", body=f"<p>{BEFORE}</p>")
    make_photo(story, "乾隆年间的旧照")
    ArticleEntry.keep(story)
    assert found("乾隆") == [story.pk] and "<mark>乾隆</mark>年间" in html_of("乾隆")


@pytest.mark.django_db
def test_nothing_is_found_across_a_title_its_text_and_a_caption():
    story = make_article("去看Wilson", body="<p>Center开会</p>")
    make_photo(story, "北京")
    ArticleEntry.keep(story)
    assert found('"Wilson Center"') == found('"开会 北京"') == [] and found("Wilson Center") == [story.pk]


# -- a phrase with a blank ----------------------------------------------------------------------------

PAIRS = [
    ("北京", "大学"),
    ("著名", "乾隆"),
    ("A股", "大涨"),
    ("G20", "峰会"),
    ("Wilson", "Center"),
    ("甲", "乙"),
    ("显著", "Apple"),
]
RIGHT = ["{0} {1}", "在{0}\u3000{1}里", "说，{0}\n{1}。", "{0}\xa0 {1} 的"]
WRONG = ["{1} {0}", "{0}，{1}", "{0} 的 {1}", "{0}、，{1}", "{0} 😀 {1}", "{1} 和 {0}", "{0}\n\n的 {1}"]


@pytest.mark.django_db
@BOTH
@pytest.mark.parametrize("quotes", ['"{}"', "“{}”", "「{}」"])
@pytest.mark.parametrize("pair", PAIRS, ids=" ".join)
def test_a_phrase_with_a_blank_is_found_in_that_order_alone(write, kind, quotes, pair):
    for config in ("t2s", "s2tw", "s2hk"):
        words = [convert_run(config, word) for word in pair]
        right = {write(kind, form.format(*words)) for form in RIGHT}
        wrong = {write(kind, form.format(*words)) for form in [*WRONG, "{0}{1}"]}
        html = html_of(quotes.format(" ".join(words)), kind=kind)
        assert set(pks(html, kind)) & (right | wrong) == right
        assert all("<mark>" in row for row in results(html))


@pytest.mark.django_db
def test_words_without_quotes_are_found_in_any_order(say, article, tangju):
    for text in ("北京 大学", "大学在北京"):
        say(tangju, text)
    assert len(said("北京 大学")) == 2 and said('"大学 北京"') == []


# -- folded letters and the letters from which they come ---------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_is_marked_is_folded_as_it_is_found(text):
    folded, places = fold_with_offsets(text)
    assert folded == fold(text) and len(places) == len(folded)
    assert places == sorted(places) and all(0 <= start < end <= len(text) for start, end in places)


TYPED = "著显乾隆名随 ，a2ß\u0301İ\u200b１"


@settings(max_examples=400, deadline=None)
@given(st.text(TYPED, max_size=30), st.text(f'"{TYPED}', max_size=8))
def test_what_the_index_finds_is_marked_and_nothing_else(text, query):
    try:
        wanted = parse_query(query)
    except BadQuery:
        return
    grams, words = stream(text)
    plain = [ways[0] for ways in wanted.terms]
    finds = {way.grams: f" {' '.join(way.grams)} " in f" {grams} " for way in plain if way.grams}
    finds |= {word: word in words.split() for way in plain for word in way.words}
    marked = [bool(hits(text, [mark])) for mark in wanted.marks]
    assert sorted(finds.values()) == sorted(marked)


def test_every_letter_keeps_its_place_when_it_is_simplified():
    for first in (*range(0x3400, 0xA000, 512), *range(0xF900, 0xFB00, 512), *range(0x20000, 0x32000, 512)):
        letters = "".join(map(chr, range(first, first + 512)))
        assert len(join_writings(letters)) == len(letters)


def test_a_word_is_marked_as_a_whole_alone():
    assert excerpt_pieces("party art", ["art"]) == [("party ", False), ("art", True)]
    assert excerpt_pieces("去A股大涨", ["a股"]) == [("去", False), ("A股", True), ("大涨", False)]
