"""The one place where text becomes trusted HTML. Review every line of it; nothing else may mark HTML as safe."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape, unescape
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import mark_safe

from news.text.typed_addresses import CHINESE_PART
from news.text.typed_body import split_blocks, to_typed

BODY_TAGS = {
    "p",
    "h2",
    "h3",
    "blockquote",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "b",
    "i",
    "u",
    "s",
    "sub",
    "sup",
    "a",
    "br",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "code",
    "pre",
    "figure",
    "figcaption",
}
BODY_ATTRIBUTES = {"a": {"href", "title"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
BLOCK = re.compile(r"<(?:p|h[1-6]|div|ul|ol|blockquote|table|figure|pre)\b", re.IGNORECASE)

ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9])(?:https?://|www\.)(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]|{CHINESE_PART})+", re.IGNORECASE
)
TRAILING = ".,;:!?'*"
# Blocks of other pages: a second title becomes a sub-head, a box a paragraph.
FOREIGN = re.compile(r"<(/?)(div|section|article|main|header|footer|aside|h1|h4|h5|h6)\b[^<>]*>", re.IGNORECASE)
OURS = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
BODY_LONGEST = 300_000  # characters of a story with their tags; the sanitiser may take a second for more
PASSES = 4
NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
QUOTED = re.compile(r"^\s*&gt; (?=\S)", re.MULTILINE)
PAIRS = {")": "(", "]": "["}


def clean_body(text: str) -> str:
    """Return article HTML made only of what an article may contain.

    Plain text is taken too, also between the blocks of HTML: blank lines part paragraphs, "## " begins a sub-head,
    "> " a quotation.
    """
    text = NONCHARACTERS.sub("", text).replace("\r\n", "\n")
    if BLOCK.search(text):
        return in_blocks(sanitize(as_ours(text)))
    clean = sanitize("\n".join(block(lines) for lines in paragraphs(text)))
    # Always with a block, so that saving again never takes a clean body for plain text.
    return clean if BLOCK.search(clean) or not clean.strip() else f"<p>{clean}</p>"


def in_blocks(html: str) -> str:
    """Clean HTML with all its text in blocks."""
    for _ in range(PASSES):
        pieces = list(split_blocks(html))
        if not any(piece.strip() for is_block, piece in pieces if not is_block):
            break
        # A tag that had begun in one block may have ended in another: then the sanitiser makes loose text again.
        html = sanitize("".join(piece if is_block else loose_text(piece) for is_block, piece in pieces))
    return html


def sanitize(html: str) -> str:
    """HTML with nothing in it but what an article may contain, every tag closed."""
    return nh3.clean(
        html,
        tags=BODY_TAGS,
        attributes=BODY_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )


def loose_text(html: str) -> str:
    """What stands between the blocks of a clean body, in blocks of its own; blank space stays."""
    if not html.strip():
        return html
    text = QUOTED.sub("> ", html)
    return "\n".join(filter(None, (block(lines, str, str) for lines in paragraphs(text))))


def typed_body(html: str) -> str:
    """A body as an editor types it: see `news.text.typed_body`. Saved unchanged, it is the same body again."""
    typed = to_typed(html)
    for text in (unescape(typed), typed):  # without HTML in it, its letters as they are
        if same_body(clean_body(text), html):
            return text
    return html


def same_body(one: str, other: str) -> bool:
    """Whether two bodies differ in nothing but the space between their blocks."""
    return [piece.strip() for _, piece in split_blocks(one) if piece.strip()] == [
        piece.strip() for _, piece in split_blocks(other) if piece.strip()
    ]


def plain_body(text: str) -> str:
    """Article HTML of what a reader typed: plain text with the same marks, never HTML."""
    html = "\n".join(filter(None, (block(lines, link_urls) for lines in paragraphs(text.replace("\r\n", "\n")))))
    # The marks that say it differently for each variant are the editors': what one reader wrote, all read.
    return html.replace("-{", "-&#123;")


def as_ours(html: str) -> str:
    """Pasted HTML with the blocks that we do not keep turned into those that we do."""
    return FOREIGN.sub(lambda match: f"<{match[1]}{OURS.get(match[2].lower(), 'p')}>", html)


def paragraphs(text: str) -> Iterator[str]:
    """Split plain text into paragraphs; a sub-head is a line of its own, the lines of a quotation stay together."""
    for chunk in re.split(r"\n\s*\n", text.strip()):
        stripped = [line.strip() for line in chunk.split("\n")]
        for mark, group in groupby(stripped, key=mark_of):
            if mark == "## ":
                yield from group
            else:
                yield "\n".join(line.removeprefix("> ") for line in group).join(("> " * (mark == "> "), ""))


def mark_of(line: str) -> str:
    """The mark with which a line of plain text begins, or ""."""
    return next(mark for mark in ("## ", "> ", "") if line.startswith(mark))


def block(paragraph: str, written: Callable[[str], str] = escape, headed: Callable[[str], str] = escape) -> str:
    """One paragraph of plain text (no blank line inside) as HTML; its words go through `written`, a sub-head's not."""
    paragraph = paragraph.strip()
    if paragraph.startswith("## "):
        return f"<h2>{headed(paragraph[3:].strip())}</h2>"
    if paragraph.startswith("> "):
        return f"<blockquote><p>{lines(paragraph[2:].strip(), written)}</p></blockquote>"
    return f"<p>{lines(paragraph, written)}</p>" if paragraph else ""


def lines(text: str, written: Callable[[str], str] = escape) -> str:
    return written(text).replace("\n", "<br>")


def trust_html(html: str) -> str:
    """Mark HTML that this module or the sanitiser made as safe for templates."""
    return mark_safe(html)


def link_urls(text: str, written: Callable[..., Any] = escape) -> str:
    """Return `text` as HTML with its addresses made clickable; the rest goes through `written`.

    Only http and https; linear in the length of the text.
    """
    out, end = [], 0
    for match in ADDRESS.finditer(text):
        address = trim_url(match.group())
        if not is_reachable(address):
            continue
        out += [written(text[end : match.start()]), anchor(address)]
        end = match.start() + len(address)
    return "".join([*out, written(text[end:])])


def trim_url(address: str) -> str:
    """`address` without the punctuation that closes the sentence rather than the address."""
    counts, end = Counter(address), len(address)
    while end and (address[end - 1] in TRAILING or is_unpaired(address[end - 1], counts)):
        end -= 1
        counts[address[end]] -= 1
    return address[:end]


def is_unpaired(bracket: str, counts: Counter[Any]) -> bool:
    """Whether `bracket` closes more often than its partner opens, by the counts of an address's characters."""
    return bracket in PAIRS and counts[bracket] > counts[PAIRS[bracket]]


def is_reachable(address: str) -> bool:
    try:
        return bool(urlsplit(complete_url(address)).hostname)
    except ValueError:
        return False


def complete_url(address: str) -> str:
    return f"http://{address}" if address[:4].lower() == "www." else address


def anchor(address: str) -> str:
    return f'<a href="{escape(complete_url(address))}" rel="nofollow ugc noopener" translate="no">{escape(address)}</a>'


def picture_tag(url: str, alt: str, width: int = 240) -> str:
    """A small picture for a page of the admin."""
    return trust_html(f'<img src="{escape(url)}" alt="{escape(alt)}" width="{width:d}">')


def json_ld(facts: list[dict[str, Any]]) -> str:
    """Facts (JSON) as an element for machines; nothing in them can end it or begin another."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return trust_html(f'<script type="application/ld+json">{text}</script>')
