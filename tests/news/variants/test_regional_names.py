"""Names that regions write differently: 普京 here, 普丁 there; only in the text of stories, and reversible."""

import json
import re

import pytest

from news.models import ArticleEntry, RegionalTerm
from news.text.markup import clean_body
from news.variants.html import convert_html
from news.variants.marks import render_marks
from news.variants.regional_terms import Term, TermFinder
from news.variants.word_table import WordTable
from tests.conftest import make_article, make_photo
from tests.news.variants.corpora import about, needs_corpora, rows
from tests.wordings import body, nothing_kept, page, seen, term, word  # noqa: F401  (fixture)

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("slug", ["", "zh-hans", "zh-hant", "zh-hk"])
TERMS = [{"zh-hans": "普京", "zh-hant": "普丁", "zh-hk": "普京"}]


def finder(terms):
    return TermFinder(Term(forms) for forms in terms)


def shown(html, slug, terms=TERMS):
    html = render_marks(clean_body(html), finder(terms))
    return convert_html(html, slug) if slug else html


def theirs(html):
    """What a reader sees of HTML who wants the names of their own region."""
    return seen(re.sub('<span class="ours">.*?</span>', "", html))


def ours(html):
    """What a reader sees of HTML who wants the names as they were written."""
    return seen(re.sub('<span class="theirs">.*?</span>', "", html))


@EVERY
@pytest.mark.parametrize(
    ("typed", "sentence"), [("普京", "总统普京说话"), ("普京", "總統普京說話"), ("普丁", "總統普丁說話")]
)
def test_a_name_in_the_text_of_a_story_is_said_as_the_region_says_it(client, slug, typed, sentence):
    term(zh_hk="普京")
    article = make_article(body=f"<p>{sentence}</p>")
    html = body(page(client, article, slug))
    name = {"zh-hans": "普京", "zh-hant": "普丁", "zh-hk": "普京", "": typed}[slug]
    in_traditional = slug in ("zh-hant", "zh-hk") or not slug and "總" in sentence
    assert theirs(html).strip() == (f"總統{name}說話" if in_traditional else f"总统{name}说话")
    assert f"{typed}" in ours(html)


@EVERY
@pytest.mark.parametrize(("typed", "sentence"), [("普京", "总统普京说"), ("普丁", "總統普丁說")])
def test_the_element_is_dotted_only_where_the_forms_differ_and_keeps_the_original(slug, typed, sentence):
    html = shown(f"<p>{sentence}</p>", slug)
    differs = slug and {"zh-hans": "普京", "zh-hant": "普丁", "zh-hk": "普京"}[slug] != typed
    assert ('class="theirs"' in html) == bool(differs)
    if differs:
        other = {"普京": "普丁", "普丁": "普京"}[typed]
        both = f'<span class="theirs">{other}</span><span class="ours">{typed}</span>'
        assert f'<span class="term" title="{typed}">{both}</span>' in html
    elif slug:
        assert "<span" not in html


def test_the_original_in_the_title_is_in_the_readers_letters():
    html = shown("<p>卡梅伦说</p>", "zh-hant", [{"zh-hans": "卡梅伦", "zh-hant": "卡麥隆", "zh-hk": "甘民樂"}])
    assert 'title="卡梅倫"' in html and theirs(html) == "卡麥隆說" and ours(html) == "卡梅倫說"


def test_a_page_as_written_shows_what_was_typed(client):
    term()
    article = make_article(body="<p>普京与普丁</p>")
    html = page(client, article)
    assert seen(body(html)).strip() == "普京与普丁" and "own-names" not in html
    assert "own-names" in page(client, article, "zh-hant")


def test_titles_and_captions_say_them_too_but_no_comment(client, say, tangju):
    term()
    article = make_article(title="“普京”访朝 A&B", body="<p>普京到了。</p>")
    make_photo(article, caption="普京下飞机")
    say(tangju, "普京来了", on=article)
    html = page(client, article, "zh-hant")
    assert "「普丁」訪朝" in theirs(re.search("<h1>.*?</h1>", html, re.DOTALL)[0])
    assert "普丁下飛機" in theirs(re.search("<figcaption>.*?</figcaption>", html, re.DOTALL)[0])
    assert "普京來了" in html
    assert "普丁」訪朝" in theirs(client.get("/zh-hant/").content.decode())


