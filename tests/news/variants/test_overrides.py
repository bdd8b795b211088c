"""An editor's words against the dictionary's: for the whole site, or for one story and what hangs on it."""

import pytest

from comments.live.rendering import convert_element
from comments.models import Comment
from news.models import ConversionOverride
from news.variants.text import convert
from news.variants.word_table import WordTable
from news.wordings.forms import WordingForm
from tests.conftest import make_article, make_reader
from tests.news.variants.test_marks import story
from tests.wordings import nothing_kept, page, seen, word  # noqa: F401  (fixture)

pytestmark = pytest.mark.django_db
TRADITIONAL = pytest.mark.parametrize("slug", ["zh-hant", "zh-hk"])
SAID = "教练里朋说，后大嘴的心里话不少"


def names_kept(html):
    """Whether both names stand whole in what is otherwise Traditional."""
    text = seen(html)
    return ("里朋" in text, "后大嘴" in text, "裡朋" in text or "裏朋" in text, "後大嘴" in text)


KEPT, LOST = (True, True, False, False), (False, False, True, True)


def both(article=None):
    word("里朋", article)
    word("后大嘴", article)


@TRADITIONAL
@pytest.mark.parametrize("own", [True, False], ids=["of the story", "of the site"])
def test_the_table_wins_in_the_story_and_in_the_comments_under_it(client, say, tangju, slug, own):
    article = make_article(title="里朋见后大嘴", body=f"<p>{SAID}。</p>")
    say(tangju, SAID, on=article)
    assert names_kept(page(client, article, slug)) == LOST
    both(article if own else None)
    html = page(client, article, slug)
    assert names_kept(html) == KEPT
    assert seen(html).count({"zh-hant": "心裡話", "zh-hk": "心裏話"}[slug]) >= 2


@pytest.mark.parametrize("path", ["comments/?sort=old", "changes/?after=0"])
def test_the_floor_and_the_poll_obey_the_storys_own_table(client, say, article, tangju, path):
    say(tangju, SAID)
    both(article)
    answer = client.get(f"/zh-hant/news/{article.pk}/{path}")
    assert names_kept(answer.content.decode()) == KEPT


def test_the_exchange_of_a_comment_obeys_the_storys_own_table(client, say, article, tangju):
    comment = say(tangju, SAID)
    both(article)
    assert names_kept(client.get(f"/zh-hant/comments/{comment.pk}/").content.decode()) == KEPT


def test_what_is_drawn_for_open_pages_obeys_it_too(article):
    html = f"<li><div class='text' data-unit>{SAID}</div></li>"
    assert names_kept(convert_element(html, "zh-hant", article.pk)) == LOST
    both(article)
    assert names_kept(convert_element(html, "zh-hant", article.pk)) == KEPT
    assert convert_element(html, "", article.pk) == html


def test_held_rows_are_laid_over_in_the_same_words(signed_in, say, settings, article):
    settings.HOLD_FIRST = 3
    newcomer = make_reader("小满")
    both(article)
    say(newcomer, SAID)
    assert Comment.objects.get().state == "held"
    client = signed_in(newcomer)
    facts = client.get(f"/zh-hant/me/?article={article.pk}").json()
    assert names_kept("".join(facts["held"])) == KEPT
    assert names_kept(page(client, article, "zh-hant")) == KEPT


def test_the_answer_to_a_post_speaks_the_same_words(signed_in, article, tangju):
    both(article)
    form, road = {"text": SAID, "key": "k"}, {"HTTP_X_FRAGMENT": "yes"}
    answer = signed_in(tangju).post(f"/zh-hant/news/{article.pk}/comments/", form, **road)
    assert names_kept(answer.content.decode()) == KEPT


def test_another_story_is_not_touched_by_a_storys_own_words(client, article):
    other = make_article("另一条", body=f"<p>{SAID}。</p>")
    both(article)
    assert names_kept(page(client, other, "zh-hant")) == LOST
    assert names_kept(convert_element(f"<p>{SAID}</p>", "zh-hant", other.pk)) == LOST


def test_a_storys_word_wins_over_the_sites(client):
    one, other = (make_article(title, body="<p>他写博客</p>") for title in ("一", "二"))
    word("博客", zh_hant="網誌")
    word("博客", one, zh_hant="部落格")
    assert "他寫部落格" in page(client, one, "zh-hant") and "他寫網誌" in page(client, other, "zh-hant")
    assert "他写博客" in page(client, one, "zh-hans") and "他写博客" in page(client, one)


def test_the_longest_word_wins_and_what_is_between_is_read_as_ever():
    table = WordTable({"余大": "余大", "后大嘴": "后大嘴儿"})
    assert convert("后大嘴在这里面说余大", "zh-hant", table) == "后大嘴儿在這裡面說余大"


def test_a_name_that_our_own_correction_would_change_is_kept_in_simplified(client):
    article = make_article(body="<p>王著说，随著时间过去</p><p>王著來了</p>")
    word("王著", article)
    text = seen(page(client, article, "zh-hans"))
    assert "王著说，随着时间过去" in text and "王著来了" in text


