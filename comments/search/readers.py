"""Readers whose names match what is searched for: in either script, by how they begin, in pinyin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.readers.models import Reader
from comments.readers.names import RAW_LONGEST, skeleton
from comments.search.models import ReaderEntry

if TYPE_CHECKING:
    from news.search.query import Query

SHOWN = 6
LOOKED_AT = 200  # matches, of those who joined last
PERSON = "JOIN comments_reader AS person ON person.id = entry.thing_id"


def matching_readers(query: Query, typed: str) -> list[Reader]:
    """At most one more than `SHOWN` readers: who is called just what was `typed`, then those with the most points."""
    here: dict[str, Any] = {"joins": PERSON, "where": [("person.erased_at IS NULL AND person.is_active", [])]}
    number = ReaderEntry.index.count(query, LOOKED_AT + 1, **here)
    rows = ReaderEntry.index.matching(query, LOOKED_AT, number <= LOOKED_AT, **here) if number else []
    pks = [pk for _, pk in rows]
    found = list(Reader.objects.filter(pk__in=pks).order_by("-points", "pk")[: SHOWN + 1])
    own = exact_reader(typed)
    if own and not query.without:
        found = [own, *(one for one in found if one != own)]
    return found[: SHOWN + 1]


def exact_reader(typed: str) -> Reader | None:
    """The reader of just this name, in either script or in letters that look alike."""
    if not 0 < len(typed) <= RAW_LONGEST or not skeleton(typed):
        return None
    return Reader.objects.named(typed).filter(erased_at=None, is_active=True).first()