def test_the_head_of_a_page_texts_of_pictures_and_feeds_say_them_where_no_element_can_stand(client):
    term()
    word("里朋", zh_hant="里朋")
    article = make_article(title="“普京”和里朋 A&B", body="<p>普京说完了。</p>")
    make_photo(article, caption="普京在看头发")
    assert "<title>“普京”和里朋 A&amp;B" in page(client, article)
    html = page(client, article, "zh-hant")
    assert "<title>「普丁」和里朋 A&amp;B" in html and ' alt="普丁在看頭髮"' in html
    for name in ("og:title", "og:image:alt", "twitter:title"):
        assert f'"{name}" content="「普丁」和里朋 A&amp;B"' in html
    assert html.count('description" content="普丁說完了。"') == 3
    feed = client.get("/zh-hant/feeds/").content.decode()
    assert "<title>「普丁」和里朋 A&amp;B</title>" in feed and "普丁說完了" in feed
    facts = client.get(f"/zh-hant/api/v1/articles/{article.pk}/").json()
    assert facts["title"] == "「普丁」和里朋 A&B" and facts["pictures"][0]["caption"] == "普丁在看頭髮"


@EVERY
def test_names_inside_addresses_and_attributes_are_not_touched(slug):
    html = shown('<p><a href="https://example.com/普京" title="普京">看</a></p>', slug)
    assert "theirs" not in html and 'href="https://example.com/' in html and 'title="普京"' in html


def test_a_name_in_a_link_is_said_within_the_link():
    html = shown('<p><a href="https://example.com/">普京说</a></p>', "zh-hant")
    assert re.search(r"<a [^>]*><span class=\"term\".*?</span></span>說</a>", html)


def test_code_is_left_as_it_stands():
    html = shown("<p><code>普京</code></p>", "zh-hant")
    assert seen(html) == "普京" and "theirs" not in html


def test_the_longest_name_wins():
    names = [
        {"zh-hans": "特朗", "zh-hant": "甲乙", "zh-hk": "甲乙"},
        {"zh-hans": "特朗普", "zh-hant": "川普", "zh-hk": "特朗普"},
    ]
    assert theirs(shown("<p>特朗普说</p>", "zh-hant", names)) == "川普說"


@pytest.mark.parametrize("text", ["Trumpet", "aTrump", "Trump2", "&amp;"])
def test_a_latin_name_is_no_part_of_a_longer_word(text):
    names = [
        {"zh-hans": "Trump", "zh-hant": "川普", "zh-hk": "川普"},
        {"zh-hans": "amp", "zh-hant": "安培", "zh-hk": "安培"},
    ]
    assert shown(f"<p>说{text}，</p>", "zh-hant", names) == f"<p>說{text}，</p>"
    assert theirs(shown("<p>说Trump，</p>", "zh-hant", names)) == "說川普，"


def test_what_an_editor_marked_is_not_looked_at_again():
    assert theirs(shown("<p>-{普京}-说</p>", "zh-hant")) == "普京說"


def test_a_unit_around_a_name_is_still_read_as_one():
    assert theirs(shown("<p>普京與會談，里皮</p>", "zh-hant")) == "普丁與會談，里皮"
    assert theirs(shown("<p>普京的头发</p>", "zh-hant")) == "普丁的頭髮"


HOSTILE = ["<img src=x onerror=alert(1)>", '" onmouseover="x', "</span>", "A&B", "&lt;b&gt;", "'x'"]


