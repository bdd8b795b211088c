"""What an answer of the API says, in the variant of its address: by the functions that convert pages."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

from django.conf import settings
from django.utils import timezone

from news.feeds.writer import SITE_LINK
from news.variants.addresses import add_prefix
from news.variants.html import convert_html
from news.variants.interface import convert_sentence
from news.variants.models import ConversionOverride, RegionalTerm
from news.variants.plain_text import convert_line
from news.variants.tags import TOKEN
from news.variants.text import convert

UNIT, UNIT_END = "<div data-unit>", "</div>"
# Of a name that regions write differently a page carries both forms and shows one; JSON has no style sheet.
BOTH_FORMS = re.compile(r'<span class="theirs">([^<]*)</span><span class="ours">[^<]*</span>')
LINE_END = re.compile(r"<br\s*/?>\n?|</(?:p|h[2-6]|li|blockquote|tr|caption|figcaption|pre)>", re.IGNORECASE)


class VariantText:
    """Texts, HTML and addresses in the variant `slug` ("" is as written).

    `story`: the pk of the article whose own words apply, as on the pages about it.
    """

    def __init__(self, slug: str, story: int | None = None) -> None:
        self.slug, self.table = slug, ConversionOverride.table(slug, story)

    def text(self, typed: str) -> str:
        """One unit of plain text that people wrote; names are not given to this."""
        return convert(typed, self.slug, self.table)

    def story_line(self, typed: str) -> str:
        """A title, caption or summary of a story."""
        return convert_line(typed, self.slug, self.table, RegionalTerm.finder()) if self.slug else typed

    def sentence(self, said: str) -> str:
        """What the interface says."""
        return convert_sentence(said, self.slug, self.table)

    def html(self, html: str) -> str:
        """HTML of ours: names, quotes of code and marks of editors as on a page, its addresses absolute."""
        shown = convert_html(html, self.slug, self.table, of_people=True)
        return SITE_LINK.sub(rf"\1{settings.SITE_URL}/", BOTH_FORMS.sub(r"\1", shown))

    def unit(self, html: str) -> str:
        """The same, of HTML that is read as one text, such as a comment."""
        return self.html(f"{UNIT}{html}{UNIT_END}")[len(UNIT) : -len(UNIT_END)]

    def address(self, path: str) -> str:
        """A path of this site as an absolute address inside the variant's prefix; another address as it is."""
        if not path.startswith("/"):
            return path
        return settings.SITE_URL + (add_prefix(path, self.slug) if self.slug else path)


def html_to_text(html: str) -> str:
    """The text of HTML of ours, a line for each line or block."""
    return unescape(TOKEN.sub("", LINE_END.sub("\n", html))).rstrip("\n")


def blocks_to_text(html: str) -> str:
    """The same of a story's body, whose own line breaks mean nothing: one line for each block, no empty ones."""
    lines = (" ".join(line.split()) for line in html_to_text(html).split("\n"))
    return "\n".join(line for line in lines if line)


def in_seconds(moment: datetime) -> datetime:
    """A moment in the site's zone, to the second, as pages have it."""
    return timezone.localtime(moment).replace(microsecond=0)
