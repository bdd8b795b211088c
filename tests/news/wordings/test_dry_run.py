"""A correction is tried on the newest stories and comments before it goes live, and refused where it is too wide."""

import re

import pytest
from django.db import connection

from news.models import ConversionOverride, RegionalTerm
from news.wordings.dry_run import story_texts
from tests.admin_forms import open_form
from tests.conftest import make_article

pytestmark = pytest.mark.django_db
ADD_WORD, ADD_TERM = "/admin/news/conversionoverride/add/", "/admin/news/regionalterm/add/"
WORD = {"written": "谷梁山", "zh_hans": "", "zh_hant": "穀梁山", "zh_hk": ""}
TERM = {"zh_hans": "普京", "zh_hant": "普丁", "zh_hk": "", "exceptions": "普京剧 大普京"}


@pytest.fixture
def desk(signed_in, cast):
    return signed_in(cast.ruiwen)


def hidden_fields(html):
    """The fields of a page's form that is sent on, as they were typed."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))


def test_a_dry_run_shows_what_stories_and_comments_would_read_and_saves_nothing(desk, say, tangju, article):
    make_article(title="谷梁山开园", body="<p>新闻里的谷梁山。</p>")
    say(tangju, "我去过谷梁山", on=article)
    html = desk.post(ADD_WORD, WORD | {"_try": "1"}).content.decode()
    assert "谷梁山開園" in html and "穀梁山開園" in html and "我去過穀梁山" in html
    assert not ConversionOverride.objects.exists()


@pytest.mark.parametrize(
    ("address", "fields", "model"), [(ADD_WORD, WORD, ConversionOverride), (ADD_TERM, TERM, RegionalTerm)]
)
def test_what_was_tried_is_saved_from_the_page_of_the_dry_run(desk, address, fields, model):
    html = desk.post(address, fields | {"_try": "1"}).content.decode()
    assert desk.post(address, hidden_fields(html) | {"_save": "保存"}).status_code == 302
    assert model.objects.count() == 1


def test_a_dry_run_of_a_regional_name_shows_where_it_stands(desk):
    make_article(body="<p>总统普京说话，看普京剧。</p>")
    html = desk.post(ADD_TERM, TERM | {"_try": "1"}).content.decode()
    assert "总统普丁说话" in html and html.count("普丁") >= 1 and "看普丁" not in html


def test_a_word_that_is_everywhere_is_refused_with_what_it_would_do(desk, say, tangju, article):
    for number in range(100):
        make_article(title=f"谷梁山{number}")
    answer = desk.post(ADD_WORD, WORD).content.decode()
    assert re.search(r"最近 \d+ 条新闻和评论里有 \d+ 条会被改动，太多了", answer)
    assert 'value="谷梁山"' in answer and not ConversionOverride.objects.exists()


def test_two_entries_may_not_turn_each_other_back(desk):
    ConversionOverride.objects.create(written="穀梁山", zh_hant="谷梁山")
    answer = desk.post(ADD_WORD, WORD).content.decode()
    assert "而另一条又把“穀梁山”变成“谷梁山”" in answer and ConversionOverride.objects.count() == 1


def test_only_who_may_change_the_words_tries_them(signed_in, tangju):
    assert signed_in(tangju).post(ADD_WORD, WORD | {"_try": "1"}).status_code in (302, 403)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("address", "fields"), [(ADD_WORD, WORD), (ADD_TERM, TERM)])
def test_nobody_waits_for_the_dry_run_of_an_entry_that_is_saved(desk, monkeypatch, address, fields):
    make_article(title="谷梁山与普京")
    in_transaction = []

    def watched():
        in_transaction.append(connection.in_atomic_block)
        yield from story_texts()

    monkeypatch.setattr("news.wordings.dry_run.story_texts", watched)
    assert desk.post(address, fields).status_code == 302
    assert in_transaction == [False]


def test_a_storys_own_words_are_not_tried_on_the_whole_site(desk, article):
    for number in range(100):
        make_article(title=f"谷梁山{number}")
    change = f"/admin/news/article/{article.pk}/change/"
    row = {f"wordings-0-{name}": value for name, value in WORD.items()}
    assert desk.post(change, open_form(desk, change) | row | {"wordings-TOTAL_FORMS": "1"}).status_code == 302
    assert article.wordings.get().zh_hant == "穀梁山"
