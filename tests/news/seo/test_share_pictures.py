"""The picture by which a story is shared, how its title is set, and what a page tells those who share it."""

import re
from html import unescape
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from PIL import Image

from news.seo.share_pictures import (
    FACE,
    LINES,
    MARGIN,
    NEVER_FIRST,
    NEVER_LAST,
    SIZES,
    WIDTH,
    broken,
    face,
    face_of,
    set_title,
    words,
)
from tests.conftest import make_article

SITE = "http://127.0.0.1:8000"
SCRIPTS = ["", "/zh-hans", "/zh-hant", "/zh-hk"]
TITLE = "里皮发现台湾头发面条“干面”后，台风来了"
ABSURD = {
    "emoji": "👩‍👩‍👧🎉 🇨🇳 1️⃣",
    "120 letters": "龘" * 120,
    "one long word": "Pneumonoultramicroscopicsilicovolcanoconiosis" * 2,
    "the widest letters": "W" * 18,
    "only spaces": "   ",
    "only marks": "！" * 120,
    "only opening marks": "“（《" * 40,
    "no letter of any face": "\U0001f9ff\u0e01\ufff0",
    "one letter": "字",
    "right to left": "\u202eتجربة",
    "controls": "甲\x01乙\x7f",
}


def width(line, size):
    return sum(face(face_of(letter) or FACE, size).getlength(letter) for letter in line)


def head(client, path):
    """{name: content} of what a page tells of itself, each said once."""
    html = client.get(path).content.decode()
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', html.split("</head>")[0])
    told = {name: unescape(content) for name, content in found}
    assert len(found) - len(told) <= 1  # the colours of light and dark
    return told


def card(client, path):
    """The address of the card on a page of a story."""
    return urlsplit(head(client, path)["og:image"]).path


def size_of(answer):
    with Image.open(BytesIO(answer.content)) as picture:
        picture.load()
        return picture.format, picture.size


# -- how a title is set ---------------------------------------------------------------------------------

TITLES = st.text(st.sampled_from([*"新闻标题长短不一，。！？、：”’）》“‘（《【…abcXYZ12-%"]), min_size=1, max_size=120)


@hypothesis(max_examples=300, deadline=None)
@given(TITLES)
def test_no_line_begins_or_ends_with_a_mark_that_must_not(title):
    size, lines = set_title(title)
    assert size in SIZES and len(lines) <= LINES and all(line.strip() == line for line in lines[1:])
    assert not any(line[:1] in NEVER_FIRST for line in lines[1:] if line)
    if any(letter not in NEVER_LAST for letter in title):
        assert not any(line[-1:] in NEVER_LAST for line in lines[:-1] if line)


@pytest.mark.parametrize("title", ["甲" * 12 + " %增长", "甲" * 11 + "“ 乙" + "丙" * 9], ids=["percent", "quote"])
def test_a_space_beside_a_mark_changes_nothing_of_that(title):
    first, second = broken(title, 84)
    assert second[0] not in NEVER_FIRST and first[-1] not in NEVER_LAST


@hypothesis(max_examples=200, deadline=None)
@given(TITLES, st.sampled_from(SIZES))
def test_breaking_a_title_loses_nothing_but_spaces(title, size):
    assert "".join("".join(broken(title, size)).split()) == "".join(title.split())


@pytest.mark.parametrize(
    "title",
    [
        "界河断桥重开，两岸居民奔走相告“终于等到这一天”，首日三万人过桥！",
        "一二三四五六七八九十一二。”",
        "甲" * 11 + "？！" + "乙" * 9,
    ],
)
def test_closing_marks_hang_at_the_end_of_their_line(title):
    for size in SIZES:
        lines = broken(title, size)
        assert "".join(lines) == title and not any(line[0] in NEVER_FIRST for line in lines)


def test_latin_words_stay_whole_and_absurd_ones_are_cut():
    title = "苹果公司 Apple Intelligence 将在 2026 年登陆 HarmonyOS 与 openEuler"
    for size in SIZES:
        lines = broken(title, size)
        for word in ("Apple", "Intelligence", "2026", "HarmonyOS", "openEuler"):
            assert any(word in line for line in lines)
    assert max(map(len, words("a" * 100))) == 18


