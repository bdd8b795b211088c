"""Passkeys and the challenge in a real browser, with a key that Chromium plays."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.live.conftest import PASSWORD
from tests.server import running


@pytest.fixture
def named(site, new_context):
    """named(path) opens a page at http://localhost, to which passkeys can be bound, with a key at hand."""

    def named(path):
        context = new_context(
            base_url=site.url.replace("127.0.0.1", "localhost"), viewport={"width": 1000, "height": 800}
        )
        context.set_default_timeout(8000)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        key = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": key})
        page.goto(path)
        return page

    return named


def add_key(page):
    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main .primary")
    page.click("#mfa_webauthn_add")
    expect(page.locator("main h1")).to_have_text("备用码")


def test_a_passkey_is_added_and_signs_in_without_a_password(named):
    page = named("/accounts/login/?next=/comments/")
    sign_in(page, "糖桔")
    expect(page.locator(".account .who")).to_have_text("糖桔")
    add_key(page)
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/comments/")
    page.click("#passkey_login")
    expect(page.locator(".account .who")).to_have_text("糖桔")
    assert page.url.endswith("/comments/") and page.problems == []


def test_a_passkey_is_the_second_step_after_the_password(named):
    page = named("/accounts/login/")
    sign_in(page, "扶风")
    expect(page.locator(".account .who")).to_have_text("扶风")
    add_key(page)
    page.context.clear_cookies()
    page.goto("/zh-hant/accounts/login/?next=/comments/")
    sign_in(page, "扶风")
    expect(page.locator("main h1")).to_have_text("第二道驗證")
    page.click("#mfa_webauthn_authenticate")
    expect(page.locator(".account .who")).to_have_text("扶风")
    assert page.url.endswith("/zh-hant/comments/") and page.problems == []


def test_a_press_that_comes_to_nothing_is_told_in_a_sentence(named):
    page = named("/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }")
    page.click("#passkey_login")
    expect(page.locator("#passkey_said")).to_contain_text("没有成功")


def test_by_a_number_the_page_says_where_passkeys_work(person):
    page = person(None, "/accounts/login/")
    expect(page.locator("main .note a")).to_have_attribute("href", re.compile(r"http://localhost:\d+/"))


@pytest.fixture(scope="module")
def stormed(tmp_path_factory, migrated):  # noqa: F811
    with running(tmp_path_factory.mktemp("stormed"), migrated, REGISTRATION_CHALLENGE="always") as site:
        yield site


def test_at_a_stormed_door_the_browser_does_the_work_and_nobody_sees_the_picture(new_context, stormed):
    page = new_context(base_url=stormed.url).new_page()
    page.goto("/accounts/signup/")
    expect(page.locator(".challenge .drawn")).to_be_hidden()
    page.fill("[name=username]", "小桥流水")
    page.fill("[name=password1]", PASSWORD + "-9")
    page.click("main .primary")  # before the work is done: the form waits for it
    expect(page.locator(".account .who")).to_have_text("小桥流水", timeout=30_000)


def test_without_a_script_a_stormed_door_shows_the_picture(new_context, stormed):
    page = new_context(base_url=stormed.url, java_script_enabled=False).new_page()
    page.goto("/accounts/signup/")
    expect(page.locator(".challenge img")).to_be_visible()
    page.fill("[name=username]", "另一个人")
    page.fill("[name=password1]", PASSWORD + "-9")
    page.fill("[name=answer]", "?????")
    page.click("main .primary")
    expect(page.locator("main .problem").first).to_contain_text("验证码错误")
    expect(page.locator("[name=username]")).to_have_value("另一个人")
