"""The pages around the stories: home, channels, sections, editors, sources, days, contact, and what is no page."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from comments.models import Authorship, Comment, Poll
from news.models import Article, ArticleEntry, Channel, SiteVersion, Source
from tests.conftest import make_article, make_reader

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
DOORS = ["/local/", "/polls/", "/search/", "/search/?q=界河", "/submissions/new/", "/contact/", "/rulings/"]
BOARDS = [f"/boards/{name}/" for name in ("read", "discussed", "heat", "gems")]
# Each page with the most queries it may make; the bar and the sections of every footer are two of them.
PAGES = {
    "/": 12,
    "/channels/politics/": 7,
    "/channels/chat/": 7,
    "/community/": 8,
    "/editors/睿文/": 7,
    "/comments/": 5,
    "/sources/{source}/": 8,
    "/days/{day}/": 7,
    "/news/{pk}/": 16,
    "/news/{pk}/comments/": 8,
    "/comments/{comment}/": 11,
    "/readers/糖桔/": 8,
    "/readers/糖桔/activity/": 11,
    **dict.fromkeys(BOARDS, 7),
    **dict.fromkeys(DOORS, 4),
    "/local/": 8,
    "/search/?q=界河": 8,
}


@pytest.fixture
def address(say, article, tangju, fufeng):
    """address(pattern) fills in the story, its source, its day and a comment with a reply."""
    comment = say(tangju, "一句话")
    say(fufeng, "回一句", comment)
    Authorship.objects.create(article=make_article("网友自己写的", "chat", editor=""), reader=tangju)
    known = {
        "pk": article.pk,
        "comment": comment.pk,
        "source": Source.objects.create(article=article, name="环岛电讯").pk,
        "day": timezone.localtime(article.published_at).date().isoformat(),
    }
    return lambda pattern: pattern.format(**known)


def crawl(client, *starts, prefix="", most=400):
    """{address: page} of every page that same-site links lead to from `starts`, within one script."""
    seen, waiting = {}, list(starts)
    while waiting and len(seen) < most:
        path = waiting.pop()
        if path in seen:
            continue
        answer = seen[path] = client.get(path)
        html = answer.content.decode() if answer.get("Content-Type", "").startswith("text/html") else ""
        for link in re.findall(r'(?:href|action)="([/?][^"]*)"', html):
            link = link.split("#")[0].replace("&amp;", "&")
            link = path.split("?")[0] + link if link.startswith("?") else link
            other = re.match(r"/(zh-han[st]|zh-hk)/", link)
            if (f"/{other[1]}" if other else "") == prefix and not re.match(r"//|.*/(static|accounts|votes)/", link):
                waiting.append(link)
    return seen


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_may_be_kept_for_a_second_and_is_not_sent_twice(client, address, path):
    first = client.get(address(path))
    assert first.status_code == 200
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate, stale-while-revalidate=2"
    assert first["CDN-Cache-Control"] == "max-age=1, stale-while-revalidate=2"
    again = client.get(address(path), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Cookie" not in again.get("Vary", "") and not again.cookies


@pytest.mark.parametrize("prefix", ["", "/zh-hans", "/zh-hant", "/zh-hk"])
def test_every_mark_is_one_that_http_allows(client, address, prefix):
    marks = {path: client.get(prefix + address(path))["ETag"] for path in PAGES}
    assert {path: mark for path, mark in marks.items() if not re.fullmatch(r'W/"[\x21\x23-\x7e]+"', mark)} == {}


@pytest.mark.parametrize(("path", "most"), PAGES.items())
def test_a_page_asks_the_database_few_things(client, address, path, most, django_assert_max_num_queries):
    path = address(path)
    client.get(path)
    with django_assert_max_num_queries(most):
        client.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_one_document_with_its_guards(client, address, path):
    answer = client.get(address(path))
    html = answer.content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert html.count("<h1") == html.count("<main") == html.count("</html>") == 1
    assert (
        "default-src 'self'" in answer["Content-Security-Policy"] and "unsafe" not in answer["Content-Security-Policy"]
    )
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert not re.search(r"<(?:script|style)>|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_only_read(client, address, path):
    head = client.head(address(path))
    assert (head.status_code, head.content) == (200, b"") and head["ETag"]
    for method in ("put", "delete", "patch"):
        assert getattr(client, method)(address(path)).status_code == 405


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_from_the_home_page_every_link_of_the_site_leads_somewhere(client, address, prefix):
    pages = crawl(client, f"{prefix}/", address(prefix + "/news/{pk}/"), prefix=prefix)
    assert len(pages) > 50
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_fragments_are_not_for_search_engines(client, article, prefix):
    poll = Poll.objects.create(question="要不要修桥？")
    fragments = ["latest/", "channels/politics/latest/", f"polls/{poll.pk}/results/", f"news/{article.pk}/changes/"]
    for path in fragments:
        answer = client.get(f"{prefix}/{path}")
        assert "<html" not in answer.content.decode() and answer["X-Robots-Tag"] == "noindex", path
    assert "X-Robots-Tag" not in client.get(f"{prefix}/")


def test_the_home_page_is_dense_and_the_newest_stand_first(client):
    stories = [
        make_article(f"第{n}号新闻", slug, published_at=timezone.now() - timedelta(hours=n))
        for n, slug in enumerate(Channel.objects.for_stories().values_list("slug", flat=True), 1)
    ]
    html = client.get("/").content.decode()
    assert all(story.title in html and story.channel.name in html for story in stories)
    newest = html.split('class="newest"')[1].split("</section>")[0]
    assert re.findall(r"第(\d+)号新闻", newest) == [str(n) for n in range(2, 19)]


def bare(answer):
    """A page without the marks around what was looked for."""
    return re.sub("</?mark>", "", answer.content.decode())


@pytest.mark.parametrize("path", ["/", "/channels/politics/", "/days/{}/", "/search/?q=预告"])
def test_a_scheduled_story_appears_at_its_time_on_pages_that_were_kept(client, article, path):
    due, later = timezone.now(), make_article("预告的新闻", published_at=timezone.now() + timedelta(minutes=5))
    path = path.format(timezone.localtime(due).date().isoformat())
    kept = client.get(path)
    assert later.title not in kept.content.decode()
    Article.objects.filter(pk=later.pk).update(published_at=due)
    ArticleEntry.keep(Article.objects.get(pk=later.pk))
    answer = client.get(path, headers={"If-None-Match": kept["ETag"]})
    assert answer.status_code == 200 and later.title in bare(answer)


def test_the_lists_beside_a_story_are_not_kept_for_ever(client, article):
    later = make_article("预告的新闻", published_at=timezone.now() + timedelta(minutes=5))
    kept = client.get(f"/news/{article.pk}/")
    Article.objects.filter(pk=later.pk).update(published_at=timezone.now() - timedelta(seconds=1))
    SiteVersion.objects.update(due_at=timezone.now())  # as it was noted when the story was scheduled
    answer = client.get(f"/news/{article.pk}/", headers={"If-None-Match": kept["ETag"]})
    assert answer.status_code == 200 and later.title in answer.content.decode()


def test_a_day_is_a_day_of_the_sites_zone(client):
    evening = make_article("夜里的新闻", published_at=datetime(2024, 6, 18, 23, 59, 59, tzinfo=SHANGHAI))
    morning = make_article("清早的新闻", published_at=datetime(2024, 6, 19, 0, 0, 0, tzinfo=SHANGHAI))
    pages = [client.get(f"/days/2024-06-{day}/").content.decode() for day in (18, 19)]
    assert [evening.title in html for html in pages] == [True, False]
    assert [morning.title in html for html in pages] == [False, True]


@pytest.mark.parametrize("day", ["1990-01-01", "2024-02-29"])
def test_a_day_without_news_says_so(client, db, day):
    answer = client.get(f"/days/{day}/")
    assert answer.status_code == 200 and "还没有新闻" in answer.content.decode()


@pytest.mark.parametrize(
    "day",
    [
        "2023-02-29",
        "0001-01-01",
        "9999-12-31",
        "2024-6-18",
        "20240618",
        "2024-W25-2",
        "2024-06-18T00:00",
        "-001-01-01",
        "２０２４-06-18",
        "今天",
    ],
)
def test_what_is_no_day_is_404(client, db, day):
    assert client.get(f"/days/{day}/").status_code == 404


def test_a_list_has_forty_on_a_page_and_ends(client):
    for number in range(41):
        make_article(f"第{number}条", "tech", published_at=timezone.now() - timedelta(minutes=number))
    counts = [len(re.findall(r"第\d+条<", client.get(f"/channels/tech/?page={n}").content.decode())) for n in (1, 2)]
    assert counts == [40, 1]
    assert client.get("/channels/tech/?page=3").status_code == 404


@pytest.mark.parametrize("path", ["/channels/tech/", "/comments/", "/rulings/", "/community/", "/local/", "/search/"])
@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "9" * 9, "9" * 40, "1.0", "%00", "１", "+1"])
def test_an_absurd_page_is_404_in_a_sentence(client, db, path, page):
    answer = client.get(f"{path}?page={page}")
    assert answer.status_code == 404 and "没有这一页" in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["%00", "a%00b", "%ED%A0%80", "%FF", "x" * 300, "%3Cb%3E", "%F0%9F%91%A8%E2%80%8D", "%E2%80%AE"]
)
@pytest.mark.parametrize("path", ["/readers/{}/", "/zh-hant/readers/{}/activity/", "/editors/{}/", "/days/{}/"])
def test_an_absurd_name_is_404_in_a_sentence(client, db, path, name):
    answer = client.get(path.format(name))
    assert answer.status_code == 404 and 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("query", ["国家图书馆", "國家圖書館", "图书"])
def test_either_script_finds_the_other(client, query):
    one, other = make_article("国家图书馆扩建"), make_article("國家圖書館閉館")
    html = bare(client.get("/search/", {"q": query}))
    assert one.title in html and other.title in html


HOSTILE = [
    '"><script>alert(1)</script>',
    "'\"&<>",
    "%00",
    "\x00",
    "\u202e",
    "👨‍👩‍👧",
    "𠀀" * 200,
    "\ue001甲\ue002",
    "%",
    "\\",
]


@pytest.mark.parametrize("query", HOSTILE, ids=ascii)
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_hostile_query_is_only_text(client, article, query, prefix):
    answer = client.get(f"{prefix}/search/", {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert client.get(prefix + "/search/?q=%ED%A0%80%FF").status_code == 200


def test_the_gems_are_those_of_the_last_72_hours(client, say, tangju):
    old, young, few = say(tangju, "四天前的妙论"), say(tangju, "今天的妙论"), say(tangju, "才四朵花的妙论")
    Comment.objects.update(flower_weight=5, hot=0.75)
    Comment.objects.filter(pk=old.pk).update(shown_at=timezone.now() - timedelta(hours=73))
    Comment.objects.filter(pk=few.pk).update(flower_weight="4.9")
    html = client.get("/boards/gems/").content.decode()
    assert young.text in html and old.text not in html and few.text not in html


def test_one_author_has_at_most_two_gems_and_one_story_three(client, say, article, cast):
    authors = [cast.tangju, cast.tangju, cast.tangju, cast.fufeng, cast.ruiwen]
    comments = [say(author, f"{author.name}的第{n}条妙论") for n, author in enumerate(authors)]
    elsewhere = say(cast.qinghe, "别处的妙论", on=make_article("另一条"))
    for rank, comment in enumerate([*comments, elsewhere]):
        Comment.objects.filter(pk=comment.pk).update(flower_weight=9, hot=0.9 - rank / 100)
    html = client.get("/boards/gems/").content.decode()
    shown = [comment.text in html for comment in [*comments, elsewhere]]
    assert shown == [True, True, False, True, False, True]


def test_another_spelling_of_a_name_leads_to_the_reader(client, db):
    make_reader("鄭長仁")
    answer = client.get("/zh-hant/readers/郑长仁/activity/")
    assert answer.status_code == 302
    assert answer["Location"] == "/zh-hant/readers/%E9%84%AD%E9%95%B7%E4%BB%81/activity/"
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "没有找到这一页"), ("/zh-hant", "沒有找到這一頁"), ("/zh-hk", "沒有找到這一頁")]
)
def test_an_error_speaks_the_readers_script_and_knows_nobody(client, db, prefix, said):
    answer = client.get(f"{prefix}/nowhere/")
    html = answer.content.decode()
    assert answer.status_code == 404 and said in html and 'role="alert"' in html
    assert not answer.cookies and "csrfmiddlewaretoken" not in html


def test_the_pulse_answers_while_the_database_does(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