def test_the_size_follows_the_length_and_what_does_not_fit_ends_in_dots():
    sizes = [set_title("字" * number)[0] for number in range(1, 121)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == SIZES[0] and sizes[-1] == SIZES[-1]
    assert set_title("字" * 120)[1][-1].endswith("…") and not set_title("字" * 30)[1][-1].endswith("…")


@pytest.mark.parametrize("what", [one for one in ABSURD if one != "only marks"])
def test_every_line_stays_inside_the_picture(what):
    size, lines = set_title(ABSURD[what])
    assert all(MARGIN + width(line, size) <= WIDTH for line in lines)


def test_even_a_title_of_nothing_but_marks_stays_inside_the_picture():
    size, lines = set_title(ABSURD["only marks"])
    assert all(MARGIN + width(line, size) <= WIDTH for line in lines)


def test_our_own_face_has_the_letters_of_either_script():
    assert {letter for letter in "发現裡里髮頭头臺台灣湾湾著着為为龘〇—…“”《》" if face_of(letter) is None} == set()


# -- the picture ------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", SCRIPTS)
def test_the_card_is_a_picture_of_the_size_that_is_promised_and_may_be_kept_for_ever(client, article, prefix):
    path = card(client, f"{prefix}/news/{article.pk}/")
    assert re.fullmatch(rf"{prefix}/news/{article.pk}/card-[0-9a-f]{{12}}\.png", path)
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"], size_of(answer)) == (200, "image/png", ("PNG", (1200, 630)))
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable" and not answer.cookies
    assert client.get(path).content == answer.content and len(answer.content) < 200_000
    assert client.head(path).status_code == 200 and client.post(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", SCRIPTS)
def test_a_card_under_a_former_mark_leads_to_the_right_one(client, article, prefix):
    before = card(client, f"{prefix}/news/{article.pk}/")
    type(article).objects.filter(pk=article.pk).update(title="改过的题目")
    article.announce()
    after = card(client, f"{prefix}/news/{article.pk}/")
    assert before != after
    for mark in (before, f"{prefix}/news/{article.pk}/card-zzz.png"):
        answer = client.get(mark)
        assert (answer.status_code, answer["Location"]) == (302, after) and "immutable" not in str(answer.headers)


@pytest.mark.django_db
def test_the_card_says_the_title_in_the_script_of_its_address(client):
    article = make_article(TITLE)
    cards = {prefix: card(client, f"{prefix}/news/{article.pk}/") for prefix in SCRIPTS}
    assert len({path.rpartition("-")[2] for path in cards.values()}) >= 3  # as written is Simplified already
    drawn = {prefix: client.get(path).content for prefix, path in cards.items()}
    assert drawn[""] == drawn["/zh-hans"] != drawn["/zh-hant"]


@pytest.mark.django_db
@pytest.mark.parametrize("what", ABSURD)
def test_an_absurd_title_has_a_card_all_the_same(client, what):
    article = make_article(ABSURD[what])
    answer = client.get(card(client, f"/news/{article.pk}/"))
    assert answer.status_code == 200 and size_of(answer) == ("PNG", (1200, 630))


@pytest.mark.django_db
@pytest.mark.parametrize("when", [None, timezone.now() + timezone.timedelta(days=1)])
def test_what_is_not_published_has_no_card(client, article, when):
    path = card(client, f"/news/{article.pk}/")
    type(article).objects.filter(pk=article.pk).update(published_at=when)
    assert client.get(path).status_code == client.get("/news/999999/card-a.png").status_code == 404
    assert client.get(f"/news/{10**30}/card-a.png").status_code == 404


# -- what a page tells those who share it -------------------------------------------------------------------

SAID = {"": "里皮发现台湾", "/zh-hans": "里皮发现台湾", "/zh-hant": "發現", "/zh-hk": "發現"}


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", SCRIPTS)
def test_a_story_says_all_that_is_needed_to_share_it_in_the_script_of_the_page(client, prefix):
    article = make_article(TITLE, "finance", body="<p>我们发现“头发”&amp;干面 <b>便宜</b>了。</p>")
    told = head(client, f"{prefix}/news/{article.pk}/")
    assert told["og:type"] == "article" and told["og:url"] == f"{SITE}/news/{article.pk}/"
    assert told["og:title"] == told["twitter:title"] == told["og:image:alt"] and SAID[prefix] in told["og:title"]
    assert told["og:description"] == told["description"] == told["twitter:description"]
    assert ("我們發現" if prefix in ("/zh-hant", "/zh-hk") else "我们发现") in told["og:description"]
    assert told["twitter:card"] == "summary_large_image" and told["twitter:image"] == told["og:image"]
    assert (told["og:image:width"], told["og:image:height"], told["og:image:type"]) == ("1200", "630", "image/png")
    assert told["article:published_time"][:10] == timezone.localtime(article.published_at).date().isoformat()
    assert client.get(urlsplit(told["og:image"]).path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "name"), [("", "财经"), ("/zh-hans", "财经"), ("/zh-hant", "財經"), ("/zh-hk", "財經")]
)
def test_the_section_of_a_story_is_told_in_the_script_of_the_page(client, prefix, name):
    article = make_article(channel="finance")
    assert head(client, f"{prefix}/news/{article.pk}/")["article:section"] == name


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", SCRIPTS)
def test_wechat_finds_the_card_first_among_the_pictures_of_a_page(client, article, prefix):
    html = client.get(f"{prefix}/news/{article.pk}/").content.decode()
    first = re.search(r"<img\b[^>]*>", html)[0]
    assert f'src="{card(client, f"{prefix}/news/{article.pk}/")}"' in first and " hidden" in first


@pytest.mark.django_db
def test_a_hostile_title_stays_inside_its_tags(client):
    article = make_article('"><script>alert(1)</script><meta name="a')
    told = head(client, f"/news/{article.pk}/")
    assert (
        told["og:title"] == article.title and "<script>alert" not in client.get(f"/news/{article.pk}/").content.decode()
    )
