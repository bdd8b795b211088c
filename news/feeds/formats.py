"""Atom and RSS as Django writes them, with the whole text of each entry."""

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.xmlutils import SimplerXMLGenerator

from news.text.dates import start_of_day

if TYPE_CHECKING:
    Base = SyndicationFeed
else:
    Base = object


class WholeText(Base):
    """What both formats have beside Django's: the hub of WebSub, and entries with all of their HTML."""

    # Browsers show application/atom+xml and application/rss+xml as source text; this, with the style sheet, as a page.
    content_type = "application/xml; charset=utf-8"
    link_element = "link"

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement(self.link_element, "", {"rel": "hub", "href": self.feed["hub"]})

    def latest_post_date(self) -> datetime:
        """Of an empty feed the beginning of this day: Django's "now" would make it another feed each second."""
        return super().latest_post_date() if self.items else start_of_day(timezone.localdate())


class Atom(WholeText, Atom1Feed):
    def write(self, outfile: HttpResponse, encoding: str) -> None:
        """As Django writes it, with the style sheet that Django gives to RSS alone."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for sheet in self.feed["stylesheets"]:
            handler.processingInstruction("xml-stylesheet", sheet)
        attributes: Any = self.root_attributes()
        handler.startElement("feed", attributes)
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """The entry, its summary as the plain text that it is: Django declares every summary to be HTML."""
        super().add_item_elements(handler, item | {"description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})
        if item["html"]:
            handler.addQuickElement("content", item["html"], {"type": "html"})


class Rss(WholeText, Rss201rev2Feed):
    link_element = "atom:link"

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """The item, its description escaped once more: in RSS it is HTML, whatever was meant."""
        super().add_item_elements(handler, item | {"description": escape(item["description"])})
        handler.addQuickElement("content:encoded", item["html"])
