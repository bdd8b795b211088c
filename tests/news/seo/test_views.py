"""What machines ask for: robots, security.txt, the manifest, the worker, sitemaps, old addresses."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone
from PIL import Image

from news.models import Channel, OldAddress, Region
from tests.conftest import make_article

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
W3C = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # of xsd:dateTime, which the schema allows
SCRIPTS = ["", "/zh-hans", "/zh-hant", "/zh-hk"]
HOSTILE = ["]]></news:title>", "<script>&amp;\"'", "甲\x0b乙\ufffe", "&#0; &nbsp; <!--", "👩‍👩‍👧 表情", "\u202e反"]


def hours(number):
    return timezone.now() - timedelta(hours=number)


@pytest.fixture
def xml(client):
    """xml(path) is the root of a well-formed sitemap, which everybody may keep."""

    def xml(path):
        answer = client.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
        assert answer["Cache-Control"].startswith("public") and answer["ETag"] and not answer.cookies
        assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
        return ElementTree.fromstring(answer.content)

    return xml


def places(root, kind="url"):
    """The <loc> of every entry, which stands first in it, is whole and stands there once."""
    entries = list(root)
    assert all(entry.tag == MAPS + kind and entry[0].tag == f"{MAPS}loc" for entry in entries)
    found = [entry[0].text for entry in entries]
    assert all(one.startswith(f"{SITE}/") and one.isascii() and len(one) < 2048 for one in found)
    assert len(found) == len(set(found))
    return found


# -- small files --------------------------------------------------------------------------------------


def test_robots_are_kept_from_what_is_personal_and_told_of_the_maps(client):
    answer = client.get("/robots.txt")
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"] == "text/plain; charset=utf-8" and lines[0] == "User-agent: *"
    for closed in ("/accounts/", "/me/", "/search/", "/submissions/", "/notices/", "/admin/"):
        assert f"Disallow: {closed}" in lines and f"Disallow: /zh-hant{closed}" in lines
    open_paths = ("/", "/news/", "/readers/", "/static/", "/media/")
    assert not any(f"Disallow: {path}" in lines for path in open_paths)
    maps = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    assert maps == [f"{SITE}/sitemap.xml", f"{SITE}/sitemaps/news.xml"]
    assert all(client.get(urlsplit(one).path).status_code == 200 for one in maps)


def test_security_txt_says_what_rfc_9116_asks_for(client):
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"].startswith("mailto:") and fields["Canonical"] == f"{SITE}/.well-known/security.txt"
    until = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=30) < until - datetime.now(UTC) < timedelta(days=366)


def test_the_manifest_can_be_installed_and_its_icons_are_as_large_as_it_says(client):
    answer = client.get("/manifest.webmanifest")
    facts = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert facts["name"] == "花蛋新闻" and (facts["start_url"], facts["scope"], facts["id"]) == ("/", "/", "/")
    assert {icon["sizes"] for icon in facts["icons"]} >= {"192x192", "512x512"}
    assert "maskable" in {icon.get("purpose") for icon in facts["icons"]}
    for icon in facts["icons"]:
        file = finders.find(icon["src"].removeprefix("/static/"))
        assert file and client.get(icon["src"]).status_code == 200
        if icon["type"] == "image/png":
            with Image.open(file) as picture:
                assert (picture.format, "{}x{}".format(*picture.size)) == ("PNG", icon["sizes"])


def test_the_worker_comes_from_the_root_and_keeps_only_files_that_are_there(client):
    answer = client.get("/sw.js")
    code = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "no-cache"
    listed = json.loads(re.search(r"FILES = (\[.*?\]);", code)[1])
    assert "/offline/" in listed and len(listed) == len(set(listed)) > 5
    assert {path: client.get(path).status_code for path in listed} == dict.fromkeys(listed, 200)


def test_the_worker_keeps_all_that_the_offline_page_needs(client):
    page, code = client.get("/offline/").content.decode(), client.get("/sw.js").content.decode()
    listed = json.loads(re.search(r"FILES = (\[.*?\]);", code)[1])
    needed = re.findall(r'(?:<script[^>]* src|<link rel="stylesheet" href)="([^"]+)"', page)
    assert [path for path in needed if path not in listed and path != "/static/js/site.js"] == []


@pytest.mark.parametrize("prefix", SCRIPTS)
def test_the_offline_page_is_a_page_of_everybodys_and_of_no_index(client, prefix):
    answer = client.get(f"{prefix}/offline/")
    html = answer.content.decode()
    assert answer.status_code == 200 and answer["Cache-Control"].startswith("public")
    assert '<meta name="robots" content="noindex">' in html and "data-kept" in html
    assert ("現在沒有" if "hant" in prefix or "hk" in prefix else "现在没有") in html


# -- sitemaps -----------------------------------------------------------------------------------------


def test_the_index_names_parts_that_are_there(client, xml):
    make_article()
    root = xml("/sitemap.xml")
    assert root.tag == f"{MAPS}sitemapindex"
    parts = places(root, "sitemap")
    assert f"{SITE}/sitemaps/stories-0.xml" in parts
    assert all(xml(urlsplit(one).path).tag == f"{MAPS}urlset" for one in parts)


@pytest.fixture
def one_part(monkeypatch):
    """The first part holds all stories, whatever numbers a database that many tests have used gives them."""
    monkeypatch.setattr("news.seo.sitemaps.PER_SITEMAP", 10**9)


def test_a_part_holds_published_stories_alone_with_the_time_of_their_last_change(xml, one_part):
    shown = [make_article(published_at=hours(n)) for n in (1, 30, 9000)]
    make_article("草稿", published_at=None)
    make_article("以后的", published_at=hours(-1))
    root = xml("/sitemaps/stories-0.xml")
    assert places(root) == [f"{SITE}/news/{story.pk}/" for story in shown]
    for entry, story in zip(root, shown, strict=True):
        assert [child.tag for child in entry] == [f"{MAPS}loc", f"{MAPS}lastmod"]
        assert W3C.fullmatch(entry[1].text)
        assert abs(datetime.fromisoformat(entry[1].text) - story.revised_at) < timedelta(seconds=1)


def test_stories_are_parted_by_number_and_stay_in_their_part(xml, monkeypatch):
    shown = [make_article() for _ in range(5)]
    # Two parts, whatever numbers other tests have used up before: on PostgreSQL thousands.
    monkeypatch.setattr("news.seo.sitemaps.PER_SITEMAP", shown[2].pk)
    parts = [one for one in places(xml("/sitemap.xml"), "sitemap") if "stories" in one]
    assert len(parts) == 2
    found = [place for part in parts for place in places(xml(urlsplit(part).path))]
    assert found == [f"{SITE}/news/{story.pk}/" for story in shown]


MAPS_OF_ALL_KINDS = ["/sitemap.xml", "/sitemaps/rooms.xml", "/sitemaps/news.xml", "/sitemaps/stories-0.xml"]


@pytest.mark.parametrize("path", MAPS_OF_ALL_KINDS)
def test_a_map_names_the_site_whatever_host_was_asked_and_says_nothing_of_when(client, one_part, article, path):
    answer = client.get(path, headers={"host": "localhost"})
    found = re.findall("<loc>(.*?)</loc>", answer.content.decode())
    assert found and all(place.startswith(f"{SITE}/") for place in found)
    assert "Last-Modified" not in answer and "X-Robots-Tag" not in answer
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/stories-0.xml"])
def test_a_map_costs_one_query_however_many_parts_and_stories_there_are(
    client, path, monkeypatch, django_assert_num_queries
):
    make_article()
    client.get(path)  # the number of the site's version is read once
    monkeypatch.setattr("news.seo.sitemaps.PER_SITEMAP", 3)
    for _ in range(8):
        make_article()
    with django_assert_num_queries(2):  # the rows, and that number
        client.get(path)


@pytest.mark.parametrize("part", [7, 10**12, 10**13, 10**18, 10**30, 10**300])
def test_a_part_far_away_is_empty_or_no_page_and_never_an_error(client, part):
    assert client.get(f"/sitemaps/stories-{part}.xml").status_code in ((200,) if part <= 10**12 else (404,))


@pytest.mark.parametrize("part", ["-1", "a", "1.5", "²", "0x1", "%00"])
def test_a_part_that_is_no_number_is_no_page(client, part):
    assert client.get(f"/sitemaps/stories-{part}.xml").status_code == 404


def test_the_rooms_are_all_there_and_each_opens(client, xml):
    found = [urlsplit(one).path for one in places(xml("/sitemaps/rooms.xml"))]
    for room in ("/", "/channels/politics/", "/channels/chat/", "/boards/heat/", "/local/canada/", "/polls/"):
        assert room in found
    assert len(found) > Channel.objects.exclude(kind="door").count() + Region.objects.count()
    assert {path: client.get(path).status_code for path in found} == dict.fromkeys(found, 200)


def test_the_news_map_holds_the_published_stories_of_two_days(xml):
    fresh = [make_article(f"第{n}篇", published_at=hours(n)) for n in (1, 47)]
    make_article("旧闻", published_at=hours(49))
    make_article("草稿", published_at=None)
    make_article("以后的", published_at=hours(-1))
    root = xml("/sitemaps/news.xml")
    assert places(root) == [f"{SITE}/news/{story.pk}/" for story in fresh]
    for entry, story in zip(root, fresh, strict=True):
        news = entry[1]
        assert [child.tag for child in news] == [NEWS + name for name in ("publication", "publication_date", "title")]
        assert [child.tag for child in news[0]] == [f"{NEWS}name", f"{NEWS}language"]
        assert news[0][0].text == "花蛋新闻" and news[2].text == story.title and W3C.fullmatch(news[1].text)


def test_the_news_map_names_the_language_as_the_rules_for_chinese_say(xml):
    """Two letters for every language but this one: zh-cn or zh-tw. https://developers.google.com/search/docs/
    crawling-indexing/sitemaps/news-sitemap"""
    make_article()
    assert xml("/sitemaps/news.xml").find(f".//{NEWS}language").text in ("zh-cn", "zh-tw")


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_a_hostile_title_is_a_title_in_the_news_map(xml, title):
    make_article(title)
    [news] = xml("/sitemaps/news.xml").iter(f"{NEWS}title")
    assert news.text == title.replace("\x0b", "").replace("\ufffe", "")


# -- where stories stood before -------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", SCRIPTS)
@pytest.mark.parametrize("path", ["/world/2024/06/2745423.html", "/view.php?id=5&p=1", "/新闻/旧.html", "/a"])
def test_an_old_address_leads_to_where_the_story_stands_now(client, article, prefix, path):
    OldAddress.objects.create(article=article, path=path)
    answer = client.get(prefix + path)
    assert (answer.status_code, answer["Location"]) == (301, f"{prefix}/news/{article.pk}/")


def test_an_old_address_with_a_query_is_found_with_and_without_it(client, article):
    OldAddress.objects.create(article=article, path="/old.html")
    other = make_article("另一篇")
    OldAddress.objects.create(article=other, path="/old.html?id=2")
    asked = {"/old.html": article, "/old.html?utm_source=x": article, "/old.html?id=2": other}
    assert {path: client.get(path)["Location"] for path in asked} == {
        path: story.get_absolute_url() for path, story in asked.items()
    }


@pytest.mark.parametrize("when", [None, -1])
def test_an_old_address_of_what_is_not_published_leads_nowhere(client, article, when):
    OldAddress.objects.create(article=article, path="/old.html")
    type(article).objects.filter(pk=article.pk).update(published_at=when and hours(when))
    assert client.get("/old.html").status_code == 404


@pytest.mark.parametrize("path", ["/%00", "/" + "长" * 400, "/old.html?%00", "/old.html?" + "a" * 5000])
def test_addresses_that_nothing_stood_at_are_no_page_and_no_error(client, article, path):
    OldAddress.objects.create(article=article, path="/older.html")
    assert client.get(path).status_code == 404


def test_what_stands_here_now_is_never_led_elsewhere(client, article):
    OldAddress.objects.create(article=article, path="/rulings/")
    assert client.get("/rulings/").status_code == 200
