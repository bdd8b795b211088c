"""更多评论: four orders, pages that never shift, and 404 for what is no page."""

import re

import pytest

from comments.models import Comment, CommentVote
from comments.thread.sorting import newest_start, pager_window
from tests.conftest import make_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor(say, article, tangju):
    """65 comments by one reader; a few with votes."""
    comments = [say(tangju, f"第{number}楼的话") for number in range(1, 66)]
    voters = [make_reader(f"读者{n}号") for n in range(6)]
    for comment, flowers, eggs in (
        (comments[3], 6, 0),
        (comments[9], 3, 0),
        (comments[20], 2, 2),
        (comments[30], 1, 3),
    ):
        for voter, kind in zip(voters, ["flower"] * flowers + ["egg"] * eggs, strict=False):
            CommentVote.cast(voter, comment, kind)
    return comments


def shown(client, article, query=""):
    html = client.get(f"/news/{article.pk}/comments/?{query}").content.decode()
    return [int(number) for number in re.findall(r"第(\d+)楼的话</div>", html)], html


def test_the_newest_page_holds_the_newest_thirty_to_fifty_nine(floor, signed_in, article):
    assert shown(signed_in(), article)[0] == list(range(65, 30, -1))
    assert shown(signed_in(), article, "sort=new&page=3")[0] == list(range(65, 60, -1))


@pytest.mark.parametrize(
    ("last_floor", "start"),
    [(0, 1), (1, 1), (30, 1), (31, 1), (59, 1), (60, 31), (61, 31), (89, 31), (90, 61), (274, 241)],
)
def test_the_newest_page_is_never_nearly_empty(last_floor, start):
    assert newest_start(last_floor) == start


def test_pages_are_named_by_their_floor_numbers(floor, signed_in, article):
    pager = shown(signed_in(), article)[1].split('class="pager"')[1].split("</nav>")[0]
    assert re.findall(r">([^<>]+ 楼)<", pager) == ["31–65 楼", "1–30 楼"]
    assert 'aria-current="page">31–65 楼' in pager and 'href="?sort=new&amp;page=1">1–30 楼' in pager
    pager = shown(signed_in(), article, "sort=old&page=2")[1].split('class="pager"')[1].split("</nav>")[0]
    assert re.findall(r">([^<>]+ 楼)<", pager) == ["1–30 楼", "31–60 楼", "61–65 楼"]


@pytest.mark.parametrize(
    ("pages", "here", "named"),
    [
        (1, 0, []),
        (3, 0, [0, 1, 2]),
        (9, 0, [0, 1, 2, None, 8]),
        (9, 4, [0, None, 2, 3, 4, 5, 6, None, 8]),
        (9, 8, [0, None, 6, 7, 8]),
    ],
)
def test_a_long_row_of_pages_names_the_ends_and_the_neighbours(pages, here, named):
    assert pager_window([*range(pages)], here) == named


@pytest.mark.parametrize(
    ("sort", "floor_number", "query"),
    [
        ("new", 40, "sort=new"),
        ("new", 12, "sort=new&page=1"),
        ("old", 40, "sort=old&page=2"),
        ("hot", 65, "sort=old&page=3"),
        ("new", 999, "sort=new"),
    ],
)
def test_one_jumps_to_a_floor_number(floor, signed_in, article, sort, floor_number, query):
    answer = signed_in().get(f"/news/{article.pk}/comments/?sort={sort}&floor={floor_number}")
    target = floor[min(floor_number, 65) - 1]
    assert answer.status_code == 303
    assert answer["Location"] == f"/news/{article.pk}/comments/?{query}#comment-{target.pk}"
    assert f'id="comment-{target.pk}"' in signed_in().get(answer["Location"]).content.decode()


def test_a_jump_to_a_hidden_comment_leads_to_the_next_one(floor, signed_in, article, qinghe):
    floor[11].hide(qinghe, "insult")
    answer = signed_in().get(f"/zh-hant/news/{article.pk}/comments/?sort=old&floor=12")
    assert answer["Location"] == f"/zh-hant/news/{article.pk}/comments/?sort=old&page=1#comment-{floor[12].pk}"
    assert signed_in().get(f"/news/{article.pk}/comments/?floor=abc").status_code == 404


