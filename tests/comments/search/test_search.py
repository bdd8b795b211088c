"""搜索: what is found, by whom narrowed, and that only what may be read is ever found."""

import re
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.utils import timezone

from comments.models import Comment, CommentEntry, ReaderEntry
from comments.search.reindexing import reindex
from news.models import Article, ArticleEntry, Source
from tests.comments.search.searching import aged, answer, found, html_of, said
from tests.conftest import make_article, make_reader
from tests.wordings import nothing_kept, term  # noqa: F401  (fixture)

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("kind", ["articles", "comments"])

READERS = 4  # those of `cast`
TEXT = "俄罗斯总统普京18日访朝，A股大涨。Apple Watch 与 G20峰会在5月开，随著顯著進展"
HITS = [
    "普京",
    "总统普京",
    "總統普京",
    "俄羅斯",
    "访朝",
    "訪朝",
    "A股",
    "a股",
    "Ａ股",
    "18日",
    "G20",
    "g20峰会",
    "5月",
    "在5月开",
    "18",
    "apple",
    "APPLE WATCH",
    '"Apple Watch"',
    "“总统普京”",
    "「總統普京」",
    "普京 峰会",
    "峰会 普京",
    "随着",
    "隨著",
    "显著进展",
    "普京，峰会",
    "《普京》",
    '"普京" 5月',
    "普京\u3000访朝",
    "watch",
    "京18",
    "普京18日",
    "appl",
    "wat",
    "普",
    "涨",
    "普京 -奥巴马",
    '"Apple Watch" -"Watch Apple"',
]
MISSES = [
    "京普",
    "普京访",
    "朝A股",
    "涨Apple",
    "pple",
    '"appl"',
    "20",
    "G2",
    "普京 奥巴马",
    '"Watch Apple"',
    "与G20",
    "月开随",
    "股大 涨大",
    "普京 -访朝",
    "普京 -appl",
    "-股 涨",
    "国",
]


@BOTH
@pytest.mark.parametrize(("asked", "hit"), [*((q, True) for q in HITS), *((q, False) for q in MISSES)])
def test_words_phrases_and_scripts(say, article, tangju, kind, asked, hit):
    thing = say(tangju, TEXT) if kind == "comments" else make_article("别的题目", body=f"<p>{TEXT}</p>")
    assert found(asked, kind) == ([thing.pk] if hit else [])


def test_a_word_in_the_title_or_a_caption_is_found_but_not_across_paragraphs():
    story = make_article("断桥重开", body="<p>甲乙</p><p>丙丁</p>")
    assert found("断桥") == found("斷橋") == found("丙丁") == [story.pk]
    assert found("乙丙") == [] and found("开甲") == []


def test_either_kind_is_looked_for_alone(say, article, tangju):
    say(tangju, "鲸落在此")
    assert found("鲸落") == [] and said("鲸落") == ["鲸落在此"]


@pytest.fixture
def floor(say, cast):
    """Two stories, in 时政 and in 财经, each with a comment of its own reader, one old and one new."""
    stories = [make_article("渡口甲", "politics", editor="睿文"), make_article("渡口乙", "finance", editor="闻笛")]
    Source.objects.create(article=stories[0], name="德国之声")
    Source.objects.create(article=stories[1], name="BBC中文网")
    comments = [say(cast.tangju, "渡口甲说", on=stories[0]), say(cast.fufeng, "渡口乙说", on=stories[1])]
    aged(stories[0], days=40), aged(comments[0], days=40)
    for story in stories:
        ArticleEntry.keep(story)
    return {"articles": [one.pk for one in stories], "comments": [one.pk for one in comments]}


NARROWED = [
    ({"channel": "politics"}, 0),
    ({"channel": "finance"}, 1),
    ({"source": "德国之声"}, 0),
    ({"source": "德國之聲"}, 0),
    ({"source": "bbc中文網"}, 1),
    ({"within": "week"}, 1),
    ({"within": "month"}, 1),
    ({"channel": "finance", "within": "day"}, 1),
]


