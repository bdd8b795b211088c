"""Under `runserver` there are no streams: the page polls, and is live all the same."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import row
from tests.live.conftest import CAST, PASSWORD
from tests.server import ROOT, Site, Visitor


@pytest.fixture
def site(tmp_path, migrated):
    site = Site(tmp_path / "site").prepare(migrated)
    site.article = int(site.run(CAST))
    command = [sys.executable, "manage.py", "runserver", "--noreload", str(site.port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    site.process = subprocess.Popen(command, cwd=ROOT, env=site.environment, **quiet)
    site.wait_until(site.answers, 30)
    yield site
    site.stop()


def test_the_page_polls_where_there_are_no_streams(site, person):
    assert site.get(f"/news/{site.article}/changes/", Accept="text/event-stream").status == 204
    page = person(None, f"/news/{site.article}/")
    Visitor(site, "糖桔", PASSWORD).act(f"/news/{site.article}/comments/", text="轮询送来的话")
    expect(row(page, "轮询送来的话")).to_be_visible(timeout=8000)
    expect(page.locator("#comment-count")).to_have_attribute("data-count", "1")
