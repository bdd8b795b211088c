"""The whole of it without JavaScript."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import row, write


def test_a_reader_does_everything_without_a_script(person, visitor, article):
    visitor("扶风").act(f"/news/{article}/comments/", text="请各位指教")
    page = person("糖桔", f"/news/{article}/", java_script_enabled=False)
    row(page, "请各位指教").get_by_role("button", name="鲜花").click()
    expect(row(page, "请各位指教").locator(".counts")).to_have_attribute("data-flowers", "1")
    expect(row(page, "请各位指教").get_by_role("button", name="鲜花")).to_have_attribute("aria-pressed", "true")
    row(page, "请各位指教").get_by_role("button", name="鸡蛋").click()
    expect(row(page, "请各位指教").locator(".counts")).to_have_attribute("data-eggs", "1")
    row(page, "请各位指教").get_by_role("button", name="鸡蛋").click()
    expect(row(page, "请各位指教").locator(".counts")).to_have_attribute("data-eggs", "0")
    row(page, "请各位指教").get_by_role("link", name="回复", exact=True).click()
    write(page, "我有一点补充")
    expect(page).to_have_url(re.compile(r"/comments/\d+/#comment-\d+$"))
    expect(row(page, "我有一点补充").locator(".quote")).to_contain_text("请各位指教")
    row(page, "我有一点补充").get_by_role("link", name="修改").click()
    page.fill("textarea[name=text]", "我有两点补充")
    page.click("main .primary")
    row(page, "我有两点补充").get_by_role("link", name="删除").click()
    page.click("main .primary")
    expect(page.get_by_text("我有两点补充")).to_have_count(0)


def test_a_refused_post_comes_back_with_its_text(person, article):
    page = person("糖桔", f"/news/{article}/", java_script_enabled=False)
    write(page, "长" * 2001)
    expect(page.locator(".problem")).to_contain_text("2001")
    expect(page.locator("#composer-text")).to_have_value("长" * 2001)
    write(page, "这回短了")
    expect(row(page, "这回短了")).to_be_visible()


def test_a_text_sent_again_with_the_old_key_is_kept_and_can_be_sent(person, article):
    page = person("糖桔", f"/news/{article}/", java_script_enabled=False)
    write(page, "第一段话")
    expect(row(page, "第一段话")).to_be_visible()
    page.go_back()
    page.fill("#composer-text", "第二段话")
    page.click("#composer .primary")
    if page.locator(".problem").count():  # the browser showed the old form: nothing was swallowed
        expect(page.locator("#composer-text")).to_have_value("第二段话")
        page.click("#composer .primary")
    page.goto(f"/news/{article}/")
    expect(row(page, "第一段话")).to_be_visible()
    expect(row(page, "第二段话")).to_be_visible()


def test_registration_and_the_way_out(person, article):
    page = person(None, f"/news/{article}/", java_script_enabled=False)
    page.get_by_role("link", name="注册").click()
    page.fill("[name=username]", "新来的读者")
    page.fill("[name=password1]", "春风又绿江南岸9")
    page.click("main .primary")
    expect(page.locator(".account .who")).to_have_text("新来的读者")
    expect(page).to_have_url(re.compile(f"/news/{article}/"))
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("link", name="注册")).to_be_visible()