@BOTH
@pytest.mark.parametrize("sort", ["new", "best"])
@pytest.mark.parametrize(("narrowing", "which"), NARROWED, ids=range(len(NARROWED)))
def test_each_filter_leaves_what_it_names(floor, kind, sort, narrowing, which):
    assert found("渡口", kind, sort=sort, **narrowing) == [floor[kind][which]]


@BOTH
def test_filters_that_name_nothing_leave_nothing_and_unknown_choices_everything(floor, kind):
    newest_first = floor[kind][::-1]
    for narrowing in ({"source": "别处"}, {"author": "无此人"}, {"channel": "politics", "within": "week"}):
        assert found("渡口", kind, **narrowing) == []
    for narrowing in ({"within": "year"}, {"within": "x"}, {"channel": "none"}, {"sort": "x"}, {"source": "\x00 "}):
        assert found("渡口", kind, **narrowing) == newest_first


@pytest.mark.parametrize(("name", "which"), [("睿文", 0), ("闻笛", 1), ("聞笛", 1)])
def test_stories_are_narrowed_by_editor(floor, name, which):
    assert found("渡口", author=name) == [floor["articles"][which]]


@pytest.mark.parametrize(("name", "which"), [("糖桔", 0), ("扶风", 1), ("扶風", 1)])
def test_comments_are_narrowed_by_author(floor, name, which):
    assert found("渡口", "comments", author=name) == [floor["comments"][which]]


def retracted(way, comment, by):
    acts = {
        "hidden": lambda: comment.hide(by, "insult"),
        "held": lambda: comment.hold(by, "insult"),
        "deleted": comment.delete_by_author,
        "withdrawn": lambda: renewed(comment.article, published_at=None),
        "scheduled": lambda: renewed(comment.article, published_at=timezone.now() + timedelta(hours=1)),
    }
    acts[way]()


def renewed(article, **fields):
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**fields)
        Article.objects.get(pk=article.pk).announce()


@pytest.mark.parametrize("way", ["hidden", "held", "deleted", "withdrawn", "scheduled"])
def test_what_may_not_be_read_is_never_found(say, article, cast, way):
    comment = say(cast.tangju, "鲸落在此")
    assert said("鲸落") == ["鲸落在此"]
    retracted(way, comment, cast.qinghe)
    assert said("鲸落") == said("鲸落", sort="best") == said("鲸落", author="糖桔") == []
    reindex()
    assert said("鲸落") == []


@pytest.mark.parametrize("way", ["hidden", "held", "withdrawn", "scheduled"])
def test_what_is_brought_back_is_found_again(say, article, cast, way):
    comment = say(cast.tangju, "鲸落在此")
    retracted(way, comment, cast.qinghe)
    if way in ("hidden", "held"):
        comment.restore(cast.qinghe, "mistake")
    else:
        renewed(article, published_at=timezone.now())
    assert said("鲸落") == ["鲸落在此"]


@pytest.mark.parametrize("when", [None, timedelta(hours=1)])
def test_drafts_and_stories_for_later_are_not_found_until_their_time(at, when):
    story = make_article("鲸落", published_at=when and timezone.now() + when)
    assert found("鲸落") == found("鲸落", sort="best") == []
    at(timezone.now() + timedelta(hours=2))
    assert found("鲸落") == ([story.pk] if when else [])


def test_a_comment_that_was_held_back_is_found_from_its_approval(say, settings, article, qinghe):
    settings.HOLD_FIRST = 1
    comment = say(make_reader("小满"), "鲸落在此")
    assert comment.state == "held" and said("鲸落") == []
    comment.restore(qinghe, "mistake")
    assert said("鲸落") == ["鲸落在此"]


def test_a_collapsed_comment_is_still_found(say, article, tangju, qinghe):
    say(tangju, "鲸落在此").collapse(qinghe, "insult")
    assert said("鲸落") == ["鲸落在此"]


def test_an_edit_replaces_what_was_found(say, article, tangju):
    comment = say(tangju, "鲸落在此")
    comment.edit("霜砚在此")
    assert said("鲸落") == [] and said("霜砚") == ["霜砚在此"] and CommentEntry.objects.count() == 1
    renewed(article, title="星槎", body="<p>改了</p>")
    assert found("断桥") == [] and found("星槎") == [article.pk]


