"""The text of a page as a person sees it, and all pages of a small site held against how they read before.

After a change of words on purpose: `RENEW_TEXT=1 python -m pytest tests/pages/test_visible_text.py`, and read the diff.
"""

import os
import re
from difflib import unified_diff
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.test.signals import template_rendered

from comments.thread.rows import ROWS
from tests.pages.every_page import TEMPLATES, pages
from tests.pages.flat_html import flat_html
from tests.pages.full_site import NOON, FullSite
from tests.pages.visible_text import visible_text

WRITTEN = Path(__file__).parents[1] / "data" / "visible_text.txt"
# Drawn only where a site has providers of accounts, where signing up is closed or asks for an address, or by nginx.
UNSEEN = {
    "429.html",
    "account/signup_closed.html",
    "account/verified_email_required.html",
    "socialaccount/_providers.html",
    "socialaccount/authentication_error.html",
    "socialaccount/connections.html",
    "socialaccount/login.html",
    "socialaccount/login_cancelled.html",
    "socialaccount/signup.html",
}


@pytest.mark.parametrize(
    "html, lines",
    [
        ("<p>一 <b>二</b>三</p>\n<p>四\n  五</p>", ["一 二三", "四 五"]),
        ("<p>一<a\n  href='/'\n  >二</a\n>三</p>", ["一二三"]),
        ("<p>一<b> 二 </b> 三</p>", ["一 二 三"]),
        ("<p>一\n<b>二</b></p><p>一<b>\n二</b></p><p>一<b>二</b></p>", ["一 二", "一 二", "一二"]),
        ("一<br> 二<!-- 三 --> 四", ["一", "二 四"]),
        ("<button>\n 发 </button> <button>删</button><button>改</button>", ["‹发› ‹删›‹改›"]),
        (
            "<label>频道 <select>\n<option>甲</option>\n<option selected>乙</option></select></label>",
            ["频道 ‹‹甲›‹✓乙››"],
        ),
        ("<nav aria-label='位置'>\n<a>首页</a></nav><img alt='图'>", ["位置", "首页", "‹图 图›"]),
        ("<input type=hidden value=1><input type=radio value=2 checked> 甲", ["‹ ✓› 甲"]),
        ("<script>1</script><textarea>一\n 二</textarea>&lt;&nbsp;", ["‹一⏎ 二›<\u00a0"]),
    ],
)
def test_text_is_read_as_browsers_show_it(html, lines):
    assert visible_text(html) == lines


def test_html_is_flat_for_tests():
    html = "<ol>\n<li\n  id='1' >\n一 <b\n>二</b\n>\n</li>\n</ol> <textarea>\n三</textarea>"
    assert flat_html(html) == "<ol><li id='1'>一 <b>二</b></li></ol><textarea>\n三</textarea>"


@pytest.fixture
def drawn(settings, at, caplog):
    """(what all pages show, the names of the templates that drew them)."""
    caplog.set_level("CRITICAL", "django")
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    ROWS.clear()
    templates = set()

    def note(template, **_):
        templates.add(template.name)

    template_rendered.connect(note)
    at(NOON)
    number_anew()
    site = FullSite()
    parts = [f"== {asked} ({role})\n" + "\n".join(lines) + "\n" for asked, role, lines in pages(site)]
    return steady("\n".join(parts), site.first_pks()), templates


def number_anew():
    """Let rows be numbered as if no test had gone before; the end of the test takes it back on SQLite."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence")
        for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(sql)


def steady(text, first_pks):
    """`text` with what chance or earlier tests decide put out: signatures, keys, where the numbers of rows begin."""
    text = re.sub(r"(confirm-email|preview|reset/key|unsubscribe)/[^/\s]+/", r"\1/…/", text)
    text = re.sub(r"\b[A-Z2-7]{32}\b", "…", text).replace("\0", "␀")
    numbered = re.compile(rf"\b({'|'.join(first_pks)})([/-])(\d{{1,9}})\b")
    return numbered.sub(lambda found: f"{found[1]}{found[2]}{int(found[3]) - first_pks[found[1]] + 1}", text)


@pytest.mark.django_db
def test_all_pages_read_as_they_did(drawn):
    text, templates = drawn
    if "RENEW_TEXT" in os.environ:
        WRITTEN.write_text(text, "utf-8")
    before = WRITTEN.read_text("utf-8").splitlines()
    changes = list(unified_diff(before, text.splitlines(), "before", "now", lineterm=""))
    assert not changes, "\n".join(changes[:200])
    names = {
        path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.suffix in (".html", ".txt")
    }
    assert names - templates == UNSEEN
