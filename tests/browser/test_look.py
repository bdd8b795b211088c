"""What can be measured of how it looks: accessible, never wider than the phone, readable in both lights."""

import pytest
from axe_playwright_python.sync_playwright import Axe

SHOWN = """
a = make_article(title='一条题目相当长的新闻，用来看看在窄屏上它如何折行，以及标点会不会挂在行首')
r = make_reader('长名字' * 6, 9)
Comment.post(a, r, 'https://example.com/' + 'a' * 300 + ' 和一段没有空格的' + '字' * 200)
c = Comment.post(a, make_reader('W' * 20, 8, sign='♂'), 'z\\u0300' * 200)
Comment.post(a, r, '回复一下', c)
print(a.pk)
"""


@pytest.fixture(scope="module")
def shown(site):
    return int(site.run(SHOWN))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(person, shown, width, scheme):
    page = person(None, f"/news/{shown}/", color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/news/{}/", "/zh-hant/news/{}/", "/news/{}/comments/", "/", "/accounts/login/"])
def test_axe_finds_nothing(person, shown, path, scheme):
    page = person("糖桔", path.format(shown), color_scheme=scheme) if "login" not in path else person(None, path)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 1100, 1280])
@pytest.mark.parametrize("path", ["/", "/zh-hant/"])
def test_no_name_of_the_channel_bar_is_broken(person, shown, width, path):
    page = person(None, path)
    page.set_viewport_size({"width": width, "height": 800})
    names = page.locator(".bar a")
    broken = """links => links.filter(link => link.getClientRects().length > 1 || link.offsetHeight > 52)
        .map(link => link.text)"""
    assert names.count() == 21 and names.evaluate_all(broken) == []
    if width > 768:
        assert page.locator(".bar").bounding_box()["height"] < 60
    assert page.evaluate("document.documentElement.scrollWidth") <= width
