"""The page that was the beginning of all this, read in its four views."""

import re
from html import unescape

import pytest

from comments.models import Comment, Reader
from news.models import Article, Source
from news.variants.text import VARIANTS
from tests.comments.importing.test_importing import SEED, bring  # noqa: F401  (fixture)
from tests.wordings import nothing_kept, page, seen  # noqa: F401  (fixture)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(SEED is None, reason="the saved page is not beside the checkout"),
]
EVERY = pytest.mark.parametrize("slug", ["", *VARIANTS])
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def seed(bring):  # noqa: F811
    bring(SEED.read_text("utf-8"))
    return Article.objects.get()


def inner(html, pattern):
    return unescape(re.search(pattern, html, re.DOTALL)[1])


def test_as_written_every_character_stands_as_it_was_saved(client, seed):
    text = seen(page(client, seed))
    for typed in (
        "随著中国",
        "週一(6月17日)",
        "就会面臨前所未见",
        "取得的显著进展",
        "與此同時,北約還持續",
        "君主製的沙特",
    ):
        assert typed in text


def test_in_simplified_the_words_the_dictionary_forgets_are_right(client, seed):
    text = seen(page(client, seed, "zh-hans"))
    assert text.count("随着中国") == 2 and "随著" not in text
    assert "周一(6月17日)" in text and "週" not in text
    assert "面临前所未见" in text
    assert "已经取得的显著进展" in text and "显着" not in text
    assert "与此同时,北约还持续向以色列提供武器屠杀巴勒斯坦人" in text
    assert [c for c in text if c in "與國際這對會時為"] == []


@pytest.mark.parametrize(("slug", "inside"), [("zh-hant", "裡"), ("zh-hk", "裏")])
def test_in_traditional_each_place_writes_its_own(client, seed, slug, inside):
    text = seen(page(client, seed, slug))
    assert f"這些國家{inside}面害死人最少" in text
    assert "克里姆林宮" in text and "克裡姆林宮" not in text and "克裏姆林宮" not in text
    assert text.count("隨著中國") == 2  # as the newspaper typed it, which Hong Kong reads too
    assert {"zh-hant": "這意味著", "zh-hk": "這意味着"}[slug] in text
    assert "就會面臨前所未見" in text and "週一" in text and "顯著進展" in text
    assert "戰略夥伴" in text and "君主製的沙特" in text


@pytest.mark.parametrize("slug", ["zh-hant", "zh-hk"])
def test_the_traditional_comment_of_the_page_is_left_to_the_character(client, seed, slug):
    comment = Comment.objects.get(text__startswith="與此同時")
    assert comment.text in unescape(seen(page(client, seed, slug)))


def test_no_letter_of_simplified_alone_is_left_in_traditional(client, seed):
    html = page(client, seed, "zh-hant")
    html = re.sub(r'<(\w+)[^>]* translate="no"[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
    assert [c for c in seen(html) if c in "国际这对会时为们个说"] == []


@EVERY
def test_names_of_readers_and_sources_are_whole_to_the_character_in_every_view(client, seed, slug):
    html = page(client, seed, slug)
    kept = re.findall(r'<bdi[^>]* translate="no"[^>]*>(?:<a [^>]*>)?([^<]*)', html)
    names = [*Reader.objects.values_list("name", flat=True), *Source.objects.values_list("name", flat=True)]
    assert [name for name in [*names, "睿文"] if name not in kept] == []
    assert {"郑长仁", "吃斋念佛大灰狼", "拔它几根毛", "BBC中文网", "德国之声"} <= set(kept)


TITLES = {
    "": "德媒:普京时隔24年再访朝鲜 北约关切“独裁联盟”",
    "zh-hans": "德媒:普京时隔24年再访朝鲜 北约关切“独裁联盟”",
    "zh-hant": "德媒:普京時隔24年再訪朝鮮 北約關切「獨裁聯盟」",
    "zh-hk": "德媒:普京時隔24年再訪朝鮮 北約關切「獨裁聯盟」",
}


@EVERY
def test_title_headline_and_cards_are_in_the_script(client, seed, slug):
    html = page(client, seed, slug)
    assert inner(html, "<title>(.*?)</title>").startswith(f"{TITLES[slug]} - 花蛋")
    assert inner(html, r"<h1><span data-people>([^<]*)") == TITLES[slug]
    assert inner(html, r'<meta property="og:title" content="([^"]*)"') == TITLES[slug]
    for name in ('name="description"', 'property="og:description"'):
        said = inner(html, rf'<meta {name} content="([^"]*)"')
        assert said.startswith("俄羅斯總統" if slug in ("zh-hant", "zh-hk") else "俄罗斯总统")
    assert '<span class="mark">(' + ("圖" if slug in ("zh-hant", "zh-hk") else "图") + ")" in html


@EVERY
def test_each_view_names_the_other_views_and_one_canonical_address(client, seed, slug):
    html, path = page(client, seed, slug), f"/news/{seed.pk}/"
    links = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"', html)
    views = {"x-default": SITE + path} | {view.lang: f"{SITE}/{view.slug}{path}" for view in VARIANTS.values()}
    assert len(links) == 4 and dict(links) == views
    assert re.findall(r'<link rel="canonical" href="([^"]*)"', html) == [SITE + path]


@EVERY
def test_the_page_and_its_traditional_comment_say_their_language(client, seed, slug):
    html = page(client, seed, slug)
    assert inner(html, r'<html lang="([^"]*)"') == (VARIANTS[slug].lang if slug else "zh-Hans")
    comment = Comment.objects.get(text__startswith="與此同時")
    row = re.search(rf'<li id="comment-{comment.pk}".*?</li>', html, re.DOTALL)[0]
    assert ('<div class="text" data-unit lang="zh-Hant"' in row) == (slug != "zh-hans")
    names = re.findall(r'<bdi class="name" translate="no"([^>]*)>(?:<a [^>]*>)?([^<]*)', html)
    spoken = {name: attributes.strip() for attributes, name in names}
    assert spoken["郑长仁"] == ('lang="zh-Hans"' if slug in ("zh-hant", "zh-hk") else "")
    assert spoken["扶风"] == ('lang="zh-Hans"' if slug in ("zh-hant", "zh-hk") else "")
    assert spoken["ak47a"] == ""


@EVERY
def test_what_is_kept_of_the_seed_stays_as_typed_whichever_view_was_read(client, seed, slug):
    before = list(Article.objects.values("title", "body")), list(Comment.objects.values("pk", "text"))
    first = page(client, seed, slug)
    assert page(client, seed, slug) == first
    assert (list(Article.objects.values("title", "body")), list(Comment.objects.values("pk", "text"))) == before
