"""Debian's Chromium with the real server; each person is a browser context of their own."""

import shutil

import pytest

from tests.live.conftest import PASSWORD, article, migrated, site, visitor  # noqa: F401  (fixtures)

CHROMIUM = shutil.which("chromium")
MISSING = "Chromium 没有安装：apt-get install -y chromium fonts-noto-cjk"


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "browser" and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {"executable_path": CHROMIUM, "args": flags}


@pytest.fixture
def person(new_context, site):  # noqa: F811
    """person(name, path) opens a page as that reader (None: a guest); options go to the browser context."""

    def person(name, path, **options):
        context = new_context(base_url=site.url, viewport={"width": 1000, "height": 800}, **options)
        context.set_default_timeout(8000)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        if name:
            page.goto("/accounts/login/")
            sign_in(page, name)
            page.wait_for_selector(".account .who")
        page.goto(path)
        return page

    return person


def sign_in(page, name):
    """Fill in and send the form of the page of sign-in."""
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main .primary")


def write(page, text):
    """Write a comment into the page's own form and send it."""
    page.fill("#composer-text", text)
    page.click("#composer .primary")


def row(page, text):
    """The row that says `text`."""
    return page.locator(".comment", has=page.locator(".text", has_text=text)).first
