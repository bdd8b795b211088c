"""Lists of the admin as they look: no name, number or time is broken over several lines, on wide screens and phones."""

import pytest

from tests.live.conftest import PASSWORD

ROWS = """
from django.utils import timezone
boss = make_reader('值班的人', 6, is_staff=True, is_superuser=True, password={password!r})
a = make_article(title='一条题目相当长的新闻，用来看看它在列表里如何折行')
r = make_reader('LongEnglishName' + '名' * 5, 9)
for number in range(3):
    Comment.post(a, r, f'{{number}} 一段评论，' + '字' * 40).hide(boss, 'insult')
"""
LISTS = ["news/article", "comments/comment", "comments/reader", "comments/ledgerentry", "comments/rank"]
# Words and numbers of at most twenty letters, without a space, that stand on more than one line.
BROKEN = """cells => cells.flatMap(cell => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) {
        const range = document.createRange(), text = walker.currentNode.data.trim();
        range.selectNodeContents(walker.currentNode);
        const tops = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
        if (text && text.length < 21 && !/\\s/.test(text) && tops.size > 1) found.push(text);
    }
    return found;
})"""


@pytest.fixture(scope="module")
def desk(site):
    site.run(ROWS.format(password=PASSWORD))


@pytest.mark.parametrize("width", [390, 1280])
def test_no_name_or_number_in_a_list_is_broken(person, desk, width):
    page = person("值班的人", "/admin/")
    page.set_viewport_size({"width": width, "height": 900})
    for name in LISTS:
        page.goto(f"/admin/{name}/")
        cells = page.locator("#result_list :is(td, th)")
        assert cells.count() > 3 and cells.evaluate_all(BROKEN) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name  # the list scrolls, not the page


def test_a_feed_opened_in_a_browser_can_be_read(person, desk):
    page = person(None, "/")
    for path in ("/feeds/", "/feeds/rss/"):
        answer = page.goto(path)
        assert answer.status == 200
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        hidden = page.evaluate("getComputedStyle(document.querySelector('entry > id, item > guid')).display")
        assert (colour, hidden) == ("rgb(251, 249, 245)", "none"), path
