"""A page that Chromium has opened and saved is read as the page that it shows."""

from dataclasses import replace

import pytest

from news.importing.saved_file import read_file
from news.importing.saved_page import read_page
from news.variants.opencc_tables import convert_run
from tests.comments.importing.test_importing import REAL, SEED
from tests.news.importing.test_saved_file import HTML, PAGE, page_in

SAVED_FROM = "<!-- saved from url=(0042)https://news.example.org/index.php?p=1 -->\n"


def saved_again(page, file, raw):
    """Open the bytes of a page in Chromium; return (its elements written out, the text that it shows)."""
    file.write_bytes(raw)
    page.goto(file.as_uri())
    html = page.evaluate("document.documentElement.outerHTML")
    return f"<!DOCTYPE html>\n{SAVED_FROM}{html}", page.inner_text("body")


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
@pytest.mark.parametrize("form", HTML)
def test_what_chromium_saves_is_the_page(page, tmp_path, form, charset):
    raw = page_in(form, f"<meta charset={charset}>").encode(charset, "xmlcharrefreplace")
    html, shown = saved_again(page, tmp_path / "page.html", raw)
    assert "<table" not in html or "<tbody>" in html
    assert read_file(html.encode()) == read_page(PAGE)
    # The browser shows paragraphs with a blank line between them.
    comments = [replace(one, text=one.text.replace("\n\n", "\n")) for one in read_file(shown.encode()).comments]
    assert comments == read_page(PAGE).comments


@REAL
@pytest.mark.parametrize("script", ["", "s2tw"])
@pytest.mark.parametrize("form", ["paragraphs", "table"])
def test_the_real_page_as_chromium_saves_it(page, tmp_path, form, script):
    text = SEED.read_text("utf-8")
    text = convert_run(script, text) if script else text
    html, _ = saved_again(page, tmp_path / "page.html", page_in(form, "<meta charset=utf-8>", text).encode())
    assert read_file(html.encode()) == read_page(text)
