"""No English stands on the pages of the admin, ours or a library's, but for names that have no Chinese."""

import re

import pytest
from lxml import html

from tests.config.crawl_world import World
from tests.config.crawling import Crawl
from tests.config.role_table import TABLE
from tests.config.roles import parse_table, path_for

pytestmark = pytest.mark.django_db
# Pages of the public site.
PREVIEWS = {"news/article/preview/", "comments/submission/queue/<pk>/preview/"}
WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = {
    "RSS",
    "Atom",
    "CSV",
    "HTML",
    "MB",
    "XML",
    "WXR",
    "WordPress",
    "Disqus",
    "TOTP",
    "WebAuthn",
    "Control",
    "Command",
    "Mac",
}
LABELS = " | ".join(
    [
        *("//@title", "//@aria-label", "//@placeholder", "//input[@type='submit']/@value"),
        "//img[not(@alt='True' or @alt='False')]/@alt",  # of Django's yes and no
    ]
)
# What somebody typed into the sample rows, and examples in hints.
SAMPLES = re.compile(
    r"\S+@\S+|https?://\S+|private/imports|/old/\S*|\S+\.xml|\S+\.(?:mp4|webp|jpg)|\S+\.html|zh-han[st]"
)


@pytest.fixture
def pages(world):
    """[(path, document)] of every page of the admin, as the superuser sees it."""
    crawl, found = Crawl(client := world.client("superuser"), "superuser"), []
    for route in parse_table(TABLE):
        if route in PREVIEWS:
            continue
        answer = crawl.ask("get", path := path_for(route, client.reader, world))
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            found.append((path, html.fromstring(answer.text_of_page)))
    return found


@pytest.fixture
def world(caplog):
    caplog.set_level("CRITICAL", "django")
    return World()


def english_of(document):
    """The words in Latin letters that a page shows or reads out."""
    for element in document.xpath("//script | //style | //textarea | //*[contains(@class, 'field-slug')]"):
        element.drop_tree()
    texts = [SAMPLES.sub("", text) for text in [*document.xpath("//text()"), *document.xpath(LABELS)]]
    return {word for text in texts for word in WORD.findall(text)} - NAMES


def test_no_page_of_the_admin_shows_english(pages):
    assert len(pages) > 90
    found = {}
    for path, document in pages:
        for word in english_of(document):
            found.setdefault(word, path)  # one page of each is enough
    assert found == {}
