"""Page 30,000 of a list costs what its first page costs, whatever the list; it begins behind a row, or is none."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from comments.models import Comment, LedgerEntry, Poll, Ruling
from news.http.paging import NUMBERED
from news.models import Article, Region, Source
from tests.conftest import make_article
from tests.large_site import copy_row, counted_work, seconds_before

pytestmark = pytest.mark.django_db
MANY = 4000
SLACK = 80  # hundred instructions: a page that begins behind a row has one more comparison for each
LISTS = [
    "/channels/politics/",
    "/editors/睿文/",
    "/sources/{source}/",
    "/community/",
    "/local/",
    "/local/{region}/",
    "/days/{day}/",
    "/comments/",
    "/comments/featured/",
    "/rulings/",
    "/rulings/?reason=spam",
    "/rulings/?moderator=1",
    "/rulings/?month={month}",
    "/polls/",
    "/news/{long}/comments/?sort=hot",
    "/news/{long}/comments/?sort=disputed",
    "/news/{long}/comments/?sort=new",
    "/news/{long}/comments/?sort=old",
    "/readers/糖桔/",
    "/readers/糖桔/activity/",
    "/comments/{root}/",
]
NUMBERED_LISTS = [path for path in LISTS if not re.search(r"readers|sort=new|sort=old|root", path)]


@pytest.fixture
def places(cast, client):
    """Every list with thousands of rows; what stands for the parameters of an address."""
    yesterday = timezone.now() - timedelta(days=1)
    region = Region.objects.get(slug="toronto")
    story = make_article("许多新闻", published_at=yesterday, region=region)
    source = Source.objects.create(article=story, name="日报")
    first = copy_row(story, MANY, published_at=seconds_before("published_at"))
    copy_row(source, MANY, article_id=f"{first} - 1 + n")
    copy_row(
        make_article("许多文章", "chat", published_at=yesterday), MANY, published_at=seconds_before("published_at")
    )
    root = make_thread(cast, make_article("长的讨论", "finance"))
    ruling = Comment.objects.get(pk=root.pk).collapse(cast.qinghe, "spam")
    copy_row(Ruling.objects.get(pk=ruling.pk), MANY, made_at=seconds_before("made_at"))
    copy_row(Poll.objects.create(question="许多问卷"), MANY, published_at=seconds_before("published_at"))
    copy_row(LedgerEntry.objects.filter(reader=cast.tangju).first(), MANY)
    day = timezone.localdate(yesterday)
    names = {"source": source.pk, "region": "toronto", "day": day, "month": f"{timezone.localdate():%Y-%m}"}
    return names | {"long": root.article_id, "root": root.pk}


def make_thread(cast, article):
    """A comment of 糖桔 with thousands of answers, all of their own, and marked."""
    root = Comment.post(article, cast.tangju, "许多话里的第一句")
    answer = Comment.post(article, cast.tangju, "许多话里的第二句", root)
    times = {"shown_at": seconds_before("shown_at"), "featured_at": seconds_before("shown_at")}
    copy_row(answer, MANY, floor="n + 2", hot="n / 5000.0", disputed="n / 5000.0", text="'话' || n", **times)
    Article.objects.filter(pk=article.pk).update(last_floor=MANY + 2, comment_count=MANY + 2)
    return root


def next_address(path, answer):
    found = re.search(r'rel="next" href="(\?[^"]+)"', answer.content.decode())
    return found and path.split("?")[0] + unescape(found[1])


def things(answer):
    return re.findall(r'(?:data-story=|id="comment-|id="poll-|<li id=")"?(\d+)', answer.content.decode())


def ask(client, path):
    with counted_work() as work:
        answer = client.get(path)
    return answer, work.steps


@pytest.mark.sqlite
def test_a_deep_page_of_any_list_costs_what_the_first_costs(client, places):
    dear = {}
    for path in (address.format(**places) for address in LISTS):
        client.get(path)
        answer, first = ask(client, path)
        costs = []
        for _ in range(NUMBERED + 3):
            path_of_next = next_address(path, answer)
            if not path_of_next:
                break
            answer, steps = ask(client, path_of_next)
            assert answer.status_code == 200, path_of_next
            costs.append(steps)
        if not costs or costs[-1] > first + SLACK:
            dear[path] = (first, costs)
    assert dear == {}


@pytest.mark.sqlite
def test_a_deep_page_of_ones_own_ledger_costs_what_the_first_costs(signed_in, places, tangju):
    own = signed_in(tangju)
    own.get("/accounts/points/")
    _, first = ask(own, "/accounts/points/")
    answer, steps = ask(own, f"/accounts/points/?page=90&after={LedgerEntry.objects.filter(reader=tangju)[100].pk}")
    assert answer.status_code == 200 and steps <= first + SLACK


@pytest.mark.sqlite
def test_a_number_far_beyond_is_404_in_a_sentence_and_counts_nothing(client, places):
    dear = {}
    for path in (address.format(**places) for address in NUMBERED_LISTS):
        client.get(path)
        _, first = ask(client, path)
        answer, steps = ask(client, f"{path}{'&' if '?' in path else '?'}page=30000")
        if answer.status_code != 404 or "没有这一页" not in answer.content.decode() or steps > first + SLACK:
            dear[path] = (answer.status_code, first, steps)
    assert dear == {}


@pytest.mark.parametrize("path", ["/channels/politics/", "/local/", "/sources/{source}/", "/comments/"])
def test_from_page_to_page_nothing_is_missed_or_shown_twice(client, places, path):
    path, seen = path.format(**places), []
    answer = client.get(path)
    for _ in range(NUMBERED + 4):
        seen += dict.fromkeys(things(answer))
        answer = client.get(next_address(path, answer))
    assert len(seen) == len(set(seen)) >= 13 * 30


def test_a_page_behind_a_row_leads_back_to_the_first(client, places):
    place = Article.objects.filter(channel__slug="politics").newest()[500]
    mark = f"{int(place.published_at.timestamp() * 1_000_000)}-{place.pk}"
    html = client.get(f"/channels/politics/?page=14&after={mark}").content.decode()
    assert '<a rel="first" href="?page=1">首页</a>' in html and "第 14 页" in html


@pytest.mark.parametrize(
    "mark", ["1", "x-1", "1-x", "-", "1-", "-1", "9" * 17 + "-1", "1-" + "9" * 20, "%00-1", "１-1"]
)
@pytest.mark.parametrize("path", ["/channels/politics/", "/comments/", "/rulings/", "/polls/"])
def test_a_mark_that_is_none_is_404_in_a_sentence(client, db, path, mark):
    answer = client.get(f"{path}?after={mark}")
    assert answer.status_code == 404 and "没有这一页" in answer.content.decode()
