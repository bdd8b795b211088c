"""Titles and texts of entries as they may stand in a story: cleaned by the one sanitiser, links whole, no pictures."""

import re
from hashlib import sha256
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from news.text.markup import BLOCK, BODY_LONGEST, clean_body
from news.text.unicode_text import normalize, remove_invisible
from news.variants.marks import BEGIN

TITLE_LONGEST = 120
LINK_LONGEST = 500
TOO_LONG = f"正文超过 {BODY_LONGEST // 10_000} 万字符。"
TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class EntryError(Exception):
    """Why an entry cannot become a story, as a sentence for editors."""


def plain_line(text: str) -> str:
    """HTML as plain text on one line, without anything invisible; linear in its length."""
    words = unescape(TAG.sub("", text[:BODY_LONGEST]))
    return " ".join(remove_invisible(normalize("NFC", CONTROLS.sub(" ", words))).split())


def clean_title(text: str) -> str:
    """A title, bounded, in which the marks of editors mean nothing."""
    title = plain_line(text[: TITLE_LONGEST * 20]).replace(BEGIN, "- {").replace("}-", "} -")
    return title if len(title) <= TITLE_LONGEST else f"{title[: TITLE_LONGEST - 1]}…"


def clean_link(link: str, base: str) -> str:
    """The whole address of an entry's page, or "" if it is none of the web or too long."""
    try:
        whole = urljoin(base, link.strip())
        parts = urlsplit(whole)
        good = parts.scheme in ("http", "https") and parts.hostname and len(whole) <= LINK_LONGEST
    except ValueError:
        return ""
    return whole if good and not re.search(r"[\s<>\"\x00-\x1f]", whole) else ""


def clean_text(text: str, base: str) -> tuple[str, list[str]]:
    """(body of a story, addresses of its pictures, which it has no longer) from the HTML of an entry."""
    if len(text) > BODY_LONGEST:
        raise EntryError(TOO_LONG)
    try:
        root = html.fragment_fromstring(CONTROLS.sub("", text), create_parent="div")
    except (etree.LxmlError, ValueError):
        raise EntryError("正文的 HTML 无法读取。") from None
    pictures = [one.get("src", "")[:LINK_LONGEST] for one in root.iter("img")]
    for anchor in root.iter("a"):
        link = clean_link(anchor.attrib.pop("href", ""), base)
        anchor.attrib.update({"href": link} if link else {})
    written = html.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")
    body = clean_body(written if BLOCK.search(written) else f"<p>{written}</p>")
    if len(body) > BODY_LONGEST:
        raise EntryError(TOO_LONG)
    # The marks that say it differently for each variant are the editors' own.
    return CONTROLS.sub("", body).replace(BEGIN, "-&#123;"), pictures


def digest_of(*texts: str) -> str:
    """A hash of what somebody sees of these texts of HTML: addresses in them may change from one day to the next."""
    return sha256("\x1f".join("".join(unescape(TAG.sub("", text)).split()) for text in texts).encode()).hexdigest()
