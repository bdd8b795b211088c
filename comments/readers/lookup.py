"""Find a reader by present or former name, and redirect to the name as it is written now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect

from comments.readers.known_names import KnownName
from comments.readers.models import Reader
from comments.readers.names import RAW_LONGEST
from news.http.paging import query_string

COMPARED = 200  # names that begin alike
DIGITS = re.compile(r"\d+")

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def find_reader(name: str) -> Reader | None:
    """The reader of this name, or of whom it was within a year; None if nobody.

    A NUL asks for nobody, nor does more than a name ever was: normalising such a text can take minutes.
    """
    if "\x00" in name or len(name) > RAW_LONGEST:
        return None
    return Reader.objects.named(name).first() or KnownName.holder(name)


def get_reader_or_redirect(request: SiteRequest, name: str) -> Any:
    """(reader, None), or (None, the redirect to the right spelling of their name); 404 if there is nobody."""
    reader = find_reader(name)
    if reader is None:
        raise Http404("没有这位网友。")
    if reader.name != name:
        assert request.resolver_match is not None  # a view asks
        answer = redirect(request.resolver_match.view_name, name=reader.name)
        answer.headers["Location"] += query_string(request)
        return None, answer
    return reader, None


def find_alike(reader: Reader) -> list[Reader]:
    """Other readers whose names differ from this one's in one letter or in digits, of those that begin alike."""
    begins_alike = Reader.objects.filter(skeleton__startswith=reader.skeleton[:2], erased_at=None)
    others = begins_alike.exclude(pk=reader.pk).order_by("-pk")[:COMPARED]
    return [other for other in others if is_alike(reader.skeleton, other.skeleton)]


def is_alike(one: str, other: str) -> bool:
    """Whether two skeletons of names are the same but for digits, or for one letter more, less or changed."""
    if DIGITS.sub("", one) == DIGITS.sub("", other) != "":
        return True
    shorter, longer = sorted((one, other), key=len)
    start = next((place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest = longer[start + 1 :]
    return len(longer) - len(shorter) <= 1 and rest == shorter[start + (len(longer) == len(shorter)) :]
