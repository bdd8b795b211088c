"""Scripts in the browser: live in four windows, one tap to the text as typed, and a choice that is remembered."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import row, write
from tests.browser.test_live_thread import SOON

VIEWS = ["", "/zh-hans", "/zh-hant", "/zh-hk"]
SIMPLIFIED = {"": "这里面的群众", "/zh-hans": "这里面的群众", "/zh-hant": "這裡面的群眾", "/zh-hk": "這裏面的群眾"}
TRADITIONAL = {"": "與此同時說話", "/zh-hans": "与此同时说话", "/zh-hant": "與此同時說話", "/zh-hk": "與此同時說話"}


def test_what_two_people_write_is_seen_live_in_four_scripts(person, article):
    windows = {view: person(None, f"{view}/news/{article}/") for view in VIEWS}
    one, two = person("糖桔", f"/news/{article}/"), person("扶风", f"/zh-hant/news/{article}/")
    for writer, texts in ((one, SIMPLIFIED), (two, TRADITIONAL)):
        write(writer, texts[""])
        for view, window in windows.items():
            expect(row(window, texts[view])).to_be_visible(timeout=SOON)
    for view, window in windows.items():
        shown = [link.is_visible() for link in window.locator(".comment a.typed").all()]  # the newest first
        assert shown == {"": [False, False], "/zh-hans": [True, False]}.get(view, [False, True])
        assert window.problems == []


def test_one_tap_shows_a_comment_as_typed_and_another_the_conversion(person, article):
    page = person(None, f"/zh-hant/news/{article}/")
    write(person("糖桔", f"/news/{article}/"), "头发里面")
    comment = row(page, "頭髮裡面")
    pk = comment.get_attribute("id")
    comment, before = page.locator(f"#{pk}"), page.url
    comment.locator("a.typed").click()
    expect(comment.locator(".text")).to_have_text("头发里面")
    expect(comment.locator("a.typed")).to_have_text("轉換")
    comment.locator("a.typed").click()
    expect(comment.locator(".text")).to_have_text("頭髮裡面")
    expect(comment.locator("a.typed")).to_have_text("原文")
    assert page.url == before and page.problems == []


def test_without_a_script_the_link_leads_to_the_text_as_typed(person, article):
    writer = person("糖桔", f"/news/{article}/")
    write(writer, "国家里面")
    expect(row(writer, "国家里面")).to_be_visible()
    page = person(None, f"/zh-hant/news/{article}/", java_script_enabled=False)
    row(page, "國家裡面").locator("a.typed").click()
    page.wait_for_url(re.compile(r"//[^/]*/comments/(\d+)/#comment-\1$"))
    expect(row(page, "国家里面")).to_be_visible()


@pytest.mark.parametrize("view", VIEWS[1:])
def test_the_switch_keeps_the_place_and_is_remembered(person, article, view):
    page = person(None, f"/news/{article}/comments/?sort=old&page=1#composer")
    slug = view.strip("/")
    page.click(f'[data-view="{slug}"]')
    page.wait_for_url(re.compile(rf"{view}/news/{article}/comments/\?sort=old&page=1#composer$"))
    assert {one["name"]: one["value"] for one in page.context.cookies()}["script"] == slug
    page.goto("/")
    expect(page.locator(f'[data-view="{slug}"]')).to_have_class("offered")
    assert page.url.endswith("/") and view not in page.url
    page.goto(f"{view}/")
    page.click('[data-view=""]')
    page.wait_for_url(re.compile(r"//[^/]*/$"))
    expect(page.locator(".offered")).to_have_count(0)


def test_a_signed_in_readers_choice_is_the_accounts(person, article, site):
    page = person("糖桔", f"/news/{article}/")
    with page.expect_request(lambda request: request.url.endswith("/accounts/script/") and request.method == "POST"):
        page.click('[data-view="zh-hk"]')
    page.wait_for_url(re.compile(r"/zh-hk/news/"))
    expect(page.locator(".account .who")).to_be_visible()
    assert site.run("print(Reader.objects.get(name='糖桔').variant)").strip() == "zh-hk"


SPOKEN = [("zh-TW", "zh-hant"), ("zh-HK", "zh-hk"), ("zh-Hant", "zh-hant"), ("zh-CN", None), ("en-US", None)]


@pytest.mark.parametrize(("language", "offered"), SPOKEN)
def test_what_a_browser_speaks_is_offered_and_never_redirected_to(person, article, language, offered):
    page = person(None, f"/news/{article}/", locale=language)
    expect(page.locator(f'[data-view="{offered or ""}"]')).to_have_class("offered" if offered else re.compile("^$"))
    expect(page.locator(".offered")).to_have_count(1 if offered else 0)
    assert re.search(rf"//[^/]*/news/{article}/$", page.url)
    assert "script" not in {one["name"] for one in page.context.cookies()}


def test_regional_names_are_turned_without_a_request_and_stay_turned(person, article, site):
    site.run(
        "from news.models import RegionalTerm, SiteVersion\n"
        "RegionalTerm.objects.get_or_create(zh_hans='普京', zh_hant='普丁')\n"
        f"Article.objects.filter(pk={article}).update(body='<p>普京说话</p>')\n"
        "SiteVersion.bump()"
    )
    # Another process wrote it: the serving one keeps its table for a few seconds.
    site.wait_until(lambda: 'class="theirs"' in site.get(f"/zh-hant/news/{article}/").text, 15)
    page = person(None, f"/zh-hant/news/{article}/")
    expect(page.locator(".term .theirs")).to_have_text("普丁")
    expect(page.locator(".term .ours")).to_be_hidden()
    expect(page.locator(".term")).to_have_attribute("title", "普京")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.check("#own-names")
    expect(page.locator(".term .ours")).to_be_visible()
    expect(page.locator(".term .theirs")).to_be_hidden()
    assert asked == []
    page.reload()
    expect(page.locator("#own-names")).to_be_checked()
    expect(page.locator(".term .ours")).to_be_visible()
    page.uncheck("#own-names")
    expect(page.locator(".term .theirs")).to_be_visible()
    assert page.problems == []


def test_where_no_name_differs_the_switch_is_not_shown(person, article):
    expect(person(None, f"/zh-hant/news/{article}/").locator(".own-names")).to_be_hidden()


LOST = {
    "": "网络不通，文字还在，请再点一次。",
    "/zh-hans": "网络不通，文字还在，请再点一次。",
    "/zh-hant": "網路不通，文字還在，請再點一次。",
    "/zh-hk": "網絡不通，文字還在，請再點一次。",
}


@pytest.mark.parametrize("view", VIEWS)
def test_what_the_script_says_is_in_the_variant_of_the_page(person, article, view):
    page = person("糖桔", f"{view}/news/{article}/")
    page.context.set_offline(True)
    write(page, "断线时写的")
    expect(page.locator("#composer .problem")).to_have_text(LOST[view])
    page.context.set_offline(False)
    write(page, "断线以后写的")
    expect(page.locator(".flash")).to_have_text("已發表。" if view in ("/zh-hant", "/zh-hk") else "已发表。")
    assert page.problems == []


def test_without_the_sentences_of_a_variant_the_page_works_and_says_them_in_simplified(person, article):
    page = person(None, "/")
    page.route("**/sentences-*.js", lambda route: route.abort())
    page.goto(f"/zh-hk/news/{article}/")
    page.locator("[data-copy]").first.click()
    expect(page.locator(".flash")).to_have_text("网址已复制。")
    assert page.problems == []
