"""The one place where text becomes trusted HTML. Review every line of it; nothing else may mark HTML as safe."""

import re
from html import escape
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import mark_safe

BODY_TAGS = {
    "p", "h2", "h3", "blockquote", "ul", "ol", "li", "strong", "em", "b", "i", "u", "s", "sub", "sup",
    "a", "br", "hr", "table", "thead", "tbody", "tr", "th", "td", "caption", "code", "pre",
    "figure", "figcaption",
}  # fmt: skip
BODY_ATTRIBUTES = {"a": {"href", "title"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
BLOCK = re.compile(r"<(?:p|h[1-6]|div|ul|ol|blockquote|table|figure|pre)\b", re.IGNORECASE)

# An address in a comment ends where its ASCII characters end: what follows in Chinese is not part of it.
ADDRESS = re.compile(r"(?<![A-Za-z0-9])(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)
TRAILING = ".,;:!?'*"
PAIRS = {")": "(", "]": "["}


def clean_body(text):
    """Return article HTML made only of what an article may contain.

    Plain text is taken too: blank lines part paragraphs, "## " begins a sub-head, "> " a quotation.
    """
    html = text if BLOCK.search(text) else "\n".join(map(block, re.split(r"\n\s*\n", text.strip())))
    return nh3.clean(
        html, tags=BODY_TAGS, attributes=BODY_ATTRIBUTES, url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )  # fmt: skip


def block(paragraph):
    """One paragraph of plain text (no blank line inside) as HTML."""
    paragraph = paragraph.strip()
    if paragraph.startswith("## "):
        return f"<h2>{escape(paragraph[3:].strip())}</h2>"
    if paragraph.startswith("> "):
        return f"<blockquote><p>{lines(paragraph[2:].strip())}</p></blockquote>"
    return f"<p>{lines(paragraph)}</p>" if paragraph else ""


def lines(text):
    return escape(text).replace("\n", "<br>")


def trusted(html):
    """Mark HTML that this module or the sanitiser made as safe for templates."""
    return mark_safe(html)


def linked(text, written=escape):
    """Return `text` as HTML with its addresses made clickable; the rest goes through `written`.

    Only http and https; linear in the length of the text.
    """
    out, end = [], 0
    for match in ADDRESS.finditer(text):
        address = trimmed(match.group())
        if not reachable(address):
            continue
        out += [written(text[end : match.start()]), anchor(address)]
        end = match.start() + len(address)
    return "".join([*out, written(text[end:])])


def trimmed(address):
    """`address` without the punctuation that closes the sentence rather than the address."""
    while address and (address[-1] in TRAILING or unpaired(address)):
        address = address[:-1]
    return address


def unpaired(address):
    opening = PAIRS.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)


def reachable(address):
    try:
        return bool(urlsplit(full(address)).hostname)
    except ValueError:
        return False


def full(address):
    return f"http://{address}" if address[:4].lower() == "www." else address


def anchor(address):
    return f'<a href="{escape(full(address))}" rel="nofollow ugc noopener" translate="no">{escape(address)}</a>'
