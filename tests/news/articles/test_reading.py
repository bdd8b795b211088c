"""The article page, part by part, and every public page around it: links that lead somewhere, and few queries."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from comments.models import CommentVote
from news.models import Correction, Ranking, Source
from tests.conftest import make_article, make_photo, make_reader
from tests.pages.flat_html import flat_html

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def page(client, article, prefix=""):
    return client.get(f"{prefix}/news/{article.pk}/").content.decode()


@pytest.mark.parametrize(
    ("photos", "missing", "mark"),
    [(0, 0, ""), (1, 0, "图"), (2, 0, "组图"), (0, 1, "图"), (0, 2, "组图"), (1, 1, "组图")],
)
def test_the_mark_is_computed_and_not_in_the_title_of_the_window(client, photos, missing, mark):
    article = make_article(missing_pictures=missing)
    for _ in range(photos):
        make_photo(article)
    html = page(client, article)
    assert (f'<span class="mark">({mark})</span></h1>' in html) is bool(mark)
    assert re.search(r"<title>([^<]*)</title>", html)[1].startswith(f"{article.title} - ")


def test_sources_are_joined_and_lead_to_their_originals(client):
    article = make_article(published_at=datetime(2024, 6, 18, 1, 44, 59, tzinfo=SHANGHAI))
    Source.objects.create(article=article, name="海陆晚报", url="https://example.com/1", position=0)
    own = Source.objects.create(article=article, name="环岛电讯", position=1)
    line = re.sub(r"<[^>]+>", "", re.search(r'<p class="dateline">(.*?)</p>', page(client, article), re.DOTALL)[1])
    assert " ".join(line.split()) == "新闻来源: 海陆晚报/环岛电讯 于 2024年6月18日 01:44 提示:新闻观点不代表本网立场"
    html = page(client, article)
    assert 'href="https://example.com/1"' in html and f'href="/sources/{own.pk}/"' in html
    assert 'datetime="2024-06-18T01:44:59+08:00"' in html


def test_photos_come_in_widths_and_formats_with_their_captions(client):
    article = make_article(body="<p>一</p><p>[图1]</p><p>[图2]</p>")
    for place in range(2):
        make_photo(article, f"说明{place}", position=place)
    html = page(client, article)
    assert re.findall(r"<figcaption>(.*?)</figcaption>", html) == ["说明0", "说明1"]
    figures = "".join(re.findall(r"<figure.*?</figure>", html, re.DOTALL))
    assert figures.count('loading="lazy"') == 1 and "-480.webp 480w" in html and "-1200.jpg 1200w" in html
    address = re.search(r'<img src="(/media/[^"]+)"', html)[1]
    answer = client.get(address)
    assert answer.status_code == 200 and answer["X-Content-Type-Options"] == "nosniff"


def test_the_editor_corrections_votes_and_qr_stand_on_the_page(client, article):
    Correction.objects.create(article=article, text="第二段日期有误，已改正。")
    html = page(client, article)
    assert "网编:<bdi" in html and 'href="/editors/%E7%9D%BF%E6%96%87/"' in html
    assert "第二段日期有误" in html and '<span class="n flowers">(0)<span' in html
    assert 'class="qr"' in html and "Scan QR Code" in html


def test_a_zero_prints_blank_under_comments(client, say, article, tangju, fufeng):
    CommentVote.cast(fufeng, say(tangju, "一句"), "egg")
    html = flat_html(page(client, article))
    counts = re.search(r'data-flowers="0" data-eggs="1">(.*?)</span></span></span>', html)[1]
    assert '<span class="n flowers"></span>' in counts and '<span class="n eggs">1' in counts


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_every_link_of_the_page_leads_somewhere(client, say, article, tangju, fufeng, prefix):
    Source.objects.create(article=article, name="环岛电讯")
    say(fufeng, "回一句 @糖桔", say(tangju, "一句"))
    html = page(client, article, prefix)
    links = {link.split("#")[0] for link in re.findall(r'href="(/[^"]*)"', html)} - {""}
    assert len(links) > 45
    broken = {link: client.get(link).status_code for link in links if not link.startswith("/static/")}
    assert {link: status for link, status in broken.items() if status not in (200, 302)} == {}


@pytest.mark.parametrize(
    "fields", [{"published_at": None}, {"published_at": timezone.now() + timedelta(days=1)}], ids=["draft", "future"]
)
def test_drafts_and_future_stories_are_nowhere(client, fields):
    article = make_article("还不到时候的消息", **fields)
    Source.objects.create(article=article, name="环岛电讯")
    for path in ("/", "/channels/politics/", "/boards/read/", "/boards/discussed/", "/search/?q=时候"):
        assert article.title not in client.get(path).content.decode()
    assert client.get(f"/news/{article.pk}/").status_code == 404
    assert client.get(f"/news/{article.pk}/comments/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/news/0/",
        "/news/" + "9" * 30 + "/",
        "/comments/" + "9" * 30 + "/",
        "/channels/nowhere/",
        "/channels/community/",
        "/boards/worst/",
        "/editors/nobody/",
        "/sources/9/",
        "/days/2024-13-01/",
        "/days/x/",
        "/readers/nobody/",
        "/?x=%00",
        "/channels/tech/?page=0",
        "/channels/tech/?page=99",
        "/media/../settings.py",
        "/media/none.jpg",
        "/search/?q=%00",
    ],
)
def test_what_is_not_there_is_said_in_a_plain_sentence(client, db, path):
    answer = client.get(path)
    assert answer.status_code == (200 if "%00" in path else 404)
    if answer.status_code == 404:
        assert "没有" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/news/{}/", "/news/{}/comments/", "/comments/", "/channels/tech/"])
def test_pages_are_only_read(client, article, path):
    assert client.post(path.format(article.pk)).status_code in (303, 405)


def test_a_fresh_page_of_a_story_asks_ten_questions_at_most(client, say, article, django_assert_max_num_queries):
    article.sources.create(name="河报")
    make_photo(article)
    say(make_reader("一位"), "一句话")
    Ranking.build_due()
    client.get(f"/news/{make_article('另一篇').pk}/")  # what stands beside every story is known now
    with django_assert_max_num_queries(10):
        answer = client.get(f"/news/{article.pk}/")
    assert "河报" in answer.content.decode() and "一句话" in answer.content.decode()


def test_queries_do_not_grow_with_the_floor(client, say, article, django_assert_max_num_queries):
    readers = [make_reader(f"读者{n}号") for n in range(10)]
    first = say(readers[0], "开头 @读者1号")
    for number in range(40):
        say(readers[number % 10], f"第{number}句 @读者{number % 10}号", first)
    Ranking.build_due()
    for path in (f"/news/{article.pk}/", f"/news/{article.pk}/comments/", f"/comments/{first.pk}/", "/", "/comments/"):
        with django_assert_max_num_queries(18):
            assert client.get(path).status_code == 200
