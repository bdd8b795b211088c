"""HTML pasted from elsewhere, made ready for the sanitiser: its pictures taken out, the page around it dropped.

Reads pages of broadcasters (pictures in `<noscript>`), of WeChat (`data-src`), of forums (`<font>`, `<br><br>`, layout
tables) and of word processors. Pure functions; no address is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html

from news.text.markup import clean_body
from news.text.pasted_pictures import PastedPicture, caption_of, is_decoration, source_of

LONGEST = 2_000_000  # characters, without the pictures in it
PICTURES_MOST = 100
MARK = "[贴图{}]"  # not yet one of the story's own marks, which count the pictures that it has already

# What an element is renamed to, all such elements then being taken away at once: one by one it would take the square.
DROPPED, OPENED = "script", "span"
NO_TEXT = re.findall(
    r"\w+",
    "script style template svg button input select textarea nav iframe object embed canvas link meta title video audio",
)
# Parts of a page that are not the story; only if there is little text in them.
AROUND = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|shares|social|sns|toolbar|breadcrumbs?|related|recommend(?:ed|ation)?|advert\w*|ads?"
    r"|sponsor\w*|newsletter|subscribe|promo|qrcode|author-follow|comments?)(?:$|[\s_-])",
    re.IGNORECASE,
)
AROUND_LONGEST = 300
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
INLINE = ["a", "b", "strong", "i", "em", "u", "s"]
# Some sites have their whole page in a form.
MEANINGLESS = ["span", "font", "center", "small", "big", "mark", "label", "form"]
BLOCKS = re.findall(r"\w+", "p div section article h1 h2 h3 h4 h5 h6 ul ol table blockquote figure pre")
# A picture in one of these comes to stand before or after it.
HOLDERS = {*INLINE, *BLOCKS, "picture", "li", "dl", "details"} - {"div", "section", "article"}
CELL_LONGEST = 500  # letters; a table with more in one cell lays out a page
BREAKS = re.compile(r"(?:<br ?/?>[\s\u3000\xa0]*){2,}")
INDENT = re.compile(r"(<(?:p|li|h2|h3)>)(?:[\s\u3000\xa0]|&nbsp;)+")
NOTHING = r"(?:[\s\u3000\xa0\u200b]|&nbsp;|<br>)*"
EMPTY = re.compile(
    rf"<(p|h2|h3|li|ul|ol|table|tbody|blockquote|figure|figcaption|strong|em|b|i|u|s|a)\b[^>]*>{NOTHING}</\1>"
)
EDGE_BREAKS = re.compile(rf"(<p>)(?:<br>)+|(?:<br>)+({NOTHING}</p>)")


@dataclass
class Pasted:
    """A body made only of what an article may contain, with `<p>[贴图1]</p>` … where its pictures stood."""

    html: str = ""
    pictures: list[PastedPicture] = field(default_factory=list)


def read_paste(html: str, base: str = "") -> Pasted:
    """What of pasted HTML belongs to a story; `base` is the address of the page, where it is known."""
    html = html[:LONGEST].replace("\x00", "")
    if not html.strip():
        return Pasted()
    root = lxml.html.document_fromstring(f"<div>{html}</div>", parser=lxml.html.HTMLParser(huge_tree=True))
    page = next((urljoin(base, one) for one in root.xpath("//base/@href")), base)
    open_noscripts(root)
    drop_around(root)
    open_layout(root)
    pictures = take_pictures(root, page)
    resolve_links(root, page)
    body = root.find("body")
    inner = lxml.html.tostring(root if body is None else body, encoding="unicode")
    return Pasted(tidy(clean_body(BREAKS.sub("</p><p>", f"<div>{inner}</div>"))), pictures)


def tidy(html: str) -> str:
    """A clean body without empty blocks, indents of blank space and breaks at the edges of paragraphs."""
    before = None
    while before != html:  # an emphasis in a paragraph may be empty, and then the paragraph is
        before, html = html, EDGE_BREAKS.sub(r"\1\2", INDENT.sub(r"\1", EMPTY.sub("", html)))
    return html.strip()


def open_noscripts(root: Any) -> None:
    """Keep the picture of a `<noscript>` where its page shows it by script alone; drop all else of it."""
    for number, one in enumerate(list(root.iter("noscript"))):
        if number >= PICTURES_MOST:  # each looks at all that stands around it
            one.tag = DROPPED
            continue
        around = one.getparent()
        shown = [image for image in around.iter("img") if not any(up is one for up in image.iterancestors())]
        is_needed = next(one.iter("img"), None) is not None and not any(source_of(image, "") for image in shown)
        one.tag = OPENED if is_needed else DROPPED
        for image in shown if is_needed else ():
            image.tag = DROPPED


def drop_around(root: Any) -> None:
    """Drop what is no text: scripts, forms, players, hidden parts, buttons for sharing, teasers."""
    for element in root.xpath("//*[@class or @id or @style]"):
        if element.tag not in ("html", "body") and is_around(element):
            element.tag = DROPPED
    lxml.etree.strip_elements(root, lxml.etree.Comment, lxml.etree.ProcessingInstruction, *NO_TEXT, with_tail=False)


def is_around(element: Any) -> bool:
    if HIDDEN.search(element.get("style", "")):
        # Some pages fade a whole story in; a hidden part with much text is that.
        return len(element.text_content()) < AROUND_LONGEST
    named = AROUND.search(element.get("class", "")) or AROUND.search(element.get("id", ""))
    return bool(named) and len(element.text_content().strip()) < AROUND_LONGEST


def open_layout(root: Any) -> None:
    """Take away tables that lay out a page, letters in sizes and colours, and emphasis around whole blocks."""
    for table in list(root.iter("table")):
        cells = list(table.iter("td", "th"))
        nested = any(inner is not table for inner in table.iter("table"))
        if nested or len(cells) == 1 or any(len(cell.text_content()) > CELL_LONGEST for cell in cells):
            for part in [table, *table.iter("tbody", "thead", "tr")]:
                part.tag = OPENED
            for cell in cells:
                cell.tag = "div"
    for element in root.iter(*INLINE):
        if next(element.iter(*BLOCKS), None) is not None:
            element.tag = OPENED
    lxml.etree.strip_tags(root, OPENED, *MEANINGLESS)


def take_pictures(root: Any, page: str) -> list[PastedPicture]:
    """Take every picture of the text out, a mark for it in its place; return them in their order."""
    found: list[PastedPicture] = []
    for image in list(root.iter("img")):
        source = source_of(image, page)
        if source and not is_decoration(image, source) and len(found) < PICTURES_MOST:
            found.append(PastedPicture(source, caption_of(image)))
            put_mark(image, len(found))
    lxml.etree.strip_elements(root, "img", with_tail=False)
    return found


def put_mark(image: Any, number: int) -> None:
    """Put a paragraph with the mark of picture `number` beside the outermost element that holds the picture."""
    holder = image
    for element in image.iterancestors():
        if element.tag in HOLDERS:
            holder = element
    mark = lxml.html.Element("p")
    mark.text = MARK.format(number)
    if holder is image or text_before(holder, image):
        following = holder.tail
        holder.tail = None
        holder.addnext(mark)
        mark.tail = following
    else:
        holder.addprevious(mark)


def text_before(holder: Any, image: Any) -> bool:
    """Whether any text of `holder` stands before the picture in it."""
    return any(text.strip("\u3000\xa0 \t\r\n\u200b") for text in texts_until(holder, image))


def texts_until(holder: Any, image: Any) -> Iterator[str]:
    for event, element in lxml.etree.iterwalk(holder, events=("start", "end")):
        if element is image:
            return
        text = element.text if event == "start" else (element.tail if element is not holder else "")
        yield text or ""


def resolve_links(root: Any, page: str) -> None:
    """Make every link whole; one whose page is unknown, or which leads nowhere, leaves its words alone."""
    for link in root.iter("a"):
        if address := address_of(link, page):
            link.set("href", address)
        else:
            link.tag = OPENED
    lxml.etree.strip_tags(root, OPENED)


def address_of(link: Any, page: str) -> str:
    """Where a link leads; "" if that is nowhere outside of its page."""
    href = (link.get("href") or "").strip()
    try:
        address = urljoin(page, href)
        is_known = urlsplit(address).scheme in ("http", "https", "mailto")
    except ValueError:
        return ""
    return address if href and is_known and not href.startswith("#") else ""
