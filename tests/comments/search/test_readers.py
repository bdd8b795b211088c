"""搜索: readers by their names above the results, and the comments of one story."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.models import KnownName, Reader, ReaderEntry
from comments.profiles.leaving import anonymise
from comments.search.readers import SHOWN
from tests.comments.search.searching import answer, found, html_of, onward, pages, said
from tests.conftest import make_article, make_reader
from tests.wordings import nothing_kept  # noqa: F401  (fixture)

pytestmark = pytest.mark.django_db
SECTION = re.compile(r'<section class="found-readers".*?</section>', re.DOTALL)


def names(asked, slug="", **narrowing):
    """The readers above the results, in order."""
    section = SECTION.search(html_of(asked, slug, **narrowing))
    return re.findall(r'<a href="[^"]*/readers/[^"]*">([^<]*)</a>', section[0]) if section else []


@pytest.fixture
def people(db):
    for name, level in [("郑长仁", 1), ("鄭長風", 5), ("长风万里", 3), ("Eric-703", 2), ("eric", 1), ("曾国藩的书", 1)]:
        make_reader(name, level)


NAMED = [
    ("郑长仁", ["郑长仁"]),
    ("鄭長仁", ["郑长仁"]),
    ("郑长", ["鄭長風", "郑长仁"]),
    ("长风", ["鄭長風", "长风万里"]),
    ("长", ["鄭長風", "长风万里", "郑长仁"]),
    ("eric", ["eric", "Eric-703"]),
    ("eri", ["Eric-703", "eric"]),
    ("Eric-703", ["Eric-703"]),
    ("703", ["Eric-703"]),
    ("zhengchangren", ["郑长仁"]),
    ("zheng chang", ["鄭長風", "郑长仁"]),
    ("changfeng", ["鄭長風", "长风万里"]),
    ("zengguofan", ["曾国藩的书"]),
    ("zhengchagren", ["郑长仁"]),
    ("郑长 -风", ["郑长仁"]),
    ("无此人", []),
    ("zheng", []),
]


@pytest.mark.parametrize("kind", ["articles", "comments"])
@pytest.mark.parametrize(("asked", "right"), NAMED)
def test_readers_are_found_by_name_in_either_script_and_in_pinyin(people, kind, asked, right):
    assert names(asked, kind=kind) == right == names(asked, "zh-hant", kind=kind)


def test_the_list_is_short_and_says_so():
    for number in range(SHOWN + 3):
        make_reader(f"断桥来客{number}号")
    html = html_of("断桥来客")
    assert len(names("断桥来客")) == SHOWN and f"只列出 {SHOWN} 位，请输入完整的用户名。" in html


def test_a_new_name_replaces_the_old_one_and_who_leaves_is_not_found():
    reader = make_reader("断桥来客")
    KnownName.change(reader, "霜砚")
    assert names("断桥") == [] and names("霜砚") == ["霜砚"]
    Reader.objects.filter(pk=reader.pk).update(leaving_at=timezone.now())
    anonymise(reader.pk)
    assert names("霜砚") == names("已注销") == [] and not ReaderEntry.objects.filter(thing=reader).exists()


def test_a_name_that_was_taken_leaves_no_entry():
    make_reader("断桥来客")
    before = ReaderEntry.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reader("斷橋來客")
    assert ReaderEntry.objects.count() == before


def test_a_renamed_reader_is_told_to_kept_pages():
    reader = make_reader("断桥来客")
    first = answer("断桥来客")
    reader.save_revised()
    again = answer("断桥来客")
    assert first["ETag"] != again["ETag"]


# -- in one story ---------------------------------------------------------------------------------------------


@pytest.fixture
def two(say, article, tangju, cast):
    other = make_article("渡口")
    for number in range(13):
        say(tangju, f"鲸落{number}号", on=article)
    say(cast.fufeng, "鲸落在别处", on=other)
    return article, other


def test_only_the_comments_of_the_story_are_found(two):
    article, other = two
    assert said("鲸落", story=other.pk) == ["鲸落在别处"] == said("鯨落", story=other.pk, sort="best")
    assert [len(page) for page in pages("鲸落", "comments", story=article.pk)] == [10, 3]
    assert found("鲸落", "comments", story=article.pk, author="扶风") == []
    assert said("鲸落 -0号", story=other.pk) == ["鲸落在别处"]


@pytest.mark.parametrize("slug", ["", "zh-hans", "zh-hant", "zh-hk"])
def test_the_thread_has_a_field_that_leads_there(client, two, slug):
    article, _ = two
    prefix = f"/{slug}" if slug else ""
    for path in (f"/news/{article.pk}/", f"/news/{article.pk}/comments/"):
        html = client.get(f"{prefix}{path}").content.decode()
        form = re.search(r'<form class="search thread-search".*?</form>', html, re.DOTALL)[0]
        assert f'action="{prefix}/search/"' in form and f'name="story" value="{article.pk}"' in form
    html = html_of("鲸落", slug, story=article.pk)
    assert f'href="{prefix}/news/{article.pk}/"' in html and re.search(r'found-total"\s*>[^<]* 13 [^<]*</p>', html)
    assert f'name="story" value="{article.pk}"' in html and f"story={article.pk}" in onward(html)


@pytest.mark.parametrize("story", ["0", "x", "-1", "9" * 30, "999999", "１", "\x00"])
def test_a_story_that_is_none_is_not_found(two, story):
    assert answer("鲸落", story=story).status_code == (200 if story == "\x00" else 404)


def test_a_story_that_may_not_be_read_is_not_searched(two):
    article, _ = two
    type(article).objects.filter(pk=article.pk).update(published_at=None)
    assert answer("鲸落", story=article.pk).status_code == 404


def test_a_story_without_words_asks_for_them(two):
    html = html_of("", story=two[0].pk)
    assert "请输入要搜索的词。" in html and two[0].title in html
