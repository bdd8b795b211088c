"""Wherever a comment's row stands it is the same row: votes, answers and deletions happen in place, and it is live."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import row, write

SOON = 1000
REFRESHED = 8000  # lists of many stories ask every few seconds

LISTS = {
    "article": "/news/{article}/",
    "newest": "/news/{article}/comments/",
    "oldest": "/news/{article}/comments/?sort=old",
    "hottest": "/news/{article}/comments/?sort=hot",
    "disputed": "/news/{article}/comments/?sort=disputed",
    "conversation": "/comments/{comment}/",
    "stream": "/comments/",
    "gems": "/boards/gems/",
    "gems of a day": "/boards/gems/{day}/",
    "channel": "/readers/{author}/",
    "activity": "/readers/{author}/activity/",
    "search": "/search/?q=旧桥该修&in=comments",
}
LEADS_ELSEWHERE = [name for name in LISTS if name not in ("article", "newest", "conversation")]
MAKE = """
from datetime import timedelta
from django.core.cache import cache
article = make_article()
author = make_reader(f"作者{article.pk}", 4, password="huadan-real")
comment = Comment.post(article, author, f"旧桥该修了，这是第{article.pk}回")
for number in range(6):
    name = f"送花人{number}"
    CommentVote.cast(Reader.objects.filter(name=name).first() or make_reader(name, 5), comment, "flower")
