"""Readers for the people of another site: nobody's account until somebody claims the name."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import chain
from secrets import randbelow

from django.conf import settings
from django.utils.crypto import salted_hmac

from comments.readers.known_names import KnownName
from comments.readers.models import Reader
from comments.readers.names import ALLOWED, looks_like_staff, normalize_name
from comments.reputation.models import LedgerEntry
from comments.reputation.ranks import Rank
from news.variants.folding import fold

NAME_LONGEST = 40
NAMELESS = "网友"
SUFFIX = "·旧站"
NUMBERED = 10
CACHED_MOST = 20_000


def make_reader(
    import_name: str, name: str, joined: datetime, level: int = 1, sign: str = "", title: str = ""
) -> Reader:
    """A new imported reader, called `name` or the nearest that is free, with the opening points of `level`."""
    reader = Reader(import_name=import_name, imported=True, sign=sign, title=title, date_joined=joined)
    reader.set_name(free_name(name))
    reader.set_unusable_password()
    reader.save()
    KnownName.take(reader)
    reader.earn(Rank.of(level).points, LedgerEntry.Reason.OPENING)
    return reader


def free_name(author: str) -> str:
    """A name of our own kind for an imported author: as it was, unless somebody already looks like that."""
    kept = "".join(letter if ALLOWED.fullmatch(letter) else "_" for letter in normalize_name(author))[:NAME_LONGEST]
    kept = re.sub(r"^[_.·-]+$", NAMELESS, kept) or NAMELESS
    names = [kept, f"{kept}{SUFFIX}", *(f"{kept}{SUFFIX}{number}" for number in range(2, NUMBERED))]
    # A site may have had thousands of 匿名, and counting on would ask for every one of them.
    chance = (f"{kept}{SUFFIX}{randbelow(10**6)}" for _ in range(100))
    return next(name for name in chain(names, chance) if KnownName.is_free(name))


class Authors:
    """Who wrote the comments of an export, found or made; remembers those it has met, at most `CACHED_MOST`."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.made = 0

    def forget(self) -> None:
        """Forget everybody: what was made in a transaction that was rolled back is not there."""
        self.known.clear()

    def find(self, name: str, person: str, when: datetime) -> int:
        """The pk of the reader of this name and address (or account), made if need be. Inside a transaction."""
        name = name or NAMELESS
        key = import_name(name, person)
        if key not in self.known:
            if len(self.known) >= CACHED_MOST:
                self.forget()
            self.known[key] = self.fetch(key, name, when)
        return self.known[key]

    def fetch(self, key: str, name: str, when: datetime) -> int:
        known = Reader.objects.filter(import_name=key).values_list("pk", flat=True).first()
        if known is None:
            shown = f"{name[:30]}{SUFFIX}" if looks_like_staff(name, settings.SITE_NAME) else name
            known = make_reader(key, shown, when).pk
            self.made += 1
        return known


def import_name(name: str, person: str) -> str:
    """What an author is known by: the name alone, as on saved pages, or the name with a keyed hash of the person.

    Two people of one name are two; one address with two names (`a@a.com`) too. The address itself is not kept.
    """
    if not person:
        return name[:100]
    mark = salted_hmac("huadan.import", f"{fold(name[:100])}\x1f{person[:300]}", algorithm="sha256").hexdigest()[:24]
    return f"{name[:60]}#{mark}"
