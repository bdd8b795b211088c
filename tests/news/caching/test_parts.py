"""A page as parts: slots and rows are found by their marks alone, whatever the elements around them look like."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.relations.models import Block, MutedWord
from comments.thread import rows as rows_module
from comments.thread.rows import ROWS
from news.caching.parts import Row, Slot, convert_row, join_parts, parse_parts, row_mark
from news.caching.split_page import SplitPage
from news.variants.html import convert_html
from tests.wordings import nothing_kept, word  # noqa: F401  (fixture)

HTML = st.text(alphabet="<>/p li=\"'國\n -!", max_size=30).filter(lambda html: "<!--" not in html and "-->" not in html)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)


@given(st.lists(st.tuples(HTML, NAMES, HTML), max_size=6), HTML)
def test_slots_come_apart_and_together_again(slots, tail):
    html = "".join(f"{before}<!--me:{name}-->{default}<!--/me-->" for before, name, default in slots) + tail
    parts = parse_parts(html, {})
    assert join_parts(parts) == html
    split = SplitPage(parts)
    assert split.fill({}).decode() == html and split.names == {name for _, name, _ in slots}
    filled = "".join(f"{before}{name}" for before, name, _ in slots) + tail
    assert split.fill({name: name for _, name, _ in slots}).decode() == filled


def test_a_slot_without_content_keeps_what_everybody_gets():
    parts = ("<p>", Slot("a", "one"), Slot("b", "two"), "</p>")
    assert SplitPage(parts).fill({"b": "mine"}).decode() == "<p><!--me:a-->one<!--/me-->mine</p>"


def test_a_hidden_row_takes_its_slots_along_and_a_shown_one_hides_its_quotation_alone():
    quote = Row("quote-1", 7, "", ("quoted",), "")
    row = Row("c2", 5, "", ("<li>", quote, Slot("c2", ""), "</li>"), "<li hidden></li>")
    page = parse_parts(f"<ol>{row_mark('c2')}</ol>", {"c2": row})
    assert SplitPage(page).fill({"c2": "own"}, lambda one: one.author == 5).decode() == "<ol><li hidden></li></ol>"
    assert SplitPage(page).fill({"c2": "own"}, lambda one: one.author == 7).decode() == "<ol><li>own</li></ol>"
    assert SplitPage(page).fill({"c2": "own"}).decode() == "<ol><li>quotedown</li></ol>"


def test_a_mark_of_no_row_stays_as_it_is():
    assert parse_parts(row_mark("c9"), {}) == (row_mark("c9"),)


def test_a_converted_row_keeps_its_shape():
    quote = Row("quote-1", 7, "", ("q",), "")
    row = Row("c2", 5, "w", ("a", quote, Slot("c2", "b")), "h")
    assert convert_row(row, str.upper) != row  # marks are changed by what changes everything

    def change(html):
        return re.sub(r"<!--.*?-->|[a-z]", lambda m: m[0] if len(m[0]) > 1 else m[0].upper(), html)

    assert convert_row(row, change) == Row("c2", 5, "w", ("A", Row("quote-1", 7, "", ("Q",), ""), Slot("c2", "B")), "H")


REWRITES = {
    "attributes in another order": lambda html: re.sub(r"<(\w+)((?: [\w-]+=\"[^\"]*\")+)", turned, html),
    "an attribute on a line of its own": lambda html: re.sub(r" ([\w-]+=\")", r"\n  \1", html),
    "other names of classes": lambda html: html.replace('class="', 'class="x '),
    "single quotes": lambda html: re.sub(r'="([^"\']*)"', r"='\1'", html),
    "blanks at the ends of tags": lambda html: html.replace(">", " >").replace("-- >", "-->"),
}


def turned(match):
    return f"<{match[1]} " + " ".join(reversed(re.findall(r'[\w-]+="[^"]*"', match[2])))


@pytest.mark.django_db
@pytest.mark.parametrize("rewrite", REWRITES.values(), ids=REWRITES)
@pytest.mark.parametrize("prefix", ["", "/zh-hant"])
def test_a_template_written_otherwise_shows_nobody_who_is_blocked(
    monkeypatch, signed_in, say, article, cast, rewrite, prefix
):
    original = rows_module.render_to_string
    monkeypatch.setattr(rows_module, "render_to_string", lambda *args: rewrite(original(*args)))
    ROWS.clear()
    said = say(cast.tangju, "聒噪的话")
    say(cast.qinghe, "平静的回答", said)
    say(cast.qinghe, "有个屏蔽词在这里")
    Block.set(cast.fufeng, cast.tangju, True)
    MutedWord.add(cast.fufeng, "屏蔽词")
    paths = (f"/news/{article.pk}/", f"/news/{article.pk}/comments/", f"/comments/{said.pk}/", "/comments/")
    for path in (*paths, "/readers/糖桔/", f"/news/{article.pk}/changes/?after=0"):
        html = signed_in(cast.fufeng).get(prefix + path).content.decode()
        assert not re.search("聒噪的话|聒噪的話|有个屏蔽词|有個屏蔽詞", html), path
    ROWS.clear()


@pytest.mark.django_db
def test_a_row_that_stays_is_converted_once_for_all_pages_that_show_it(monkeypatch, client, say, article, cast):
    converted = []

    def watched(html, slug, table):
        converted.append(html)
        return convert_html(html, slug, table)

    monkeypatch.setattr("news.caching.pages.convert_html", watched)
    say(cast.tangju, "头发都白了")
    address = f"/zh-hant/news/{article.pk}/"
    assert "頭髮都白了" in client.get(address).content.decode()
    converted.clear()
    say(cast.qinghe, "里面的干部")
    html = client.get(address).content.decode()
    assert "頭髮都白了" in html and "裡面的幹部" in html
    assert any("里面的干部" in one for one in converted) and not any("头发都白了" in one for one in converted)
    word("头发", zh_hant="頭发")
    assert "頭发都白了" in client.get(address).content.decode()