def test_a_unit_in_the_readers_script_is_left_as_typed_whatever_the_table_says():
    table = WordTable({"普京": "普丁"})
    assert convert("普京與金正恩", "zh-hant", table) == "普京與金正恩"
    assert convert("普京与金正恩", "zh-hant", table) == "普丁與金正恩"


@pytest.mark.parametrize("written", ["a.b", "(甲", "[图]", "a|b", "\\d", "国$", "^国"])
def test_a_word_is_taken_by_its_letters_alone(written):
    assert convert(f"国{written}国", "zh-hant", WordTable({written: "好"})) == "國好國"
    assert convert("国axb1国", "zh-hant", WordTable({written: "好"})) == "國axb1國"


@pytest.mark.parametrize(("written", "sentence"), [("里", "至少写两个字"), ("", ""), ("  ", ""), ("字" * 41, "")])
def test_words_that_would_do_harm_are_refused_in_sentences(signed_in, cast, written, sentence):
    form = WordingForm({"written": written})
    assert not form.is_valid() and sentence in "".join(form.errors["written"])
    answer = signed_in(cast.ruiwen).post("/admin/news/conversionoverride/add/", {"written": written})
    assert answer.status_code == 200 and ConversionOverride.objects.count() == 0


@pytest.mark.parametrize("own", [True, False], ids=["of the story", "of the site"])
def test_the_same_word_twice_is_refused_in_a_sentence(signed_in, cast, article, own):
    form = {"written": "里朋"} | ({"article": article.pk} if own else {})
    client = signed_in(cast.ruiwen)
    assert client.post("/admin/news/conversionoverride/add/", form).status_code == 302
    answer = client.post("/admin/news/conversionoverride/add/", form | {"zh_hant": "力比"})
    assert answer.status_code == 200 and ConversionOverride.objects.count() == 1
    assert "“里朋”已经有一条了，请改那一条。" in answer.content.decode()


def test_the_same_word_may_stand_for_two_stories_and_the_site(signed_in, cast, article):
    client = signed_in(cast.ruiwen)
    for form in ({}, {"article": article.pk}, {"article": make_article("二").pk}):
        assert client.post("/admin/news/conversionoverride/add/", {"written": "里朋"} | form).status_code == 302
    assert ConversionOverride.objects.count() == 3


ACTS = ["add", "change", "delete", "delete many"]


@pytest.mark.parametrize("act", ACTS)
def test_a_changed_table_reaches_kept_pages(signed_in, client, cast, act):
    article = make_article(body=f"<p>{SAID}</p>{'<p>又一段话。</p>' * 200}")
    row = None if act == "add" else word("里朋", zh_hant="力皮")
    before = client.get(f"/zh-hant/news/{article.pk}/")
    desk, form = signed_in(cast.ruiwen), {"written": "里朋", "zh_hant": "力比"}
    chosen = {"action": "delete_selected", "_selected_action": row and row.pk, "post": "yes"}
    paths = {"add": ("add/", form), "delete many": ("", chosen)} | (
        {"change": (f"{row.pk}/change/", form), "delete": (f"{row.pk}/delete/", {"post": "yes"})} if row else {}
    )
    assert desk.post(f"/admin/news/conversionoverride/{paths[act][0]}", paths[act][1]).status_code == 302
    after = client.get(f"/zh-hant/news/{article.pk}/", HTTP_IF_NONE_MATCH=before["ETag"])
    shown = "力比" if act in ("add", "change") else "裡朋"
    assert after.status_code == 200 and after["ETag"] != before["ETag"]
    assert f"教練{shown}說" in after.content.decode() and f"教練{shown}說" not in before.content.decode()


def test_a_storys_own_words_are_saved_with_it_and_reach_its_kept_page(signed_in, client, cast, article):
    before = client.get(f"/zh-hant/news/{article.pk}/")
    form = story(body=f"{SAID}。", editor="睿文", published_at_0="2024-06-18", published_at_1="01:44:59") | {
        "wordings-TOTAL_FORMS": 2,
        "wordings-0-written": "里朋",
        "wordings-0-article": article.pk,
        "wordings-1-written": "后大嘴",
        "wordings-1-article": article.pk,
    }
    answer = signed_in(cast.ruiwen).post(f"/admin/news/article/{article.pk}/change/", form)
    assert answer.status_code == 302, answer.content.decode()
    after = client.get(f"/zh-hant/news/{article.pk}/", HTTP_IF_NONE_MATCH=before["ETag"])
    assert after.status_code == 200 and names_kept(after.content.decode()) == KEPT


def test_two_rows_of_one_word_in_a_story_are_refused_in_a_sentence(signed_in, cast, article):
    form = story() | {"wordings-TOTAL_FORMS": 2} | {f"wordings-{n}-written": "里朋" for n in (0, 1)}
    form |= {f"wordings-{n}-article": article.pk for n in (0, 1)}
    answer = signed_in(cast.ruiwen).post(f"/admin/news/article/{article.pk}/change/", form)
    assert answer.status_code == 200 and "重复" in answer.content.decode() and ConversionOverride.objects.count() == 0
