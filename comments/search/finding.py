"""One page of what a search finds: the things, the readers above them, how many there are, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comments.search.queries import COUNTED, best, count_matches, newest, widened
from comments.search.readers import SHOWN, matching_readers
from news.search.query import quote

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.search.queries import SearchRequest


@dataclass
class Found:
    """`wanted`: as it was looked for in the end; `more`: whether a page of the best follows; `mark`: behind which entry
    the newest go on, or None; `total`: counted to 1,001."""

    wanted: SearchRequest
    total: int
    notes: list[str]
    readers: list[Reader] = field(default_factory=list)
    things: list[Any] = field(default_factory=list)
    more: bool = False
    mark: int | None = None

    @property
    def is_counted(self) -> bool:
        """Whether `total` is all there is."""
        return self.total <= COUNTED

    @property
    def shown_total(self) -> int:
        return min(self.total, COUNTED)


def find(wanted: SearchRequest, page: int, after: int | None) -> Found:
    """What a page shows; words that nobody has written are looked for as they may have been meant."""
    found = look_up(wanted, page == 1 and after is None)
    if not found.total and not found.readers and wanted.query.mistyped:
        near = look_up(widened(wanted), page == 1 and after is None)
        if near.total or near.readers:
            said = f"没有找到{quote(list(wanted.query.mistyped))}，以下是拼写相近的结果。"
            found, near.notes = near, [*near.notes, said]
    if not found.total:
        return found
    if found.wanted.best:
        found.things, found.more = best(found.wanted, page, found.is_counted)
    else:
        found.things, found.mark = newest(found.wanted, after, found.is_counted)
    return found


def look_up(wanted: SearchRequest, is_first: bool) -> Found:
    """How much there is of what is wanted; on the first page the readers of such names too."""
    found = Found(wanted, count_matches(wanted), list(wanted.query.notes))
    if is_first and wanted.story is None:
        readers = matching_readers(wanted.query, wanted.typed)
        found.readers = readers[:SHOWN]
        if len(readers) > SHOWN:
            found.notes.append(f"名字相符的网友较多，只列出 {SHOWN} 位，请输入完整的用户名。")
    return found