@EVERY
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_in_the_table_stays_a_name(slug, name):
    terms = [{"zh-hans": "普京", "zh-hant": name, "zh-hk": name}]
    for html in (shown("<p>普京说</p>", slug, terms), shown(f"<p>{name.replace('<', '&lt;')}说</p>", slug, terms)):
        tags = re.findall(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""", html)
        assert [tag for tag in tags if not re.fullmatch(r'</?p>|</span>|<span( [a-z-]+="[^"<>]*")+>', tag)] == []
        assert "onmouseover" not in re.sub('"[^"]*"', "", "".join(tags))


def test_a_name_with_a_sign_of_html_is_found_and_shown():
    terms = [{"zh-hans": "A&B公司", "zh-hant": "甲&乙公司", "zh-hk": "甲&乙公司"}]
    assert theirs(shown("<p>在A&amp;B公司</p>", "zh-hant", terms)) == "在甲&amp;乙公司"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"zh_hans": "蒲京", "zh_hant": "普丁"}, "“普丁”已经在另一条“普京 / 普丁”里。"),
        ({"zh_hans": "普丁", "zh_hant": "普汀"}, "“普丁”已经在另一条"),
        ({"zh_hans": "蒲京", "zh_hant": "普汀", "zh_hk": "普京"}, "“普京”已经在另一条"),
        ({"zh_hans": "普京", "zh_hant": "普丁"}, "已经在另一条"),
        ({"zh_hans": "甲", "zh_hant": "乙丙"}, "译名至少两个字。"),
        ({"zh_hans": "甲乙", "zh_hant": "甲乙"}, "几地写法一样，不用列。"),
    ],
)
def test_a_name_that_is_there_already_or_useless_is_refused_in_a_sentence(signed_in, cast, fields, sentence):
    term()
    answer = signed_in(cast.ruiwen).post("/admin/news/regionalterm/add/", fields)
    assert answer.status_code == 200 and RegionalTerm.objects.count() == 1
    assert sentence in answer.content.decode()


def test_an_entry_may_be_saved_again_and_reaches_kept_pages(signed_in, client, cast):
    article = make_article(body=f"<p>普京说</p>{'<p>又一段话。</p>' * 200}")
    before = client.get(f"/zh-hant/news/{article.pk}/")
    desk, form = signed_in(cast.ruiwen), {"zh_hans": "普京", "zh_hant": "普丁"}
    assert desk.post("/admin/news/regionalterm/add/", form).status_code == 302
    after = client.get(f"/zh-hant/news/{article.pk}/", HTTP_IF_NONE_MATCH=before["ETag"])
    assert after.status_code == 200 and "普丁" in after.content.decode()
    form["zh_hk"] = "普京"
    assert desk.post(f"/admin/news/regionalterm/{RegionalTerm.objects.get().pk}/change/", form).status_code == 302
    assert RegionalTerm.objects.get().zh_hk == "普京"


@pytest.mark.parametrize("asked", ["普京", "普丁", "普京访", "普丁訪"])
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_search_finds_either_form(client, prefix, asked):
    term()
    one, other = make_article("普京访朝"), make_article("旧闻一条", body="<p>普丁訪朝鲜</p>")
    make_article("别的事", body="<p>京普访朝</p>")
    html = client.get(f"{prefix}/search/", {"q": asked}).content.decode()
    assert {int(pk) for pk in re.findall(r'<h2><a href="[^"]*/news/(\d+)/"', html)} == {one.pk, other.pk}
    assert ArticleEntry.objects.count() == 3


def test_the_override_table_still_decides_the_original_of_a_name():
    word("里朋")
    assert "裡朋" in shown("<p>里朋说</p>", "zh-hant", [])
    marked = render_marks("<p>里朋说</p>", finder([{"zh-hans": "里朋", "zh-hant": "力比", "zh-hk": "力比"}]))
    html = convert_html(marked, "zh-hant", WordTable({"里朋": "里朋"}))
    assert 'title="里朋"' in html and theirs(html) == "力比說"


@needs_corpora
def test_names_are_found_as_words_of_their_own():
    terms = finder(
        {"zh-hans": hans, "zh-hant": hant, "zh-hk": hk or hant}
        for hans, hant, hk in json.loads(re.search(r"\[\[.*\]\]", about("glossary"))[0])
    )
    for row in rows("glossary"):
        for slug, right in row["right"]:
            html = convert_html(f"<p>{render_marks(row['text'], terms)}</p>", slug)
            assert theirs(html) == right


@pytest.mark.parametrize(
    "text",
    ["四川普通话", "公布什么", "韩国瑜说", "雪梨汤", "北朝鲜", "布什尔核电站", "普<i>京剧</i>", "看普京剧", "川普说"],
)
def test_no_name_is_found_within_a_longer_word_or_in_another_places_script(text):
    names = [
        ("韩国", "南韓"),
        ("悉尼", "雪梨"),
        ("朝鲜", "北韓"),
        ("布什", "布希"),
        ("普京", "普丁"),
        ("特朗普", "川普"),
    ]
    terms = finder({"zh-hans": hans, "zh-hant": hant, "zh-hk": hant} for hans, hant in names)
    assert render_marks(text, terms) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("韩国队和老布什总统", "南韓隊和老布希總統"),
        ("特<b>朗普</b>说", "川普說"),
        ("<b>特朗</b>普说", "川普說"),
        ("<b>特</b><i>朗普</i>说", "川普說"),
        ("特朗普&amp;特朗普", "川普&amp;川普"),
    ],
)
def test_a_name_is_found_beside_what_joins_it_and_across_emphasis(text, right):
    names = [("韩国", "南韓"), ("布什", "布希"), ("特朗普", "川普")]
    terms = finder({"zh-hans": hans, "zh-hant": hant, "zh-hk": hant} for hans, hant in names)
    assert theirs(convert_html(f"<p>{render_marks(text, terms)}</p>", "zh-hant")) == right


def test_an_exception_of_an_entry_is_left_alone():
    term = Term({"zh-hans": "普京", "zh-hant": "普丁", "zh-hk": "普丁"}, ("普京大街",))
    html = render_marks("普京在普京大街", TermFinder([term]))
    assert html.count("<span") == 1 and html.endswith("在普京大街")
