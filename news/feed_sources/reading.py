"""RSS 0.9 to 2.0 and Atom, from the bytes of a file to plain data. Functions without Django.

Read by lxml rather than by feedparser, which takes seconds for what somebody has nested on purpose, and guesses where a
file is broken: here such a file is refused with its line. Entities are never resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape
from itertools import islice
from typing import Any

from lxml import etree

from news.feed_sources.decoding import FeedError, decode, repair

MOST_ENTRIES = 200
ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
# Elements of these namespaces are called by their bare names, or with this before it; those of others are passed over.
SPACES = {"": "", "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": ""}
SPACES |= {"http://purl.org/rss/1.0/modules/content/": "content:", "http://purl.org/dc/elements/1.1/": "dc:"}
SPACES |= dict.fromkeys(ATOM, "")
RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
HTML_TYPES = {"html", "text/html"}
XHTML_TYPES = {"xhtml", "application/xhtml+xml"}
DATES = ("pubDate", "published", "issued", "dc:date", "updated", "modified")
NO_FEED = "这不是 RSS 或 Atom。"


@dataclass(frozen=True)
class Entry:
    """One entry as it is written: texts of HTML, an address that may be relative, a time as the feed says it."""

    key: str
    link: str
    title: str
    full: str
    summary: str
    published_at: datetime | None = None
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """The first entries of a feed, and how many it has in all."""

    title: str
    entries: list[Entry]
    total: int


def read_feed(raw: bytes, charset: str = "") -> Feed:
    """The feed in the bytes of a file; FeedError, whose text is a sentence, where they are none."""
    root = parse(decode(raw, charset))
    name = etree.QName(root).localname
    if name not in ("rss", "RDF", "feed"):
        raise FeedError(NO_FEED)
    head = root if name == "feed" else next((one for called, one in children(root) if called == "channel"), root)
    entries = [one for called, one in children(root if name != "rss" else head) if called in ("item", "entry")]
    if not entries:
        raise FeedError("里面一条内容也没有。")
    title = next((html_of(one) for called, one in children(head) if called == "title"), "")
    return Feed(title, [read_entry(one) for one in islice(entries, MOST_ENTRIES)], len(entries))


def parse(text: str) -> Any:
    """The root element of XML; where it is broken, once more with its frequent faults put right."""
    if not text.lstrip().startswith("<"):
        raise FeedError(NO_FEED)
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise FeedError("这是一个网页，不是 RSS 或 Atom。请找网页上标有 RSS 或“订阅”的地址。")
    for attempt in (str, repair):
        try:
            return etree.fromstring(attempt(text).encode(), make_parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
    raise FeedError(f"XML 有错，在第 {line} 行。")


def make_parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


# -- entries ----------------------------------------------------------------------------------------------------------


def children(element: Any) -> Iterator[tuple[str, Any]]:
    """(name, element) of what stands in an element and belongs to a feed."""
    own = etree.QName(element.getroottree().getroot()).namespace or ""
    spaces = SPACES if own.endswith("rdf-syntax-ns#") else {own: ""} | SPACES
    for child in element.iterchildren(tag=etree.Element):
        name = etree.QName(child)
        if (name.namespace or "") in spaces:
            yield spaces[name.namespace or ""] + name.localname, child


def read_entry(element: Any) -> Entry:
    parts = list(children(element))
    first = dict(reversed(parts))  # of several with one name the first
    texts = {name: html_of(one) for name, one in first.items() if name not in ("link", "enclosure")}
    link = find_link(parts)
    key = text_of(first["guid"] if "guid" in first else first.get("id")) or element.get(RDF_ABOUT, "").strip()
    if not link and "guid" in first and first["guid"].get("isPermaLink") != "false":
        link = key
    bodies = [texts.get(name, "") for name in ("content:encoded", "content", "description", "summary")]
    return Entry(
        key=key or link,
        link=link,
        title=texts.get("title", ""),
        full=next(filter(None, bodies), ""),
        summary=bodies[2] or bodies[3],
        published_at=next(filter(None, (read_date(text_of(first.get(name))) for name in DATES)), None),
        pictures=tuple(one.get("url", "") for name, one in parts if is_picture(name, one)),
    )


def find_link(parts: list[tuple[str, Any]]) -> str:
    """The address of an entry's own page: in an element's text, or in an attribute as Atom has it."""
    links = [one for name, one in parts if name == "link"]
    named = [one.get("href", "") for one in links if one.get("rel", "alternate") == "alternate"]
    return next(filter(None, [*map(text_of, links), *(href.strip() for href in named)]), "")


def is_picture(name: str, element: Any) -> bool:
    return name == "enclosure" and element.get("type", "").startswith("image/")


def text_of(element: Any) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def html_of(element: Any) -> str:
    """What an element says, as HTML; in Atom its type tells how it is written, RSS always means HTML."""
    kind = element.get("type", "html" if etree.QName(element).namespace not in ATOM else "text").lower()
    if kind in XHTML_TYPES:
        return inner_html(element)
    text = text_of(element)
    if kind in HTML_TYPES or element.get("mode") == "escaped":
        return text
    return "" if "/" in kind and not kind.startswith("text/") else plain_html(text)


def plain_html(text: str) -> str:
    paragraphs = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return "\n".join(f"<p>{escape(part)}</p>" for part in paragraphs if part) if len(paragraphs) > 1 else escape(text)


def inner_html(element: Any) -> str:
    """XHTML inside an element as HTML, whatever prefix its elements have."""
    for one in element.iter(etree.Element):
        one.tag = etree.QName(one).localname
    etree.cleanup_namespaces(element)
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def read_date(text: str) -> datetime | None:
    """A time as RFC 822 or ISO 8601 writes it; without a zone where ISO 8601 names none. None for anything else."""
    if not 8 <= len(text) <= 60:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
