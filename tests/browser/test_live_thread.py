"""Two readers and a moderator share a page: whatever one does, the others see without a reload."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import row, sign_in, write

SOON = 1000  # milliseconds: the promise of the live thread


def test_a_comment_a_flower_and_a_ruling_are_seen_by_everybody(person, article):
    one, two, guest = (person(name, f"/news/{article}/") for name in ("糖桔", "扶风", None))
    write(one, "大家晚上好")
    for page in (two, guest):
        expect(row(page, "大家晚上好")).to_be_visible(timeout=SOON)
        expect(page.locator("#comment-count")).to_have_attribute("data-count", "1", timeout=SOON)
    row(two, "大家晚上好").get_by_role("button", name="鲜花").click()
    for page in (one, guest):
        expect(row(page, "大家晚上好").locator(".counts")).to_have_attribute("data-flowers", "1", timeout=SOON)
    moderator = person("青禾", "/admin/comments/comment/?q=大家晚上好")
    moderator.check("input[name=_selected_action]")
    moderator.select_option("select[name=action]", "hide")
    moderator.select_option("select[name=reason]", "insult")
    moderator.click("button[name=index]")
    for page in (one, two, guest):
        expect(page.locator(".comment")).to_have_count(0, timeout=2 * SOON)
        expect(page.locator("#comment-count")).to_have_attribute("data-count", "0")
        assert page.problems == []


def test_an_edit_and_a_deletion_arrive(person, article):
    one, two = person("糖桔", f"/news/{article}/"), person(None, f"/news/{article}/")
    write(one, "这句有错字")
    expect(row(two, "这句有错字")).to_be_visible()
    row(one, "这句有错字").get_by_text("修改").click()
    one.fill(".answering textarea", "这句改好了")
    one.click(".answering .primary")
    expect(row(two, "这句改好了")).to_contain_text("已修改", timeout=2 * SOON)
    row(one, "这句改好了").get_by_text("删除").click()
    expect(two.locator(".comment")).to_have_count(0, timeout=2 * SOON)


def test_votes_on_the_article_arrive(person, article):
    one, guest = person("糖桔", f"/news/{article}/"), person(None, f"/news/{article}/")
    one.locator("#article-votes").get_by_role("button", name="鸡蛋").click()
    expect(guest.locator("#article-counts")).to_have_attribute("data-eggs", "1", timeout=SOON)
    expect(one.locator("#article-votes .egg.vote")).to_have_attribute("aria-pressed", "true")
    one.locator("#article-votes").get_by_role("button", name="鸡蛋").click()
    expect(guest.locator("#article-counts")).to_have_attribute("data-eggs", "0", timeout=2 * SOON)


def test_live_rows_arrive_in_the_readers_script(person, article):
    reader = person(None, f"/zh-hant/news/{article}/")
    write(person("糖桔", f"/news/{article}/"), "里面的国家")
    expect(row(reader, "裡面的國家")).to_be_visible(timeout=SOON)
    assert row(reader, "裡面的國家").locator(".reply").get_attribute("href").startswith("/zh-hant/")


def test_an_editors_new_title_arrives(person, article, site):
    reader = person(None, f"/news/{article}/")
    site.run(
        f"a = Article.objects.get(pk={article}); a.title = '桥开了'; a.save()\n"
        "with __import__('django').db.transaction.atomic(): a.announce()"
    )
    expect(reader.locator("h1")).to_contain_text("桥开了", timeout=3 * SOON)


def test_a_double_click_makes_one_comment(person, article):
    page = person("糖桔", f"/news/{article}/")
    page.fill("#composer-text", "只说一遍")
    page.locator("#composer .primary").dblclick()
    expect(row(page, "只说一遍")).to_be_visible()
    page.reload()
    expect(page.locator(".comment")).to_have_count(1)


def test_after_back_a_new_text_is_not_swallowed(person, article):
    page = person("糖桔", f"/news/{article}/")
    write(page, "第一次写的")
    expect(row(page, "第一次写的")).to_be_visible()
    page.goto("/")
    page.wait_for_load_state()
    page.go_back()
    write(page, "回来又写的")
    expect(row(page, "回来又写的")).to_be_visible()
    page.reload()
    expect(page.locator(".comment")).to_have_count(2)


def test_a_refusal_keeps_what_was_typed(person, article):
    page = person("糖桔", f"/news/{article}/")
    write(page, "同样的话")
    expect(row(page, "同样的话")).to_be_visible()
    write(page, "同样的話")
    expect(page.locator("#composer .problem")).to_contain_text("刚刚发过同样的话")
    expect(page.locator("#composer-text")).to_have_value("同样的話")


def test_a_reply_is_written_and_shown_in_place(person, article):
    one, two = person("糖桔", f"/news/{article}/"), person("扶风", f"/news/{article}/")
    write(one, "谁来接话")
    row(two, "谁来接话").get_by_text("回复", exact=True).click()
    two.fill(".answering textarea", "我来接")
    two.click(".answering .primary")
    expect(row(one, "我来接").locator(".quote")).to_contain_text("谁来接话", timeout=2 * SOON)
    expect(two.locator(".answering")).to_have_count(0)


def test_a_guest_finds_the_typed_text_again_after_signing_in(person, article):
    page = person(None, f"/zh-hant/news/{article}/")
    write(page, "先写再登录")
    page.wait_for_url(re.compile("/zh-hant/accounts/login/"))
    sign_in(page, "扶风")
    page.wait_for_url(re.compile(f"/zh-hant/news/{article}/"))
    expect(page.locator("#composer-text")).to_have_value("先写再登录")
