"""搜索: the order of what is found, its pages, what the links keep, and input that asks for nothing."""

import re
from datetime import timedelta
from math import log1p
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Comment, CommentEntry
from news.models import Article, ArticleEntry, Source
from news.search.grams import runs, stream
from news.search.query import BadQuery, parse_query
from news.variants.folding import fold
from tests.comments.search.searching import aged, answer, found, has, html_of, notes, onward, pages, pks, terms
from tests.conftest import make_article
from tests.wordings import nothing_kept  # noqa: F401  (fixture)

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", ["articles", "comments"])


@pytest.fixture
def many(article, tangju):
    """many(kind, number) makes so many things that say 鲸落, and returns their pks, the newest first."""

    def many(kind, number, apart=timedelta(minutes=1), first=0):
        made = []
        for n in range(first, first + number):
            if kind == "comments":
                thing = Comment.post(article, tangju, f"鲸落{n}号")
            else:
                thing = make_article(f"鲸落{n}号", editor="睿文")
            made.append(aged(thing, seconds=(first + number - n) * apart.total_seconds() + 5).pk)
        return made[::-1]

    return many


@BOTH
@pytest.mark.parametrize("number", [0, 1, 9, 10, 11, 20, 23])
@pytest.mark.parametrize("sort", ["new", "best"])
def test_ten_stand_on_a_page_and_none_is_lost_or_doubled(many, kind, number, sort):
    made, read = many(kind, number), pages("鲸落", kind, sort=sort)
    assert [pk for page in read for pk in page] == made
    assert {len(page) for page in read[:-1]} <= {10} and len(read) == max(1, -(-number // 10))


@BOTH
def test_of_one_moment_the_later_row_stands_first(monkeypatch, many, kind):
    moment = timezone.now() - timedelta(hours=3)
    monkeypatch.setattr("tests.comments.search.searching.now", lambda: moment)
    made = many(kind, 23, apart=timedelta())
    assert [pk for page in pages("鲸落", kind) for pk in page] == sorted(made, reverse=True)
    assert [pk for page in pages("鲸落", kind, sort="best") for pk in page] == sorted(made, reverse=True)


@BOTH
def test_what_comes_while_a_reader_turns_pages_shifts_nothing(many, kind):
    made = many(kind, 15)
    link = onward(html_of("鲸落", kind=kind))
    many(kind, 1, first=99)
    assert pks(Client().get(f"/search/{link}").content.decode(), kind) == made[10:]


@pytest.mark.parametrize(
    "bad", ["after=x", "after=-1", "after=9" + "9" * 30, "after=1", "page=0", "page=x", "page=999999"]
)
def test_a_place_that_is_none_is_not_found(many, bad):
    many("articles", 2)
    assert Client().get(f"/search/?q=鲸落&{bad}{'&sort=best' if 'page' in bad else ''}").status_code == 404


def test_an_older_find_that_comes_back_is_told_to_kept_pages(many, qinghe):
    made = many("comments", 11)
    last = Comment.objects.get(pk=made[-1])
    last.hide(qinghe, "insult")
    before = answer("鲸落", kind="comments")
    assert onward(before.content.decode()) is None
    Comment.objects.get(pk=last.pk).restore(qinghe, "mistake")
    again = Client().get("/search/?q=鲸落&in=comments", headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 200 and onward(again.content.decode())


def test_the_best_comments_by_worth_that_halves_in_thirty_days(say, article, tangju):
    rows = [(0, 0, 0), (0.9, 3, 40), (0.5, 10, 2), (0, 0, 1), (0.9, 3, 1), (0, 200, 90)]
    worth = {}
    for n, (hot, flowers, days) in enumerate(rows):
        comment = aged(say(tangju, f"鲸落{n}"), days=days)
        Comment.objects.filter(pk=comment.pk).update(hot=hot, flowers=flowers)
        worth[comment.pk] = (1 + 2 * hot + log1p(flowers)) * 0.5 ** (days / 30)
    assert found("鲸落", "comments", sort="best") == sorted(worth, key=worth.get, reverse=True)


def test_the_best_stories_have_the_word_in_the_title_and_are_talked_about():
    rows = [("鲸落", 0, 50), ("别的", 0, 0), ("别的", 30, 1), ("鲸落记", 30, 1), ("鯨落", 2, 3)]
    worth = {}
    for title, count, days in rows:
        story = aged(make_article(title, body="<p>鲸落</p>"), days=days)
        Article.objects.filter(pk=story.pk).update(comment_count=count)
        in_title = title != "别的"
        worth[story.pk] = (1 + 3 * in_title + log1p(count)) * 0.5 ** (days / 30)
    assert found("鲸落", sort="best") == sorted(worth, key=worth.get, reverse=True)


TYPED = {
    "q": "鲸落 “号”号&1",
    "in": "comments",
    "channel": "politics",
    "source": "德国之声",
    "author": "糖桔",
    "within": "week",
}


@pytest.mark.parametrize("slug", ["", "zh-hant"])
@pytest.mark.parametrize("sort", ["new", "best"])
def test_every_link_of_the_page_keeps_the_words_and_what_narrows_them(article, tangju, slug, sort):
    Source.objects.create(article=article, name="德国之声")
    ArticleEntry.keep(article)
    for n in range(12):
        Comment.post(article, tangju, f"鲸落1号号 {n}")
    typed = TYPED | {"q": "鲸落 “1号”&号", "sort": sort}
    html = Client().get(f"/{slug}/search/" if slug else "/search/", typed).content.decode()
    links = [urlsplit(link) for link in re.findall(r'<a (?:rel="next" )?href="(\?[^"]*)"', html.replace("&amp;", "&"))]
    assert len(links) == 5 and len(pks(html, "comments")) == 10
    for link in links:
        said = {name: values[0] for name, values in parse_qs(link.query).items()}
        assert {name: said[name] for name in typed if name not in ("in", "sort")} == {
            name: value for name, value in typed.items() if name not in ("in", "sort")
        }
    switch = re.findall(r'href="([^"]*)"[^>]* data-view="', html)
    assert all(parse_qs(urlsplit(link.replace("&amp;", "&")).query)["q"] == [typed["q"]] for link in switch)
    for name in ("source", "author"):
        assert f'name="{name}" value="{typed[name]}"' in html
    assert 'value="politics" selected' in html and 'value="week" selected' in html


EMPTY, NO_LETTER, LONG = "请输入要搜索的词。", "请输入文字或数字。", "过长"
NOTHING = {
    "": EMPTY,
    "   ": EMPTY,
    "\x00": EMPTY,
    "，。！？": "“,。!?”中没有可以搜索的文字，请输入文字或数字。",
    '"': NO_LETTER,
    "“": NO_LETTER,
    "里": "",
    "😀": "“😀”中没有可以搜索的文字，请输入文字或数字。",
    "()": "“()”中没有可以搜索的文字",
    "*": "“*”中没有可以搜索的文字",
    "\u200b": EMPTY,
    "国" * 10_000: LONG,
    "a" * 100_000: LONG,
    "甲 " * 5000: LONG,
    "ﷺ" * 90: LONG,
    "甲乙 " * 33: "",
    "-甲乙": "减号后面的“甲乙”表示要排除的词，请再输入一个要搜索的词。",
    '-甲乙 -"丙 丁"': "减号后面的“甲乙”、“丙 丁”表示要排除的词",
    "甲乙 😀 ！": "“😀”、“!”中没有可以搜索的文字，已忽略。",
    " ".join(f"甲{n}" for n in range(10)): "一次最多搜索 8 个词，已忽略“甲8”、“甲9”。",
    " ".join(f"甲{n}" for n in range(8)) + " -" + "乙" * 30: f"已忽略“{'乙' * 20}…”。",
}


@BOTH
@pytest.mark.parametrize("sort", ["new", "best"])
@pytest.mark.parametrize("asked", NOTHING, ids=range(len(NOTHING)))
def test_what_asks_for_nothing_is_answered_in_a_sentence(kind, sort, asked):
    make_article("甲乙")
    html = html_of(asked, kind=kind, sort=sort)
    note = " ".join(notes(html))
    assert NOTHING[asked] in note and bool(note) == bool(NOTHING[asked])


OPERATORS = [
    "甲乙 AND 丙丁",
    "甲乙 OR 丙丁",
    "NOT 甲乙",
    "甲乙 NEAR 丙丁",
    "NEAR(甲乙 丙丁, 2)",
    "甲乙*",
    "^甲乙",
    "grams:甲乙",
    "grams : 甲乙",
    "-甲乙",
    '甲乙"',
    '"甲乙',
    '"甲乙" "',
    "甲乙')--",
    "甲乙; DROP TABLE news_article",
    "{grams words}: 甲乙",
    "甲乙 + 丙丁",
    "\\甲乙",
    "甲乙%",
    "_甲乙_",
    "%s 甲乙",
    "甲乙\x00丙丁",
    "甲乙😀丙丁",
    "😀甲乙",
    "甲\u200d乙",
    "甲乙\u202e",
    "a'b\"c",
    "甲乙\ufffd",
    "甲乙\ud800",
    "facets:c1 甲乙",
    "ː甲乙",
    "甲ː乙",
    "uabc 甲乙",
    "=甲乙",
    "~c1",
    "é",
    "é è",
    "ⅷ",
    "½",
    "①②",
    "㈱甲乙",
    "İstanbul",
    "ß",
    "あい",
    "한국",
    "𠀀𠀁",
    "ﬁ",
    "e\u0301",
    "١٢",
    "甲乙" * 49,
]


@BOTH
@pytest.mark.parametrize("sort", ["new", "best"])
def test_signs_that_databases_read_are_words_like_any_other(say, article, tangju, kind, sort):
    make_article("甲乙", body="<p>é è ⅷ ½ ①② İstanbul ß</p>")
    say(tangju, "甲乙 é è ⅷ ½ ①② İstanbul ß 𠀀𠀁 한국")
    for asked in OPERATORS:
        for name in ("q", "source", "author"):
            typed = {"kind": kind, "sort": sort, "q": "甲乙"} | {name: asked}
            assert answer(typed.pop("q"), **typed).status_code == 200, (asked, name)
    for asked in ("甲乙*", "^甲乙", "甲乙'", '甲乙"', '"甲乙', "甲乙😀"):
        assert len(found(asked, kind, sort=sort)) == 1, asked


def test_bytes_that_are_no_text_are_no_error(client):
    for raw in ("q=%ff%fe", "q=%ed%a0%80%e7", "q=%00%00", "q=a&q=b", "q[]=a", "q=%", "in=%ff&q=ab", "channel=%ff&q=ab"):
        assert client.get("/search/?" + raw).status_code == 200, raw


LETTERS = st.text(alphabet='国京國访ag2 ，\n😀é"', max_size=14)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LETTERS, min_size=1, max_size=25), LETTERS)
def test_what_is_found_is_what_a_naive_reading_finds(article, tangju, texts, query):
    Comment.objects.all().delete()
    made = [Comment(article=article, author=tangju, text=text, state="visible") for text in texts]
    for n, comment in enumerate(made):
        comment.shown_at = timezone.now() - timedelta(minutes=n // 3)
        comment.save()
        CommentEntry.keep(comment)
    wanted = terms(query)
    if not wanted:
        with pytest.raises(BadQuery):
            parse_query(query)
        return
    right = [one for one in made if all(has(one.text, term) for term in wanted)]
    read = [pk for page in pages(query, "comments") for pk in page]
    assert len(read) == len(set(read)) and set(read) == {one.pk for one in right}
    moments = {one.pk: one.shown_at for one in made}
    assert [moments[pk] for pk in read] == sorted((moments[pk] for pk in read), reverse=True)


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_becomes_tokens_that_every_database_takes(text):
    grams, words = stream(text)
    for token in [*grams.split(), *words.split()]:
        assert re.fullmatch(r"[a-z0-9ː\u3400-\u9fa5]+", token) and len(token.encode()) < 1000
    assert 20 * sum(map(len, runs(fold(text)))) >= len(words.split())
