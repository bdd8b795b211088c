"""What is kept of converted pages: the same bytes, never too many; and that converting twice changes nothing."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.caching.lru import SMALLEST, Pages
from news.variants.html import convert_html
from news.variants.middleware import PAGES
from news.variants.text import SCRIPTS, convert, written_in
from tests.conftest import make_article
from tests.wordings import nothing_kept, page  # noqa: F401  (fixture)

EVERY = pytest.mark.parametrize("slug", SCRIPTS)
PAGE = "<p>国家里面的头发</p>" * 200


class Maker:
    """Converts and counts how often."""

    def __init__(self):
        self.times = 0

    def __call__(self, html, slug, table):
        self.times += 1
        return convert_html(html, slug, table)


def test_a_page_is_made_once_and_given_the_same_again():
    pages, make = Pages(10_000_000), Maker()
    first = pages.get(PAGE, "zh-hant", (), make)
    assert first == convert_html(PAGE, "zh-hant") and pages.get(PAGE, "zh-hant", (), make) == first
    assert make.times == 1


def test_another_script_another_table_or_another_page_is_another():
    pages, make = Pages(10_000_000), Maker()
    asked = [
        (PAGE, "zh-hant", ()),
        (PAGE, "zh-hk", ()),
        (PAGE, "zh-hant", (("里面", "里面"),)),
        (PAGE + "国", "zh-hant", ()),
    ]
    made = [pages.get(*one, make) for one in asked * 2]
    assert make.times == 4 and len(set(made)) == 4 and made[:4] == made[4:]


def test_short_ones_are_not_kept():
    pages, make = Pages(10_000_000), Maker()
    for _ in range(2):
        pages.get("国" * (SMALLEST - 1), "zh-hant", (), make)
    assert make.times == 2 and pages.size == 0 and not pages.pages


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(SMALLEST, 9000), max_size=30), st.integers(0, 60_000))
def test_never_more_bytes_than_allowed_and_the_count_is_true(lengths, most):
    pages = Pages(most)
    for number, length in enumerate(lengths):
        html = f"{number}".ljust(length, "国")
        assert pages.get(html, "zh-hk", (), lambda html, *_: html) == html
        assert pages.size == 3 * sum(map(len, pages.pages.values())) <= most
        assert sum(len(kept.encode()) for kept in pages.pages.values()) <= most


def test_what_was_asked_for_longest_ago_goes_first():
    pages, make = Pages(3 * 3 * 3000), Maker()
    one, two, three, four = (f"{n}".ljust(3000, "国") for n in range(4))
    for html in (one, two, three, one, four, one):
        pages.get(html, "zh-hk", (), make)
    assert make.times == 4
    pages.get(two, "zh-hk", (), make)
    assert make.times == 5


def test_many_at_once_get_the_same_and_the_count_stays_true():
    pages = Pages(200_000)
    asked = [f"{n % 7}".ljust(4000, "国") for n in range(200)]
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda html: pages.get(html, "zh-hant", (), convert_html), asked))
    assert made == [convert_html(html, "zh-hant") for html in asked]
    assert pages.size == 3 * sum(map(len, pages.pages.values())) <= 200_000
    pages.clear()
    assert (pages.size, len(pages.pages)) == (0, 0)


@pytest.mark.django_db
@EVERY
def test_a_page_read_again_is_the_same_to_the_byte(client, say, tangju, slug):
    article = make_article(body="<p>国家里面的头发，與此同時</p>" * 50)
    say(tangju, "国家里面", on=article)
    first = client.get(f"/{slug}/news/{article.pk}/").content
    kept = len(PAGES.pages)
    assert kept and client.get(f"/{slug}/news/{article.pk}/").content == first and len(PAGES.pages) == kept
    PAGES.clear()
    assert client.get(f"/{slug}/news/{article.pk}/").content == first


@pytest.mark.django_db
def test_what_a_signed_in_reader_sees_is_never_kept_for_others(client, signed_in, article, tangju):
    mine = signed_in(tangju).get(f"/zh-hant/news/{article.pk}/").content.decode()
    assert "糖桔" in mine and "csrfmiddlewaretoken" in mine
    theirs = page(client, article, "zh-hant")
    assert "糖桔" not in theirs and "csrfmiddlewaretoken" not in theirs
    assert not any("csrfmiddlewaretoken" in kept for kept in PAGES.pages.values())


UNITS = st.text(alphabet="国际國際里后後面头发髮着著伙夥战略你好，a", max_size=20)


@EVERY
@settings(max_examples=120, deadline=None)
@given(text=UNITS)
def test_a_unit_converted_again_stays_once_it_is_in_the_script(slug, text):
    once = convert(text, slug)
    wanted = "simplified" if slug == "zh-hans" else "traditional"
    if written_in(once) == wanted:
        assert convert(once, slug) == once


@pytest.mark.parametrize("slug", ["zh-hant", "zh-hk"])
@pytest.mark.parametrize(
    "text", ["战略伙伴关系", "里程与皇后", "余下的面条", "干部与乾隆", "一只船在台湾", "只要后来发现"]
)
def test_words_that_a_second_pass_would_break_are_converted_once(slug, text):
    once = convert_html(f"<p>{text}</p>", slug)
    assert convert_html(once, slug) == once


KEPT = '<p>国<bdi translate="no">{}</bdi>家</p>'


@pytest.mark.parametrize(
    ("slug", "name", "lang"),
    [
        ("zh-hant", "郑长仁", "zh-Hans"), ("zh-hk", "郑长仁", "zh-Hans"), ("zh-hans", "郑长仁", ""),
        ("zh-hans", "鄭長仁", "zh-Hant"), ("zh-hant", "鄭長仁", ""), ("zh-hk", "鄭長仁", ""),
        ("zh-hant", "余大嘴", ""), ("zh-hant", "eric", ""), ("zh-hant", "郑長", ""), ("zh-hans", "郑長", ""),
    ],
)  # fmt: skip
def test_a_kept_name_says_its_language_where_it_is_not_the_pages(slug, name, lang):
    tag = re.search("<bdi[^>]*>", convert_html(KEPT.format(name), slug))[0]
    assert tag == (f'<bdi translate="no" lang="{lang}">' if lang else '<bdi translate="no">')


@pytest.mark.parametrize(
    "tag", ['<bdi translate="no" lang="ja">国</bdi>', "<code>国</code>", "<textarea>国</textarea>"]
)
def test_what_says_its_language_or_is_no_language_gets_none(tag):
    assert convert_html(f"<p>{tag}</p>", "zh-hant") == f"<p>{tag}</p>"


@pytest.mark.django_db
@EVERY
def test_the_switch_says_the_language_of_each_label(client, article, slug):
    html = page(client, article, slug)
    labels = dict(re.findall(r'lang="([^"]*)" translate="no" data-view="[^"]*"[^>]*>([^<]*)', html))
    assert labels == {view.lang: view.label for view in SCRIPTS.values()}
