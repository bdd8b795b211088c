"""阅读计数: who read what is gathered in memory and written once a second, whatever server is in front.

A reader is a person (an account, or a hash of address and browser under a salt of the day) in a half-hour. Bots do not
count, nor does whoever wrote the story. The hash lives for that half-hour, the address for no time at all.
"""

import re
from collections import Counter
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from news.articles.authors import fetch_authors
from news.articles.models import Article
from news.changes.pruning import delete_in_batches
from news.http.clients import network_of
from news.page_views.models import BATCH, HALF_HOUR, KEPT, STEP, PageViewCount, PageViewMark

PK_MOST = 2**63
NAME_LONGEST = 300  # of a browser: what is remembered must be bounded
WAITING_MOST = 50_000
SEEN_MOST = 200_000
COMING_MOST = 500  # from one address in the second before they are written
HOME_MOST = 40  # readers of one story at one address in half an hour: a household, an office, a café
BOT = re.compile(
    r"bot|crawl|spider|slurp|archiver|preview|fetch|monitor|scan|lighthouse|facebookexternal", re.IGNORECASE
)


BROWSER = re.compile(r"^(?:Mozilla|Opera)/")
SESSION = re.compile(rf"(?:^|;\s*){settings.SESSION_COOKIE_NAME}=([A-Za-z0-9]{{8,64}})")


class PageViewTally:
    """The readings of one process: `note` is called for each, from one thread or many, and `flush` now and then."""

    def __init__(self) -> None:
        self.lock, self.slot = Lock(), 0
        self.waiting: dict[tuple[int, int, str], tuple[float, str, str]] = {}
        self.seen: set[int] = set()
        self.names: dict[str, Any] = {}  # {session key: account's pk, or None for a guest's}
        self.homes: Counter[int] = Counter()
        self.coming: Counter[str] = Counter()

    def note(self, article: int, address: str, browser: str, cookie: str = "") -> None:
        """Somebody has the page of `article` (a pk) before their eyes; costs no question to the database."""
        if article >= PK_MOST or not is_browser(browser[:NAME_LONGEST]):
            return
        address, browser = address[:64], browser[:NAME_LONGEST]
        now = timezone.now().timestamp()
        slot = int(now) // HALF_HOUR
        session = SESSION.search(cookie) if cookie else None
        # The session stands for the account until the flush, which may ask the database.
        who = f"session:{session[1]}" if session else hash_person(address, browser, slot)
        with self.lock:
            if slot != self.slot:
                self.slot, self.seen, self.homes = slot, set(), Counter()
            if hash((article, who)) in self.seen or self.is_full(article, address):
                return
            self.coming[network_of(address)] += 1
            self.waiting.setdefault((article, slot, who), (now, address, browser))

    def is_full(self, article: int, address: str) -> bool:
        """Whether nothing more is taken now: from anybody, or from this address, or of it for this story."""
        home = network_of(address)
        if len(self.waiting) >= WAITING_MOST or self.coming[home] >= COMING_MOST:
            return True
        # Browsers name themselves as they like: of one home only so many are believed.
        return self.homes[hash((article, home))] >= HOME_MOST

    def remember(self, article: int, who: str, address: str) -> bool:
        """Note a reader of a real story, so that the database need not be asked again; False beyond a home's share.

        Only now: anybody may name any number, and what is remembered must be bounded by the stories there are.
        """
        home = hash((article, network_of(address)))
        with self.lock:
            if self.homes[home] >= HOME_MOST:
                return False
            if len(self.homes) < SEEN_MOST:
                self.homes[home] += 1
            if len(self.seen) < SEEN_MOST:
                self.seen.add(hash((article, who)))
            return True

    def flush(self) -> int:
        """Write what was noted since the last time, in one transaction; return how many new readers there were."""
        with self.lock:
            waiting, self.waiting = self.waiting, {}
            self.coming.clear()
        if not waiting:
            return 0
        try:
            return self.write(waiting)
        except Exception:
            with self.lock:
                room = max(0, WAITING_MOST - len(self.waiting))
                self.waiting = dict(islice(waiting.items(), room)) | self.waiting
            raise

    def write(self, waiting: dict[tuple[int, int, str], tuple[float, str, str]]) -> int:
        stories = existing_articles({article for article, _, _ in waiting})
        accounts = self.accounts({who[8:] for _, _, who in waiting if who.startswith("session:")})
        marks: dict[Any, Any] = {}
        for (article, slot, who), (at, address, browser) in waiting.items():
            if article not in stories or not self.remember(article, who, address):
                continue
            if who.startswith("session:"):
                account = accounts.get(who[8:])
                who = f"account:{account}" if account else hash_person(address, browser, slot)
            marks.setdefault(hash_page_view(article, slot, who), (article, slot, who, at))
        with transaction.atomic():
            marks = drop_authors(marks)
            fresh = PageViewMark.fresh({mark: slot for mark, (_, slot, _, _) in marks.items()})
            PageViewCount.add(Counter((marks[mark][0], start_of_step(marks[mark][3])) for mark in fresh))
        return len(fresh)

    def accounts(self, keys: set[str]) -> dict[str, Any]:
        """{session key: account's pk} of those that are signed in; asked once for each session in a half-hour."""
        if len(self.names) > SEEN_MOST // 10:
            self.names.clear()
        unknown = sorted(keys - self.names.keys())
        for start in range(0, len(unknown), BATCH):
            part = unknown[start : start + BATCH]
            found = Session.objects.filter(session_key__in=part, expire_date__gt=timezone.now())
            self.names |= {row.pk: SessionStore().decode(row.session_data).get(SESSION_KEY) for row in found}
        return self.names


