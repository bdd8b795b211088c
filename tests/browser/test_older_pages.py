"""A page that is older than what has happened since: with a script and without, one act for each moment."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import row, sign_in, write
from tests.browser.test_odd_moments import sign_in_again

with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
WITHOUT_SCRIPT = {"java_script_enabled": False}
SAVED = "[data-saved]"


def sign_out_elsewhere(page):
    tab = page.context.new_page()
    tab.goto("/accounts/logout/")
    tab.click("main .primary")
    tab.wait_for_url("**/")
    tab.close()


def sign_in_elsewhere(page, name):
    tab = page.context.new_page()
    tab.goto("/accounts/login/")
    sign_in_here(tab, name)
    tab.wait_for_selector(".account .who")
    tab.close()


def sign_in_here(page, name):
    """On the page of sign-in to which an act has led."""
    page.wait_for_url("**/accounts/login/**")
    sign_in(page, name)


def test_without_script_the_same_reader_presses_once_more(person, article):
    page = person("糖桔", f"/news/{article}/", **WITHOUT_SCRIPT)
    sign_in_again(page, "糖桔")
    write(page, "重新登录之前写的话")
    expect(page.locator("#composer .problem")).to_contain_text("请再点一次")
    expect(page.locator("#composer-text")).to_have_value("重新登录之前写的话")
    page.click("#composer .primary")
    expect(row(page, "重新登录之前写的话")).to_be_visible()


def test_without_script_another_reader_is_told_who_is_signed_in(person, article):
    page = person("糖桔", f"/news/{article}/", **WITHOUT_SCRIPT)
    sign_in_again(page, "扶风")
    write(page, "换人之前写的话")
    expect(page.locator("main")).to_contain_text("现在登录的账号：扶风")
    expect(page.locator("#composer-text")).to_have_value("换人之前写的话")
    page.goto(f"/news/{article}/")
    expect(page.locator(".comment")).to_have_count(0)


@with_and_without_script
def test_a_guests_page_after_a_sign_in_elsewhere_takes_one_press_more(person, article, script):
    page = person(None, f"/news/{article}/", java_script_enabled=script)
    sign_in_elsewhere(page, "糖桔")
    write(page, text := f"登录之前写的话，脚本{script}")
    expect(page.locator("#composer-text")).to_have_value(text)
    page.click("#composer .primary")
    expect(row(page, text)).to_be_visible()


@with_and_without_script
def test_a_flower_from_a_guests_page_after_a_sign_in_elsewhere_counts_after_one_press_more(person, article, script):
    page = person(None, f"/news/{article}/", java_script_enabled=script)
    sign_in_elsewhere(page, "糖桔")
    page.locator("#article-votes").get_by_role("button", name="鲜花").click()
    page.get_by_role("button", name="继续").click()
    expect(page).to_have_url(re.compile(f"/news/{article}/"))
    expect(page.locator("#article-counts")).to_have_attribute("data-flowers", "1")


@pytest.mark.parametrize("other", [True, False], ids=["another reader", "its writer"])
@with_and_without_script
def test_signed_out_elsewhere_the_text_waits_for_its_writer_alone(person, article, script, other):
    page = person("糖桔", f"/news/{article}/", java_script_enabled=script)
    sign_out_elsewhere(page)
    write(page, text := f"退出之后写的话，脚本{script}")
    page.wait_for_url("**/accounts/login/**")
    sign_in_here(page, "扶风" if other else "糖桔")
    expect(page.locator("#composer-text")).to_have_value("" if other else text)


@with_and_without_script
def test_a_story_that_was_closed_meanwhile_says_so_and_gives_the_text_back(person, article, site, script):
    page = person("糖桔", f"/news/{article}/", java_script_enabled=script)
    page.fill("#composer-text", "关门时正在写的话")
    site.run(f"Article.objects.filter(pk={article}).update(closed=True)")
    page.click("#composer .primary")
    expect(page.locator("#composer .problem")).to_contain_text("已经关闭")
    expect(page.locator("#composer-text")).to_have_value("关门时正在写的话")


def test_a_server_that_does_not_answer_for_twenty_seconds_is_given_up_and_the_post_is_made_once(person, article):
    page = person("糖桔", "/")
    page.clock.install()
    page.goto(f"/news/{article}/")
    held = []
    page.route(
        "**/comments/", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    with page.expect_request(lambda request: request.method == "POST"):
        write(page, "服务器半天不回答")
    for _ in range(100):  # what is given up before it is on its way was never held
        if not held:
            page.wait_for_timeout(50)
    expect(page.locator("#composer .primary")).to_have_attribute("aria-disabled", "true")
    page.clock.fast_forward(21_000)
    expect(page.locator("#composer .problem")).to_contain_text("请再点一次")
    expect(page.locator("#composer-text")).to_have_value("服务器半天不回答")
    page.unroute("**/comments/")
    page.click("#composer .primary")
    expect(row(page, "服务器半天不回答")).to_be_visible()
    expect(page.locator(".comment")).to_have_count(1)
    assert len(held) == 1 and page.problems == []


# -- 投稿


def begin(page, title):
    page.fill("[name=title]", title)
    page.fill("[name=text]", "写够二十个字的正文，说的是界河上的断桥怎样重新开放。")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@with_and_without_script
def test_a_submission_survives_a_sign_in_of_another_reader(person, script):
    page = person("糖桔", "/submissions/new/", java_script_enabled=script)
    sign_in_again(page, "扶风")
    begin(page, "换人之前写的稿子")
    if script:
        expect(page.locator(SAVED)).to_contain_text("现在登录的账号是“扶风”", timeout=8000)
    press(page, "存草稿")
    expect(page.locator(".page")).to_contain_text("现在登录的账号：扶风")
    expect(page.locator("[name=title]")).to_have_value("换人之前写的稿子")
    press(page, "存草稿")
    expect(page).to_have_url(re.compile(r"/submissions/\d+/$"))
    expect(page.locator("[name=title]")).to_have_value("换人之前写的稿子")


@with_and_without_script
def test_a_submission_survives_a_sign_out_in_another_tab(person, script):
    page = person("糖桔", "/submissions/new/", java_script_enabled=script)
    sign_out_elsewhere(page)
    begin(page, "退出之后写的稿子")
    if script:
        expect(page.locator(SAVED)).to_contain_text("您已退出登录", timeout=8000)
    press(page, "提交")
    sign_in_here(page, "糖桔")
    expect(page.locator("[name=title]")).to_have_value("退出之后写的稿子")
    press(page, "提交")
    expect(page.locator(".plainly")).to_contain_text("退出之后写的稿子")


@with_and_without_script
def test_what_is_written_after_the_draft_was_sent_elsewhere_becomes_a_new_one(person, site, script):
    fields = f"reader=Reader.objects.get(name='糖桔'), key='{script}', title='旧稿的题目', text='旧' * 30"
    pk = site.run(f"print(Submission.objects.create({fields}).pk)")
    page = person("糖桔", f"/submissions/{pk}/", java_script_enabled=script)
    site.run(f"Submission.objects.get(pk={pk}).send()")
    begin(page, "提交之后又写的稿子")
    if script:
        expect(page.locator(SAVED)).to_contain_text("已经提交", timeout=8000)
    press(page, "存草稿")
    expect(page.locator(".problem")).to_contain_text("另存为一篇新稿")
    expect(page.locator("[name=title]")).to_have_value("提交之后又写的稿子")
    press(page, "存草稿")
    expect(page).to_have_url(re.compile(r"/submissions/\d+/$"))
    assert site.run(f"print(Submission.objects.get(pk={pk}).title)") == "旧稿的题目"
