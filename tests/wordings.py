"""Words that editors decide, as tests write them; what a process keeps of them is forgotten before and after."""

import re

import pytest
from django.core.cache import caches

from news.models import ConversionOverride, RegionalTerm
from tests.pages.flat_html import flat_html

VIEWS = ["zh-hans", "zh-hant", "zh-hk"]


def forget():
    ConversionOverride.changed()
    RegionalTerm.changed()
    caches["pages"].clear()


@pytest.fixture(autouse=True)
def nothing_kept():
    forget()
    yield
    forget()


def word(written, article=None, **forms):
    """A row of the override table, in force at once."""
    made = ConversionOverride.objects.create(article=article, written=written, **forms)
    forget()
    return made


def term(zh_hans="普京", zh_hant="普丁", zh_hk=""):
    """A row of the regional names, in force at once."""
    made = RegionalTerm.objects.create(zh_hans=zh_hans, zh_hant=zh_hant, zh_hk=zh_hk)
    forget()
    return made


def page(client, article, slug=""):
    """The page of a story in one view."""
    return flat_html(client.get(f"{f'/{slug}' if slug else ''}/news/{article.pk}/").content.decode())


def body(html):
    """The HTML of the story's own text on a page."""
    return re.search(r'<div class="body">(.*?)</div>\s*<p class="editor">', html, re.DOTALL)[1].strip()


def seen(html):
    """HTML as its words alone."""
    return re.sub("<[^>]*>", "", re.sub("<script.*?</script>", "", html, flags=re.DOTALL))