yesterday = timezone.localdate() - timedelta(days=1)
Gem.objects.create(comment=comment, author=author, day=yesterday, made_at=timezone.now())
Ranking.objects.all().delete()
print(article.pk, comment.pk, author.name, yesterday)
"""


@pytest.fixture
def places(site):
    """A story with one comment, which stands on every list; its author is new."""
    return dict(zip(("article", "comment", "author", "day"), site.run(MAKE).split(), strict=True))


@pytest.mark.parametrize("name", LISTS)
def test_a_vote_is_cast_and_taken_back_in_place(person, places, name):
    page = person("扶风", LISTS[name].format(**places))
    page.evaluate("window.sameDocument = true")
    one = page.locator(f"#comment-{places['comment']}")
    flower, counts = one.get_by_role("button", name="鲜花"), one.locator(".counts")
    flower.click()
    expect(flower).to_have_attribute("aria-pressed", "true")
    expect(counts).to_have_attribute("data-flowers", "7")
    flower.click()
    expect(flower).to_have_attribute("aria-pressed", "false")
    expect(counts).to_have_attribute("data-flowers", "6")
    one.get_by_role("button", name="鸡蛋").click()
    expect(one.locator(".reasons")).to_be_visible()
    expect(counts).to_have_attribute("data-eggs", "1")
    assert page.evaluate("window.sameDocument") and page.problems == []
    page.reload()
    expect(one.get_by_role("button", name="鸡蛋")).to_have_attribute("aria-pressed", "true")


def test_a_vote_arrives_although_one_leaves_the_page_at_once(person, site, places):
    page = person("扶风", LISTS["article"].format(**places))
    expect(page.locator(f"#comment-{places['comment']} .egg")).to_be_enabled()
    leave = "document.querySelector('#comment-%s .egg').click(); location.assign('/about/')"
    page.evaluate(leave % places["comment"])
    page.wait_for_url("**/about/")
    count = f"print(CommentVote.objects.filter(comment={places['comment']}, kind='egg').count())"
    site.wait_until(lambda: site.run(count) == "1", 10)


@pytest.mark.parametrize("name", LISTS)
def test_an_answer_is_written_in_place_and_leads_on(person, places, name):
    page = person("扶风", LISTS[name].format(**places))
    page.evaluate("window.sameDocument = true")
    page.locator(f"#comment-{places['comment']} .reply").click()
    expect(page.locator(".answering label")).to_contain_text(places["author"])
    page.fill(".answering textarea", f"回复{name}里的话")
    page.click(".answering .primary")
    expect(page.locator(".answering")).to_have_count(0)
    assert page.evaluate("window.sameDocument") and page.problems == []
    if name in LEADS_ELSEWHERE:
        page.locator(".flash a").click()
    expect(row(page, f"回复{name}里的话")).to_be_visible()


@pytest.mark.parametrize("name", LISTS)
def test_an_own_comment_is_changed_and_deleted_in_place(person, places, name):
    page = person(places["author"], LISTS[name].format(**places))
    page.evaluate("window.sameDocument = true")
    one = page.locator(f"#comment-{places['comment']}")
    expect(one.get_by_role("button", name="鲜花")).to_be_disabled()
    one.get_by_role("link", name="修改").click()
    page.fill(".answering textarea", "旧桥该修，改过的话")
    page.click(".answering .primary")
    expect(one.locator(".text")).to_contain_text("改过的话")
    one.get_by_role("link", name="删除").click()
    expect(one).to_have_count(0)
    assert page.evaluate("window.sameDocument") and page.problems == []


@pytest.mark.parametrize("name", ["stream", "gems", "channel", "search"])
def test_others_votes_are_seen_on_lists_of_many_stories(person, visitor, places, name):
    page = person(None, LISTS[name].format(**places))
    address = page.url
    visitor("糖桔").act(f"/comments/{places['comment']}/votes/", want="flower")
    if name == "search":  # asks seldom; coming back to the tab asks at once
        page.goto(address)
    counts = page.locator(f"#comment-{places['comment']} .counts")
    expect(counts).to_have_attribute("data-flowers", "7", timeout=3 * REFRESHED)


def test_new_comments_wait_behind_a_button_of_the_stream(person, visitor, article):
    page = person("扶风", "/comments/")
    visitor("糖桔").act(f"/news/{article}/comments/", text="刚刚说的新话")
    button = page.locator(".waiting button")
    expect(button).to_have_text("1 条新评论", timeout=REFRESHED)
    button.click()
    fresh = row(page, "刚刚说的新话")
    expect(fresh).to_be_visible()
    fresh.get_by_role("button", name="鲜花").click()
    expect(fresh.locator(".counts")).to_have_attribute("data-flowers", "1")


def test_new_comments_come_in_live_on_the_newest_page_alone(person, visitor, article):
    newest, oldest = (person("扶风", f"/news/{article}/comments/{query}") for query in ("", "?sort=old"))
    write(newest, "我先说一句")
    expect(row(newest, "我先说一句")).to_be_visible()
    visitor("糖桔").act(f"/news/{article}/comments/", text="紧跟着来一句")
    expect(row(newest, "紧跟着来一句")).to_be_visible(timeout=2 * SOON)
    texts = newest.locator("#comments-page .text").all_inner_texts()
    assert texts == ["紧跟着来一句", "我先说一句"]
    write(oldest, "从最早那页发的")
    expect(oldest.locator(".flash")).to_contain_text("已发表")
    oldest.locator(".flash a").click()
    expect(row(oldest, "从最早那页发的")).to_be_visible()


def test_new_answers_come_in_live_on_a_conversation_page(person, visitor, places):
    page = person("扶风", f"/comments/{places['comment']}/")
    expect(page.locator("#composer label")).to_have_text(f"回复 {places['author']}")
    other = visitor("糖桔")
    other.act(f"/news/{places['article']}/comments/", text="这句是回复", parent=places["comment"])
    other.act(f"/news/{places['article']}/comments/", text="这句与它无关")
    expect(row(page, "这句是回复")).to_be_visible(timeout=2 * SOON)
    write(page, "我也回复一句")
    expect(row(page, "我也回复一句")).to_be_visible()
    assert page.locator("#comments-exchange .text").all_inner_texts()[1:] == ["这句是回复", "我也回复一句"]
    page.reload()
    expect(page.locator("#comments-exchange .comment")).to_have_count(3)


def test_the_composer_of_a_conversation_answers_without_script_too(person, places):
    page = person("扶风", f"/comments/{places['comment']}/", java_script_enabled=False)
    expect(page.locator("#composer label")).to_have_text(f"回复 {places['author']}")
    expect(page.get_by_role("link", name="对这条新闻发表新评论")).to_be_visible()
    write(page, "不用脚本的回复")
    expect(row(page, "不用脚本的回复").locator(".quote")).to_contain_text(places["author"])


def test_one_jumps_to_a_floor_number(person, article, site):
    site.run(
        f"a = Article.objects.get(pk={article}); r = Reader.objects.get(name='糖桔')\n"
        "for n in range(1, 76): Comment.post(a, r, f'第{n}楼说的话')"
    )
    page = person(None, f"/news/{article}/comments/")
    expect(page.locator(".comment")).to_have_count(45)
    page.fill("[name=floor]", "12")
    page.get_by_role("button", name="跳转").click()
    page.wait_for_url(re.compile(r"\?sort=new&page=1#comment-\d+$"))
    expect(row(page, "第12楼说的话")).to_be_in_viewport()
    page.locator(".pager").get_by_role("link", name="31–75 楼").click()
    expect(row(page, "第75楼说的话")).to_be_visible()
