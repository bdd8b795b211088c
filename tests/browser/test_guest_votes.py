"""A guest presses, signs in or registers, and finds it done: with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import row, sign_in
from tests.browser.test_portal import poll  # noqa: F401  (a fixture)
from tests.live.conftest import PASSWORD

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


def sign_in_here(page, name="青禾"):
    sign_in(page, name)
    page.wait_for_selector(".account .who")


@SCRIPT
def test_a_flower_of_a_guest_is_given_after_sign_in(person, visitor, article, script):
    visitor("扶风").act(f"/news/{article}/comments/", text=f"等一朵花（{article}）")
    page = person(None, f"/news/{article}/", java_script_enabled=script)
    row(page, "等一朵花").get_by_role("button", name="鲜花").click()
    sign_in_here(page)
    expect(row(page, "等一朵花").locator(".counts")).to_have_attribute("data-flowers", "1")
    expect(row(page, "等一朵花").get_by_role("button", name="鲜花")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".messages")).to_contain_text("已送鲜花")
    page.reload()
    expect(row(page, "等一朵花").locator(".counts")).to_have_attribute("data-flowers", "1")


@SCRIPT
def test_a_guests_choice_in_a_poll_is_cast_after_registration(person, article, poll, script):  # noqa: F811
    pk = poll(article)
    page = person(None, f"/news/{article}/", java_script_enabled=script)
    page.locator(f"#poll-{pk}").get_by_role("radio", name="不修").check()
    page.locator(f"#poll-{pk}").get_by_role("button", name="投票").click()
    page.get_by_role("link", name="立即注册").click()
    page.fill("[name=username]", f"投票人{pk}")
    page.fill("[name=password1]", PASSWORD)
    page.click("main .primary")
    expect(page.locator(f"#poll-{pk} .voted")).to_contain_text("不修")
    expect(page.locator(f"#poll-{pk}-results")).to_have_attribute("data-voters", "1")
