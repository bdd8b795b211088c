"""What a person sees of an HTML page: its text in lines, with white space as browsers show it."""

import re
from html.parser import HTMLParser

from news.importing import html_lines

BLOCKS = html_lines.BLOCKS | {"br", "head", "link", "meta", "title"}
SKIPPED = {"script", "style", "template"}
# Boxes of their own inside a line: blanks at their inner edges are not shown.
BOXES = {"button", "option", "progress", "select", "svg", "textarea", "video"}
OPEN, CLOSE = "‹", "›"
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt")


def visible_text(html: str) -> list[str]:
    """The lines of an HTML page or fragment, none of them empty; controls and pictures stand in ‹ ›.

    Block elements end lines; CSS is not looked at, so an inline element is one whatever its style says.
    """
    reader = Lines()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


class Lines(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.line, self.skipped, self.raw, self.select = [], "", 0, False, False

    def end_line(self):
        self.line = self.line.rstrip(" ")
        if self.line:
            self.lines.append(self.line)
        self.line = ""

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        if tag in SKIPPED:
            self.skipped += 1
        elif tag in BLOCKS:
            self.start_block(tag, values)
        elif tag in BOXES:
            self.start_box(tag, values)
        elif tag == "img":
            self.line += f"{OPEN}图 {self.said(tag, values)}{CLOSE}"
        elif tag == "input" and values.get("type") != "hidden":
            self.line += f"{OPEN}{self.said(tag, values)}{' ✓' if 'checked' in values else ''}{CLOSE}"
        elif said := self.said(tag, {name: values[name] for name in ATTRIBUTES if name in values}):
            self.line += f"{OPEN}{said}{CLOSE}"

    def start_block(self, tag, values):
        self.end_line()
        if tag == "meta" and re.search("description|title", values.get("name", values.get("property", ""))):
            self.line = values["content"]
        elif tag not in ("meta", "link"):
            self.line = self.said(tag, {name: values[name] for name in ATTRIBUTES if name in values})
        self.end_line()

    def start_box(self, tag, values):
        self.line += OPEN + self.said(tag, values) + ("✓" if "selected" in values else "")
        self.raw, self.select = tag == "textarea", tag == "select"

    def said(self, tag, values):
        """Those attributes of an element that are read or heard."""
        typed = tag == "input" and values.get("type") in (None, "text", "search", "submit")
        names = (*ATTRIBUTES, "value") if typed else ATTRIBUTES
        return " ".join(values[name] for name in names if values.get(name))

    def handle_endtag(self, tag):
        if tag in SKIPPED:
            self.skipped -= 1
        elif tag in BLOCKS:
            self.end_line()
        elif tag in BOXES:
            self.line = self.line.rstrip(" ") + CLOSE
            self.raw, self.select = False, tag == "option"

    def handle_data(self, text):
        if self.skipped or self.select:
            return
        text = text.replace("\n", "⏎") if self.raw else html_lines.SPACES.sub(" ", text)
        if not self.raw and self.line[-1:] in ("", " ", OPEN):
            text = text.removeprefix(" ")
        self.line += text