TALLY = PageViewTally()


@lru_cache(maxsize=4096)
def is_browser(name: str) -> bool:
    return bool(BROWSER.match(name)) and not BOT.search(name)


@lru_cache(maxsize=4)
def daily_salt(day: int) -> bytes:
    return blake2b(f"{settings.SECRET_KEY}:reads:{day}".encode(), digest_size=32).digest()


def existing_articles(asked: set[int]) -> set[int]:
    """Those of the pks `asked` that are stories: anybody may name any number."""
    pks = sorted(asked)
    known: set[int] = set()
    for start in range(0, len(pks), BATCH):
        part = pks[start : start + BATCH]
        known |= set(Article.objects.filter(pk__in=part).values_list("pk", flat=True))
    return known


def drop_authors(marks: dict[int, tuple[int, int, str, float]]) -> dict[int, tuple[int, int, str, float]]:
    """`marks` {mark: (article, slot, who, at)} without readings of one's own story."""
    own = {pk: f"account:{reader}" for pk, (reader, _) in fetch_authors({row[0] for row in marks.values()}).items()}
    return {mark: row for mark, row in marks.items() if row[2] != own.get(row[0])}


def hash_person(address: str, browser: str, slot: int) -> str:
    """A hash that stands for a browser at an address, for as long as a day's salt lasts."""
    day = slot * HALF_HOUR // 86400
    return blake2b(f"{network_of(address)}|{browser}".encode(), key=daily_salt(day), digest_size=12).hexdigest()


def hash_page_view(article: int, slot: int, who: str) -> int:
    """A number that stands for one person's half-hour with one article, and for nothing once it is over."""
    digest = blake2b(
        f"{article}|{slot}|{who}".encode(), key=daily_salt(slot * HALF_HOUR // 86400), digest_size=8
    ).digest()
    return int.from_bytes(digest, "big") >> 1


def start_of_step(moment: float) -> datetime:
    """The start of the five minutes in which a moment (a timestamp) lies."""
    seconds = int(STEP.total_seconds())
    return datetime.fromtimestamp(int(moment) // seconds * seconds, UTC)


def prune_page_views(now: datetime | None = None) -> None:
    """Delete the marks of half-hours that are over, and counts that no ranking asks for any more."""
    now = now or timezone.now()
    delete_in_batches(PageViewMark.objects.filter(slot__lt=int(now.timestamp()) // HALF_HOUR - 1))
    delete_in_batches(PageViewCount.objects.filter(at__lt=now - KEPT))
