"""Reads an export of WordPress (WXR, an RSS file with elements of its own). Functions without Django."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from news.importing.records import (
    Attachment,
    ExportedComment,
    ExportedStory,
    ExportError,
    Problem,
    Record,
    RecordError,
    parse_time,
)
from news.importing.xml_stream import ExportFile, line_of, local_name, stream_elements, texts_of

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DRAFTS = {"draft", "pending", "private"}
PUBLISHED = {"publish", "future"}
RECORDS = {"author": "channel", "item": "channel", "comment": "item"}
KINDS = {"item": "story", "comment": "comment"}
AUTHORS_MOST = 10_000
# Why a comment is left out, by what WordPress says of it.
STATES = {"spam": "垃圾评论", "trash": "回收站里的评论", "post-trashed": "回收站里的评论", "0": "未审核的评论"}


def read_wordpress(file: ExportFile) -> Iterator[Record]:
    """Yield what stands in an export, each story after its comments; at the end what stopped it, if anything did."""
    names: dict[str, str] = {}
    number = 0
    try:
        for element in stream_elements(file, "rss", RECORDS):
            kind, line = local_name(element), line_of(element)
            if kind == "author":
                note_author(names, texts_of(element))
                continue
            try:
                is_comment = kind == "comment"
                yield read_comment(element, line, number) if is_comment else read_item(element, line, number, names)
            except RecordError as error:
                yield Problem(line, str(error), KINDS[kind])
            number += kind == "item"
    except ExportError as error:
        yield Problem(error.line, error.what, ends=True)


def note_author(names: dict[str, str], texts: dict[str, str]) -> None:
    if len(names) < AUTHORS_MOST and texts.get("author_login"):
        names[texts["author_login"]] = texts.get("author_display_name", "").strip()


# -- stories ------------------------------------------------------------------------------------------


def read_item(element: Any, line: int, number: int, names: dict[str, str]) -> Record:
    texts = texts_of(element)
    kind, status = texts.get("post_type", "post") or "post", texts.get("status", "publish") or "publish"
    title = texts.get("title", "").strip()
    if kind == "attachment":
        return Attachment(line, texts.get("post_id", ""), texts.get("attachment_url", "").strip(), title)
    if kind != "post":
        return Problem(line, f"不是文章（{kind[:20]}）：{title[:60]}", is_error=False)
    if status not in DRAFTS | PUBLISHED:
        return Problem(line, f"状态为 {status[:20]} 的文章：{title[:60]}", is_error=False)
    creator = texts.get("creator", "").strip()
    is_draft = status in DRAFTS or bool(texts.get("post_password"))
    return ExportedStory(
        line=line,
        ref=str(number),
        key=key_of(texts),
        title=title,
        addresses=[address for address in (texts.get("link", "").strip(), texts.get("guid", "").strip()) if address],
        body=element.findtext(CONTENT) or "",
        author=names.get(creator) or creator,
        when=time_of(texts, "post_date", is_draft),
        is_draft=is_draft,
        is_closed=texts.get("comment_status") == "closed",
        categories=categories_of(element),
        picture=meta_of(element, "postmeta").get("_thumbnail_id", ""),
    )


def key_of(texts: dict[str, str]) -> str:
    """What a story is known by: the id that never changes, or its address, with its number.

    A guid is made of the number once, and copied with a post that is copied: two posts of a site may share it.
    """
    key = texts.get("guid", "").strip() or texts.get("link", "").strip()
    if not key:
        raise RecordError("文章没有 guid，也没有地址")
    return f"{key} {texts.get('post_id', '').strip()}".strip()


def time_of(texts: dict[str, str], name: str, may_lack: bool = False) -> datetime | None:
    """The time in UTC, or naive as the old site's clock had it; RecordError if there must be one and is not."""
    gmt, local = texts.get(f"{name}_gmt", ""), texts.get(name, "")
    if when := parse_time(gmt):
        return when.replace(tzinfo=UTC)
    when = parse_time(local)
    if when is None and not may_lack:
        raise RecordError(f"没有“{(local or gmt).strip()[:40]}”这个时间")
    return when


def categories_of(element: Any) -> list[str]:
    found = [child for child in element.iterchildren("category") if child.get("domain", "category") == "category"]
    return [name for child in found for name in ((child.text or "").strip(), child.get("nicename", "")) if name]


def meta_of(element: Any, name: str) -> dict[str, str]:
    """{key: value} of what plugins have noted on a story or a comment."""
    pairs = [texts_of(child) for child in element.iterchildren("{*}" + name)]
    return {pair.get("meta_key", ""): pair.get("meta_value", "") for pair in pairs}


# -- comments -----------------------------------------------------------------------------------------


def read_comment(element: Any, line: int, number: int) -> Record:
    texts = texts_of(element)
    kind, approved = texts.get("comment_type", ""), texts.get("comment_approved", "1")
    if kind not in ("", "comment"):
        return Problem(line, f"引用通知等（{kind[:20]}）", "comment", is_error=False)
    if approved != "1":
        return Problem(line, STATES.get(approved, f"状态为 {approved[:20]} 的评论"), "comment", is_error=False)
    when = time_of(texts, "comment_date")
    assert when is not None  # or it was refused
    number_there = texts.get("comment_id", "").strip()
    # What a plugin brought from Disqus has the same key in Disqus's own export.
    disqus = meta_of(element, "commentmeta").get("dsq_post_id", "")
    parent = texts.get("comment_parent", "").strip()
    return ExportedComment(
        line=line,
        story=str(number),
        id=number_there,
        parent="" if parent == "0" else parent,
        key=f"disqus:{disqus}" if disqus else "",
        name=texts.get("comment_author", "").strip(),
        person=texts.get("comment_author_email", "").strip().lower(),
        when=when,
        text=texts.get("comment_content", ""),
    )
