"""What is half written: it comes back where it was, goes when it is cancelled, and moves when its place is gone."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import row, write

SOON = 1000


def said(visitor, article, text, by="糖桔"):
    """Post a comment and return its number."""
    answer = visitor(by).act(f"/news/{article}/comments/", text=text)
    return re.search(r'id="comment-(\d+)"', answer.text)[1]


def start_reply(page, to, text):
    row(page, to).get_by_role("link", name="回复", exact=True).click()
    page.locator(".answering textarea").press_sequentially(text)


def hide(site, pk):
    site.run(f"Comment.objects.get(pk={pk}).hide(Reader.objects.get(name='青禾'), 'insult')")


def test_a_cancelled_reply_stays_closed(person, visitor, article):
    said(visitor, article, "谁都可以回复")
    page = person("扶风", f"/news/{article}/")
    start_reply(page, "谁都可以回复", "写了一半又不想写")
    page.get_by_role("button", name="取消").click()
    page.reload()
    expect(row(page, "谁都可以回复")).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.locator(".answering")).to_have_count(0)


def test_a_half_written_reply_and_edit_come_back(person, visitor, article):
    said(visitor, article, "等着被回复的话")
    page = person("扶风", f"/news/{article}/")
    write(page, "我自己的话")
    expect(row(page, "我自己的话")).to_be_visible()
    start_reply(page, "等着被回复的话", "回复写到一半")
    row(page, "我自己的话").get_by_role("link", name="修改").click()
    edit = page.locator(".answering textarea").first
    expect(edit).to_have_value("我自己的话")
    edit.press_sequentially("，改到一半")
    page.reload()
    expect(page.locator(".answering textarea")).to_have_count(2)
    values = [field.input_value() for field in page.locator(".answering textarea").all()]
    assert sorted(values) == sorted(["我自己的话，改到一半", "回复写到一半"])
    page.locator(".answering", has=page.locator("[data-edit]")).locator(".primary").click()
    expect(row(page, "我自己的话，改到一半")).to_be_visible()


def test_a_reply_to_what_is_hidden_moves_with_its_focus(person, visitor, article, site):
    pk = said(visitor, article, "马上要被隐藏的话")
    page = person("扶风", f"/news/{article}/")
    start_reply(page, "马上要被隐藏的话", "正在写的回复")
    hide(site, pk)
    expect(page.locator("#composer-text")).to_have_value("正在写的回复", timeout=5 * SOON)
    expect(page.locator("#composer-text")).to_be_focused()
    page.reload()
    expect(page.locator("#composer-text")).to_have_value("正在写的回复")


def test_a_reply_to_what_was_hidden_meanwhile_is_found_in_the_main_form(person, visitor, article, site):
    pk = said(visitor, article, "离开以后被隐藏")
    page = person("扶风", f"/news/{article}/")
    start_reply(page, "离开以后被隐藏", "先放在这里")
    page.goto("/contact/")
    hide(site, pk)
    page.goto(f"/news/{article}/")
    expect(page.locator("#composer-text")).to_have_value("先放在这里", timeout=5 * SOON)


def test_the_own_post_is_not_announced_as_a_new_comment(person, article):
    page = person("扶风", f"/news/{article}/")

    def answer_late(route):
        answer = route.fetch()
        page.wait_for_timeout(1500)  # the stream is faster
        route.fulfill(response=answer)

    page.route("**/comments/", answer_late)
    write(page, "答复来得比直播慢")
    expect(page.locator(".flash")).to_contain_text("已发表", timeout=5 * SOON)
    page.wait_for_timeout(1500)
    assert page.locator("#floor-status").inner_text() == ""
    expect(page.locator("#comments-waiting")).to_be_hidden()
    expect(page.locator(".comment")).to_have_count(1)


def test_without_a_line_a_deletion_and_an_edit_say_so(person, article):
    page = person("扶风", f"/news/{article}/")
    write(page, "断网时还在")
    expect(row(page, "断网时还在")).to_be_visible()
    page.context.set_offline(True)
    for act in ("删除", "修改"):
        row(page, "断网时还在").get_by_role("link", name=act).click()
        expect(page.locator(".flash")).to_have_text("网络不通，请再试一次。")
        page.evaluate("document.querySelector('.flash').remove()")
    page.context.set_offline(False)
    row(page, "断网时还在").get_by_role("link", name="删除").click()
    expect(page.locator(".comment")).to_have_count(0)


def test_a_slow_server_is_named_while_one_waits(person, article):
    page = person("扶风", f"/news/{article}/")
    held = []
    page.route("**/comments/", lambda route: held.append(route))
    write(page, "服务器很慢")
    expect(page.locator(".flash")).to_contain_text("网络较慢", timeout=6 * SOON)
    held[0].continue_()
    expect(page.locator(".flash")).to_contain_text("已发表", timeout=5 * SOON)


def test_without_event_streams_the_page_polls(person, visitor, article):
    page = person(None, f"/news/{article}/")
    page.add_init_script("delete window.EventSource")
    page.reload()
    assert page.evaluate("typeof EventSource") == "undefined"
    said(visitor, article, "不靠直播也能看到")
    expect(row(page, "不靠直播也能看到")).to_be_visible(timeout=6 * SOON)


def test_without_a_clipboard_the_address_is_copied_all_the_same(person, article):
    page = person(None, f"/news/{article}/")
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })")
    page.reload()
    page.locator("[data-copy]").first.click()
    expect(page.locator(".flash")).to_have_text("网址已复制。")
    page.fill("#composer-text", "")
    page.focus("#composer-text")
    page.keyboard.press("Control+V")
    expect(page.locator("#composer-text")).to_have_value(re.compile(f"/news/{article}/$"))
