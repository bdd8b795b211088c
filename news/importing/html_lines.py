"""The text of an HTML page in lines, as a browser would show them. Functions without Django."""

import re
from typing import Any

from lxml import etree

BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
}
NOT_SHOWN = {
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "textarea",
    "select",
    "option",
    "iframe",
    "object",
    "svg",
    "audio",
    "video",
    "canvas",
}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
SPACES = re.compile(r"[ \t\n\r\f]+")  # not the no-break space
PICTURE = "\ufdd1"  # a noncharacter, which no page holds once it is parsed, where a picture stands
PICTURE_GAP = ["", "", ""]


class TooDeep(ValueError):
    """Elements stand in each other deeper than the parser follows."""


def lines_of(html: str) -> list[str]:
    """Return the lines of an HTML page; TooDeep if elements are nested beyond what the parser follows.

    A block and `<br>` end a line; an empty block is a blank line, a picture alone on its line is three. What the page
    hides, and what stands in fields of forms, is left out. No-break spaces stay, other spaces are single.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(html.replace(PICTURE, "").encode(), parser)
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise TooDeep
    page = ShownPage()
    if root is not None:
        page.take(root)
    page.close_line()
    return page.lines


class ShownPage:
    """What a walk over the elements of a page has gathered: whole lines, and the pieces of the one that is written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.opened: list[Any] = []  # how many lines there were when each open block began
        self.spaced: list[Any] = []  # the open elements that keep their spaces

    def take(self, root: Any) -> None:
        walk, hidden = etree.iterwalk(root, events=("start", "end")), None
        for event, element in walk:
            if event == "start" and is_hidden(element):
                hidden = element
                walk.skip_subtree()  # its end is still walked by
            elif event == "start":
                self.start(element)
            else:
                if element is not hidden:
                    self.end(element)
                self.text(element.tail)

    def start(self, element: Any) -> None:
        if element.tag in BLOCKS:
            self.close_line()
            self.opened.append(len(self.lines))
        if element.tag == "pre" or SPACED.search(element.get("style", "")):
            self.spaced.append(element)
        if element.tag == "br":
            self.end_line()
        if element.tag == "img":
            self.pieces.append(PICTURE)
        self.text(element.text)

    def end(self, element: Any) -> None:
        if self.spaced and self.spaced[-1] is element:
            self.spaced.pop()
        if element.tag in BLOCKS:
            self.close_line()
            if self.opened.pop() == len(self.lines) and element.tag in ("p", "div"):
                self.lines.append("")

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self.spaced:
            *whole, rest = text.replace("\r\n", "\n").split("\n")
            for line in whole:
                self.pieces.append(line)
                self.end_line()
            self.pieces.append(rest)
        else:
            text = SPACES.sub(" ", text)
            spaced = not self.pieces or self.pieces[-1].endswith(" ")
            self.pieces += filter(None, [text.removeprefix(" ") if spaced else text])

    def close_line(self) -> None:
        """End the line if anything stands on it."""
        if any(piece.strip(" ") for piece in self.pieces):
            self.end_line()
        self.pieces = []

    def end_line(self) -> None:
        line, self.pieces = "".join(self.pieces), []
        alone = PICTURE in line and not line.replace(PICTURE, "").strip(" ")
        self.lines += PICTURE_GAP if alone else [line.replace(PICTURE, "").rstrip(" ")]


def is_hidden(element: Any) -> bool:
    hidden = element.get("hidden") is not None or HIDDEN.search(element.get("style", ""))
    return element.tag in NOT_SHOWN or bool(hidden)