def test_the_oldest_page_is_the_first_range(floor, signed_in, article):
    assert shown(signed_in(), article, "sort=old")[0] == list(range(1, 31))


@pytest.mark.parametrize(("sort", "order"), [("new", -1), ("old", 1)])
def test_a_page_is_the_same_range_for_ever(floor, signed_in, article, say, tangju, sort, order):
    before = shown(signed_in(), article, f"sort={sort}&page=2")[0]
    for number in range(66, 70):
        say(tangju, f"第{number}楼的话")
    floor[0].delete_by_author()
    after = shown(signed_in(), article, f"sort={sort}&page=2")[0]
    assert before == after == list(range(31, 61))[::order]


def test_pages_link_on_through_the_whole_floor(floor, signed_in, article):
    seen, query = [], "sort=old"
    while query:
        numbers, html = shown(signed_in(), article, query)
        seen += numbers
        found = re.search(r'rel="next" href="\?([^"]+)"', html)
        query = found and found[1].replace("&amp;", "&")
    assert seen == list(range(1, 66))


@pytest.mark.parametrize("sort", ["hot", "disputed"])
def test_scored_orders_go_on_by_keyset_and_miss_nobody(floor, signed_in, article, sort):
    seen, query = [], f"sort={sort}"
    while query:
        numbers, html = shown(signed_in(), article, query)
        assert len(numbers) <= 30
        seen += numbers
        found = re.search(r'rel="next" href="\?([^"]+)"', html)
        query = found and found[1].replace("&amp;", "&")
    assert sorted(seen) == list(range(1, 66)) and len(seen) == 65


def test_the_hottest_has_the_highest_bound(floor, signed_in, article):
    assert shown(signed_in(), article, "sort=hot")[0][:2] == [4, 10]


def test_the_most_disputed_is_the_most_even(floor, signed_in, article):
    assert shown(signed_in(), article, "sort=disputed")[0][:2] == [21, 31]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=4",
        "page=-1",
        "page=abc",
        "page=999999999",
        "page=" + "9" * 50,
        "page=1.5",
        "sort=best",
        "sort=hot&after=abc",
        "sort=hot&after=nan~1",
        "sort=hot&after=0.5~" + "9" * 40,
        "sort=hot&page=99",
        "page=１",
    ],
)
def test_what_is_no_page_is_404(floor, signed_in, article, query):
    answer = signed_in().get(f"/news/{article.pk}/comments/?{query}")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_an_empty_floor_has_one_empty_page(signed_in, article):
    assert shown(signed_in(), article)[0] == []
    assert signed_in().get(f"/news/{article.pk}/comments/?page=2").status_code == 404


def test_the_permanent_address_leads_to_its_place(floor, signed_in, article):
    comment = floor[44]
    page = signed_in().get(f"/comments/{comment.pk}/").content.decode()
    place = re.search(r'href="([^"]+sort=old[^"]+)"', page)[1].replace("&amp;", "&")
    assert place == f"/news/{article.pk}/comments/?sort=old&page=2#comment-{comment.pk}"
    assert f'id="comment-{comment.pk}"' in signed_in().get(place).content.decode()


def test_the_article_page_shows_the_thirty_newest_that_are_not_lifted(floor, signed_in, article):
    html = signed_in().get(f"/news/{article.pk}/").content.decode()
    lifted, latest = html.split('id="comments-latest"')
    assert re.findall(r"第(\d+)楼的话</div>", lifted) == ["4"]
    assert [int(n) for n in re.findall(r"第(\d+)楼的话</div>", latest)] == list(range(65, 35, -1))


def test_five_are_lifted_and_shown_newest_first(say, signed_in, article, tangju, fufeng):
    voters = [make_reader(f"读者{n}号") for n in range(8)]
    comments = [say((tangju, fufeng)[number % 2], f"第{number}楼的话") for number in range(1, 8)]
    for number, comment in enumerate(comments):
        for voter in voters[: 5 + number % 3]:
            CommentVote.cast(voter, comment, "flower")
    html = signed_in().get(f"/news/{article.pk}/").content.decode().split('id="comments-latest"')[0]
    best = sorted(Comment.objects.all(), key=lambda c: (-c.hot, -c.pk))[:5]
    numbers = [int(n) for n in re.findall(r"第(\d+)楼的话</div>", html)]
    assert numbers == sorted((comments.index(c) + 1 for c in best), reverse=True)


