"""Reads an export of Disqus: threads, then posts, which name their thread. Functions without Django."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from news.importing.records import ExportedComment, ExportedStory, ExportError, Problem, Record, RecordError, parse_time
from news.importing.xml_stream import ExportFile, line_of, local_name, stream_elements, texts_of

ID = "{http://disqus.com/disqus-internals}id"
RECORDS = {"thread": "disqus", "post": "disqus"}
KINDS = {"thread": "story", "post": "comment"}
FORMS = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")


def read_disqus(file: ExportFile) -> Iterator[Record]:
    """Yield what stands in an export; at the end what stopped it, if anything did."""
    try:
        for element in stream_elements(file, "disqus", RECORDS):
            kind, line = local_name(element), line_of(element)
            try:
                yield read_thread(element, line) if kind == "thread" else read_post(element, line)
            except RecordError as error:
                yield Problem(line, str(error), KINDS[kind])
    except ExportError as error:
        yield Problem(error.line, error.what, ends=True)


def read_thread(element: Any, line: int) -> Record:
    texts, number = texts_of(element), element.get(ID, "")
    if not number:
        raise RecordError("帖子没有编号")
    # A site's own name for the thread: an address, or as WordPress has it, an id and an address.
    names = [texts.get("link", "").strip(), *texts.get("id", "").split()]
    addresses = [name for name in names if name]
    return ExportedStory(line, number, f"disqus:{number}", texts.get("title", "").strip(), addresses)


def read_post(element: Any, line: int) -> Record:
    texts, number = texts_of(element), element.get(ID, "")
    for name, what in (("isDeleted", "已删除的评论"), ("isSpam", "垃圾评论")):
        if texts.get(name) == "true":
            return Problem(line, what, "comment", is_error=False)
    if texts.get("isApproved") == "false":
        return Problem(line, "未审核的评论", "comment", is_error=False)
    if not number:
        raise RecordError("评论没有编号")
    author = element.find("{*}author")
    said = texts_of(author) if author is not None else {}
    return ExportedComment(
        line=line,
        story=id_in(element, "thread"),
        id=number,
        parent=id_in(element, "parent"),
        key=f"disqus:{number}",
        name=said.get("name", "").strip() or said.get("username", "").strip(),
        person=(said.get("email", "").strip() or said.get("username", "").strip()).lower(),
        when=time_of(texts.get("createdAt", "")),
        text=texts.get("message", ""),
    )


def id_in(element: Any, name: str) -> str:
    found = element.find("{*}" + name)
    return "" if found is None else found.get(ID, "")


def time_of(text: str) -> datetime:
    found = next((when for form in FORMS if (when := parse_time(text, form))), None)
    if found is None:
        raise RecordError(f"没有“{text.strip()[:40]}”这个时间")
    return found.replace(tzinfo=UTC)
