"""A converted page asked for again is the same; and converting twice changes nothing."""

import re

import pytest
from django.core.cache import caches
from hypothesis import given, settings
from hypothesis import strategies as st

from news.variants.html import convert_html
from news.variants.script import detect_script
from news.variants.text import VARIANTS, convert
from tests.conftest import make_article
from tests.wordings import nothing_kept, page  # noqa: F401  (fixture)

EVERY = pytest.mark.parametrize("slug", VARIANTS)


@pytest.mark.django_db
@EVERY
def test_a_page_read_again_is_the_same_to_the_byte(client, say, tangju, slug):
    article = make_article(body="<p>国家里面的头发，與此同時</p>" * 50)
    say(tangju, "国家里面", on=article)
    first = client.get(f"/{slug}/news/{article.pk}/").content
    assert client.get(f"/{slug}/news/{article.pk}/").content == first
    caches["pages"].clear()
    assert client.get(f"/{slug}/news/{article.pk}/").content == first


@pytest.mark.django_db
def test_what_a_signed_in_reader_sees_is_never_kept_for_others(monkeypatch, client, signed_in, article, tangju):
    kept, store = [], caches["pages"].set
    monkeypatch.setattr(
        caches["pages"], "set", lambda key, value, *args: kept.append(value) or store(key, value, *args)
    )
    mine = signed_in(tangju).get(f"/zh-hant/news/{article.pk}/").content.decode()
    assert "糖桔" in mine and "csrfmiddlewaretoken" in mine
    theirs = page(client, article, "zh-hant")
    assert "糖桔" not in theirs and "csrfmiddlewaretoken" not in theirs
    assert kept and "csrfmiddlewaretoken" not in repr(kept) and "糖桔" not in repr(kept)


UNITS = st.text(alphabet="国际國際里后後面头发髮着著伙夥战略你好，a", max_size=20)


@EVERY
@settings(max_examples=120, deadline=None)
@given(text=UNITS)
def test_a_unit_converted_again_stays_once_it_is_in_the_script(slug, text):
    once = convert(text, slug)
    wanted = "simplified" if slug == "zh-hans" else "traditional"
    if detect_script(once) == wanted:
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
        ("zh-hant", "郑长仁", "zh-Hans"),
        ("zh-hk", "郑长仁", "zh-Hans"),
        ("zh-hans", "郑长仁", ""),
        ("zh-hans", "鄭長仁", "zh-Hant"),
        ("zh-hant", "鄭長仁", ""),
        ("zh-hk", "鄭長仁", ""),
        ("zh-hant", "余大嘴", ""),
        ("zh-hant", "eric", ""),
        ("zh-hant", "郑長", ""),
        ("zh-hans", "郑長", ""),
    ],
)
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
    assert labels == {view.lang: view.label for view in VARIANTS.values()}