def test_a_conversation_shows_ancestors_and_answers_and_nobody_else(say, signed_in, tangju, fufeng):
    root = say(tangju, "第1楼的话")
    middle = say(fufeng, "第2楼的话", root)
    aside = say(fufeng, "第3楼的话", root)
    leaf = say(tangju, "第4楼的话", middle)
    say(tangju, "第5楼的话")
    pages = {c.pk: signed_in().get(f"/comments/{c.pk}/").content.decode() for c in (root, middle, aside, leaf)}
    numbers = {pk: re.findall(r"第(\d)楼的话</div>", html) for pk, html in pages.items()}
    assert numbers == {root.pk: list("1234"), middle.pk: list("124"), aside.pk: list("13"), leaf.pk: list("124")}


@pytest.mark.parametrize("total", [30, 31, 60])
def test_thirty_are_on_a_page_and_the_next_begins_where_it_ends(say, signed_in, article, tangju, total):
    for number in range(1, total + 1):
        say(tangju, f"第{number}楼的话")
    last = -(-total // 30)
    assert shown(signed_in(), article)[0] == list(range(total, newest_start(total) - 1, -1))
    assert shown(signed_in(), article, "sort=old&page=1")[0] == list(range(1, 31))
    assert len(shown(signed_in(), article, f"sort=old&page={last}")[0]) == total - (last - 1) * 30
    assert signed_in().get(f"/news/{article.pk}/comments/?page={last + 1}").status_code == 404


def test_what_is_hidden_or_held_leaves_a_gap_and_a_tombstone_its_row(floor, say, signed_in, article, fufeng, qinghe):
    floor[1].hide(qinghe, "insult")
    floor[2].hold(qinghe, "other")
    say(fufeng, "第66楼的话", floor[4])
    floor[4].delete_by_author()
    numbers, html = shown(signed_in(), article, "sort=old")
    assert numbers == [1, 4, *range(6, 31)]
    assert html.count('data-state="deleted"') == 1 and "第5楼的话" not in html
    assert shown(signed_in(), article, "sort=old&page=3")[0] == list(range(61, 67))


def test_a_page_whose_comments_are_all_gone_is_still_a_page(floor, signed_in, article):
    for comment in floor[60:]:
        comment.delete_by_author()
    numbers, html = shown(signed_in(), article, "sort=new&page=3")
    assert numbers == [] and "这一页没有评论" in html
    assert shown(signed_in(), article, "sort=new&page=2")[0] == list(range(60, 30, -1))


def test_votes_between_two_pages_show_nobody_twice_that_did_not_move(floor, signed_in, article, fufeng):
    first, html = shown(signed_in(), article, "sort=hot")
    CommentVote.cast(fufeng, floor[64], "flower")
    following = re.search(r'rel="next" href="\?([^"]+)"', html)[1].replace("&amp;", "&")
    second = shown(signed_in(), article, following)[0]
    assert set(first) & set(second) <= {65} and second[:1] and len(second) == 30


@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
@pytest.mark.parametrize("sort", ["new", "old", "hot", "disputed"])
def test_every_order_names_itself_and_leads_on_in_its_script(floor, signed_in, article, prefix, sort):
    html = signed_in().get(f"{prefix}/news/{article.pk}/comments/?sort={sort}").content.decode()
    sorts = html.split('class="sorts"')[1].split("</nav>")[0]
    assert re.findall(r'href="\?sort=(\w+)"(?: aria-current="true")?>', sorts) == ["new", "old", "hot", "disputed"]
    assert re.findall(r'sort=(\w+)" aria-current="true"', sorts) == [sort]
    pager = html.split('class="pager"')[1].split("</nav>")[0]
    assert set(re.findall(r'href="\?sort=(\w+)', pager)) == {sort}


@pytest.mark.parametrize("sort", ["new", "old", "hot", "disputed"])
def test_a_full_page_costs_few_queries(floor, signed_in, article, sort, django_assert_max_num_queries):
    client = signed_in()
    with django_assert_max_num_queries(8):
        assert len(shown(client, article, f"sort={sort}&page=1")[0]) == 30
