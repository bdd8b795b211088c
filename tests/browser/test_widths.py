"""No page scrolls sideways, from the narrowest phone to a wide screen, at any size of type."""

import pytest

WIDTHS = (320, 360, 390, 600, 767, 768, 820, 900, 1024, 1067, 1088, 1280, 1440)
PAGES = (
    "/",
    "/news/{}/",
    "/channels/tech/",
    "/news/{}/comments/",
    "/boards/heat/",
    "/search/?q=ab",
    "/accounts/login/",
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("size", ["", "large", "larger"])
def test_no_page_scrolls_sideways(person, article, size):
    page = person(None, "/")
    page.evaluate("size => localStorage.setItem('huadan.look', JSON.stringify({ type: size }))", size)
    wide = []
    for path in PAGES:
        page.goto(path.format(article))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if (over := page.evaluate(OVERFLOW)) > 0:
                wide.append((path, width, over))
    assert wide == []