def test_the_index_is_written_in_the_transaction_of_the_post(say, article, tangju):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        say(tangju, "鲸落在此")
        assert said("鲸落") == ["鲸落在此"]
        raise ZeroDivisionError
    assert said("鲸落") == [] and dump() == dump_after_reindex() and Comment.objects.count() == 0


def dump():
    """Everything that the index holds, on either database."""
    rows = []
    for entries in (ArticleEntry, CommentEntry, ReaderEntry):
        table, index = entries._meta.db_table, entries.index.found
        sql = f"SELECT rowid, grams, words, facets FROM {index} ORDER BY 1"
        if connection.vendor != "sqlite":
            sql = f"SELECT id, grams, array(SELECT unnest(tokens) ORDER BY 1) FROM {table} ORDER BY 1"
        with connection.cursor() as cursor:
            cursor.execute(sql)
            rows += [list(entries.objects.order_by("pk").values()), cursor.fetchall()]
    return rows


def dump_after_reindex():
    reindex()
    return dump()


def test_rebuilding_makes_the_same_index(say, article, cast):
    for number in range(5):
        say(cast.tangju, f"鲸落{number}号")
    say(cast.fufeng, "霜砚").hide(cast.qinghe, "insult")
    assert dump() == dump_after_reindex() == dump_after_reindex()


DAMAGE = {
    "entries lost": "DELETE FROM comments_commententry",
    "readers lost": "DELETE FROM comments_readerentry",
    "stories lost": "DELETE FROM news_articleentry",
    "grams lost": {"sqlite": "DELETE FROM comments_found", "postgresql": "UPDATE comments_commententry SET grams = ''"},
    "grams wrong": {
        "sqlite": "UPDATE comments_found SET grams = '霜砚', facets = ''",
        "postgresql": "UPDATE comments_commententry SET grams = ' 霜砚 ', tokens = '{霜砚}'",
    },
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_rebuilding_repairs_damage(say, article, tangju, damage):
    say(tangju, "鲸落在此"), say(tangju, "又是鲸落")
    before, sql = dump(), DAMAGE[damage]
    with connection.cursor() as cursor:
        cursor.execute(sql if isinstance(sql, str) else sql[connection.vendor])
    assert dump() != before
    assert reindex() == (1, 2, READERS) and dump() == before


def test_rebuilding_forgets_what_should_not_be_there(say, article, tangju):
    comment = say(tangju, "鲸落在此")
    Comment.objects.filter(pk=comment.pk).update(state="hidden")
    assert said("鲸落") == []  # even before
    assert reindex() == (1, 0, READERS) and CommentEntry.objects.count() == 0


def test_a_name_that_others_write_otherwise_is_found_in_both_ways(say, article, tangju):
    term("普京", "普丁")
    term("特朗普", "Trump", "——")
    for text in ("普京来了", "普丁來了", "特朗普来了", "Trump来了"):
        say(tangju, text)
    assert sorted(said("普京来")) == sorted(said("普丁來")) == ["普丁來了", "普京来了"]
    assert "特朗普来了" in said("特朗普") and "Trump来了" in said("trump")


@pytest.mark.parametrize(
    "letters", ["abcdefgh0123", "éèêëāăą", "бвгджзилмн", "あいう", "국한글", "𠀀𠀁", "e\u0301\u0323f"]
)
def test_a_word_without_an_end_can_be_posted_and_published(say, article, tangju, letters):
    text = "".join(Random(7).choices(letters, k=1999))
    say(tangju, text)
    renewed(article, body=f"<p>{text * 20}</p>")
    assert answer(text[:90], kind="comments").status_code == answer(text[:90]).status_code == 200


def test_the_words_asked_for_are_shown_in_the_readers_script(say, article, tangju):
    say(tangju, "前面国家图书馆的头发很长")
    html = html_of("图书馆的头", "zh-hant", kind="comments")
    assert "<mark>圖書館的頭</mark>髮很長" in html and "國家" in html
    assert '搜尋「<bdi translate="no"' in html
    assert re.search(r'<input type="search" name="q" value="图书馆的头"', html)
