"""Streams the elements of a large XML file in bounded memory. Functions without Django.

Entities are never resolved, and a file that declares a document type is refused: no export has one. Without
`huge_tree` the parser itself bounds the depth, the length of one text (10 MB) and what entities may expand to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from news.importing.records import ExportError

MB = 1024 * 1024
RECORD_MOST = 32 * MB  # between two elements that are streamed
EXACT_LINES = 65_535  # libxml2 keeps longer numbers at an element's first text only
WITH_DTD = "文件声明了文档类型（DOCTYPE）或实体，为安全起见不读取"
TOO_LARGE = f"一条记录超过 {RECORD_MOST // MB} MB"
OTHER_FILE = "不是这种导出文件"
BROKEN = "XML 在这里中断或损坏，此后的内容没有读取"
# Control characters that XML forbids and that exports hold all the same; none of them ends a line.
FORBIDDEN = bytes(code for code in range(32) if code not in b"\t\n\r")


class ExportFile:
    """A file as the parser reads it: without forbidden characters, and never too much for one record.

    `at`: how many bytes were read.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.at, self.record_at = file, 0, 0
        self.is_wide = False  # whether two bytes make one character

    def read(self, size: int) -> bytes:
        piece = self.file.read(size)
        if self.at == 0:
            self.is_wide = piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:4]
        self.at += len(piece)
        if self.at - self.record_at > RECORD_MOST:
            raise ExportError(0, TOO_LARGE)
        return piece if self.is_wide else piece.translate(None, FORBIDDEN) or (piece and b"\n")


def stream_elements(file: ExportFile, root: str, records: dict[str, str]) -> Iterator[Any]:
    """Yield every element that stands, as `records` {local name: local name of its parent} says, whole.

    They come in the order in which they end, and each is emptied before the next one comes. ExportError at the line
    where the file ends to be such a file.
    """
    tags = [f"{{*}}{name}" for name in {root, *records}]
    walk = etree.iterparse(file, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True)
    line, begun = 1, False
    try:
        for event, element in walk:
            if not begun:
                refuse_other_root(element, root)
                begun = True
            if event == "start" or not stands_in(element, records):
                continue
            line, file.record_at = line_of(element), file.at
            yield element
            forget(element, local_name(element.getparent()) in records)
    except etree.XMLSyntaxError as error:
        raise ExportError(error.lineno or line, BROKEN) from None
    except ExportError as error:
        raise ExportError(error.line or line, error.what) from None
    if not begun:
        raise ExportError(1, OTHER_FILE)


def stands_in(element: Any, records: dict[str, str]) -> bool:
    parent = element.getparent()
    return parent is not None and records.get(local_name(element)) == local_name(parent)


def refuse_other_root(element: Any, root: str) -> None:
    top = element.getroottree()
    if top.docinfo.internalDTD is not None:
        raise ExportError(1, WITH_DTD)
    if local_name(top.getroot()) != root:
        raise ExportError(1, OTHER_FILE)


def forget(element: Any, stands_inside: bool) -> None:
    """Free the memory of an element that was taken, and of what stands before it."""
    element.clear()
    before = element.getprevious()
    while before is not None and (not stands_inside or local_name(before) == local_name(element)):
        element.getparent().remove(before)
        before = element.getprevious()


def local_name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def line_of(element: Any) -> int:
    """The number of the line on which an element begins."""
    line = element.sourceline or 0
    return line - (element.text or "").count("\n") if line > EXACT_LINES else line


def texts_of(element: Any) -> dict[str, str]:
    """{local name: text} of an element's children; of several with one name, the first that says something."""
    found: dict[str, str] = {}
    for child in element.iterchildren(tag=etree.Element):
        name = local_name(child)
        found[name] = found.get(name) or child.text or ""
    return found
