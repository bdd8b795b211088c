"""The portal where the line, the script or the patience ends: offline, a quiet console, drafts, no JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_portal import PAGES, WORKED, poll  # noqa: F401  (a fixture)


def heard(page):
    """What the page's console and its scripts complain of, from now on."""
    missed = page.problems.append  # what a page that was left had still asked for is none of its
    page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))
    page.on("requestfailed", lambda one: "ABORTED" in one.failure or missed(f"{one.url}: {one.failure}"))
    return page


def read(person, article):
    """A reader's window in which the story was read a moment ago, and kept."""
    page = person("糖桔", "/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto(f"/news/{article}/")
    page.wait_for_function(f"caches.match('/news/{article}/').then((kept) => Boolean(kept))")
    return page


def test_without_a_line_what_was_read_is_there_as_everybody_sees_it(person, article):
    page = read(person, article)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text("界河断桥有望重开")
    expect(page.locator(".account .who")).to_have_count(0)
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    )  # it has its sheets
    page.context.set_offline(False)
    page.goto("/community/")
    expect(page.locator("h1")).to_have_text("社区")
    expect(page.locator(".account .who")).to_have_text("糖桔")


@pytest.mark.parametrize(
    ("prefix", "mark", "heading"),
    [("", "离线副本", "现在没有网络"), ("/zh-hant", "離線副本", "現在沒有網路")],
    ids=["as written", "traditional"],
)
@pytest.mark.parametrize("place", ["/news/{}/", "/polls/"], ids=["a kept story", "no kept page"])
def test_a_copy_without_a_line_says_so_and_never_looks_signed_out(person, article, prefix, mark, heading, place):
    page = read(person, article)
    path = f"{prefix}{place.format(article)}"
    if "news" in place:
        page.goto(path)
        page.wait_for_function(f"caches.match('{path}').then((kept) => Boolean(kept))")
    page.context.set_offline(True)
    page.goto(path)
    if "news" in place:
        expect(page.locator(".messages")).to_contain_text(mark)
    else:
        expect(page.locator("h1")).to_have_text(heading)
    shown = page.locator("body").inner_text()
    assert not any(word in shown for word in ("登录", "注册", "登錄", "登入", "註冊", "發表", "关注这条"))
    expect(page.locator(".vote:visible, #composer, .search:visible")).to_have_count(0)
    assert page.problems == []
    page.context.set_offline(False)
    page.goto(path)
    expect(page.locator(".messages")).to_have_count(0)
    expect(page.locator(".account .who")).to_have_text("糖桔")


def test_a_traditional_copy_without_a_line_speaks_traditional(person, article):
    page, path = read(person, article), f"/zh-hant/news/{article}/"
    page.goto(path)
    page.wait_for_function(f"caches.match('{path}').then((kept) => Boolean(kept))")
    page.context.set_offline(True)
    page.goto(path)
    page.locator("[data-copy]").first.click()
    expect(page.locator(".flash")).to_have_text("網址已複製。")


def test_without_a_line_another_address_says_so_and_lists_what_was_read(person, article):
    page = read(person, article)
    page.context.set_offline(True)
    page.goto("/community/")
    expect(page.locator("h1")).to_have_text("现在没有网络")
    expect(page.locator("[data-kept] a")).to_have_text("界河断桥有望重开")
    expect(page.locator("[data-none]")).to_be_hidden()
    page.locator("[data-kept] a").click()
    expect(page.locator("h1")).to_have_text("界河断桥有望重开")


def test_a_story_that_was_withdrawn_is_kept_no_longer(person, article, site):
    page = read(person, article)
    site.run(f"Article.objects.filter(pk={article}).update(published_at=None)")
    page.goto(f"/news/{article}/")
    page.wait_for_function(f"caches.match('/news/{article}/').then((kept) => !kept)")


@pytest.mark.parametrize("name", [None, "糖桔"])
def test_the_console_of_no_page_complains(person, article, poll, name):  # noqa: F811
    page = heard(person(name, "/"))
    for path in [
        *PAGES,
        f"/polls/{poll(article)}/",
        "/submissions/new/",
        "/zh-hant/",
        "/offline/",
        f"/news/{article}/",
    ]:
        page.goto(path)
        page.wait_for_load_state("load" if "/news/" in path else "networkidle")
        assert page.problems == [], path


def test_a_draft_is_kept_while_it_is_written_and_survives_a_reload(person, site):
    page = heard(person("扶风", "/submissions/new/?board=chat"))
    page.fill("[name=title]", "写到一半的题目")
    page.fill("[name=text]", "写到一半的正文，没有按任何按钮。")
    expect(page.locator("[data-saved]")).to_contain_text("已存草稿", timeout=WORKED)
    expect(page).to_have_url(re.compile(r"/submissions/\d+/$"))
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 204):
        page.fill("[name=text]", "又写了一些。")
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("写到一半的题目")
    expect(page.locator("[name=text]")).to_have_value("又写了一些。")
    expect(page.locator("[name=board]")).to_have_value(site.run("print(Channel.objects.get(slug='chat').pk)"))
    assert site.run("print(Submission.objects.filter(reader__name='扶风').count())") == "1"
    page.fill("[name=text]", "又写了一些，这回写够了二十个字，可以送出去了。")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("h1")).to_contain_text("写到一半的题目")
    assert page.problems == []


def test_a_draft_that_could_not_be_kept_is_tried_again(person, site):
    page = person("糖桔", "/submissions/new/")
    page.context.set_offline(True)
    page.fill("[name=title]", "没有网络时写的")
    expect(page.locator("[data-saved]")).to_contain_text("还没有存上", timeout=WORKED)
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text("已存草稿", timeout=2 * WORKED)
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("没有网络时写的")


def test_everything_is_read_and_done_without_a_script(person, article, poll, site):  # noqa: F811
    local = "region=Region.objects.get(slug='toronto'), title='多伦多的桥'"
    site.run(f"Article.objects.filter(pk={article}).update({local})")
    page = person("糖桔", "/", java_script_enabled=False)
    for path in [*PAGES, f"/news/{article}/", "/submissions/new/", "/offline/"]:
        page.goto(path)
        expect(page.locator("h1").first).to_be_attached()
        expect(page.locator("[data-look]")).to_be_hidden()
    page.goto("/local/canada/")
    page.get_by_role("link", name="多伦多的桥").click()
    expect(page.locator("h1")).to_have_text("多伦多的桥")
    page.goto(f"/polls/{poll()}/")
    page.get_by_role("radio", name="修", exact=True).check()
    page.get_by_role("button", name="投票").click()
    expect(page.locator(".voted")).to_contain_text("修")
    expect(page.locator(".poll-results")).to_contain_text("1 票 · 100%")
    page.goto("/submissions/new/")
    page.fill("[name=title]", "没有脚本的稿子")
    page.fill("[name=text]", "这一篇是在没有脚本的浏览器里写的，写够二十个字。")
    page.get_by_role("button", name="预览").click()
    expect(page.locator(".preview h2").first).to_have_text("没有脚本的稿子")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".plainly")).to_contain_text("没有脚本的稿子")
