"""What names are compared by, made anew for all stored names when the table of look-alike letters has changed.

Nobody is renamed. Where two names have come to look alike, the older keeps the comparable form, the younger bears its
pk behind it; both readers go on signing in by their own spelling.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet

from comments.readers.names import skeleton

if TYPE_CHECKING:
    from comments.readers.known_names import KnownName
    from comments.readers.models import Reader


LONGEST = 120
MARK = "!"  # no name contains it


def renew_skeletons(Reader: type[Any], KnownName: type[Any]) -> int:
    """Make the skeletons of all present and kept names anew; return how many rows changed. As often as one likes.

    The classes of models are given, for migrations have their own.
    """
    present = Reader.objects.filter(erased_at=None).order_by("pk")  # who has left has no name any more
    changed = write(present, find_changes(present.values_list("pk", "name", "skeleton").iterator()))
    # Present names first: they are what their readers are found by.
    known = KnownName.objects.order_by(F("until").asc(nulls_first=True), "reader_id", "pk")
    return changed + write(known, find_changes(known.values_list("pk", "name", "skeleton").iterator()))


def find_changes(rows: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """{pk: new skeleton} of those of `rows` (pk, name, skeleton) that change; the first of two keeps it."""
    taken, changed = set(), {}
    for pk, name, before in rows:
        new = skeleton(name)[:LONGEST]
        if new in taken:
            mark = f"{MARK}{pk}"
            new = new[: LONGEST - len(mark)] + mark
        taken.add(new)
        if new != before:
            changed[pk] = new
    return changed


def write(rows: QuerySet[KnownName] | QuerySet[Reader], changed: dict[int, str]) -> int:
    """All make room first: one may take what another still has."""
    for pk in changed:
        rows.filter(pk=pk).update(skeleton=f"{MARK}{pk}")
    for pk, new in changed.items():
        rows.filter(pk=pk).update(skeleton=new)
    return len(changed)


def collisions(Reader: type[Any]) -> list[tuple[str, str]]:
    """[(older name, younger name)] of present readers whose names look alike."""
    rows = Reader.objects.filter(erased_at=None, skeleton__contains=MARK).order_by("pk")
    found = []
    for name, stored in rows.values_list("name", "skeleton"):
        older = Reader.objects.filter(skeleton=stored.rpartition(MARK)[0]).values_list("name", flat=True).first()
        found.append((older or skeleton(name), name))
    return found


def pen_names_in_use(Reader: type[Any], editors: Iterable[str]) -> list[tuple[str, str]]:
    """[(pen name of an editor, reader's name)] of readers, not of the staff, who are called like an editor."""
    names = {skeleton(editor): editor for editor in editors}
    rows = Reader.objects.filter(erased_at=None, is_staff=False, skeleton__in=names).order_by("pk")
    return [(names[stored], name) for name, stored in rows.values_list("name", "skeleton")]
