"""Who is signed in, with the version of what is personal to them: one small query for a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from comments.notifications.models import UNSEEN_MOST, Notice
from comments.personal.session_store import OF_KEY
from comments.readers.managers import OF_PK
from comments.readers.models import Reader
from news.caching.lru import LruCache

MOST_BYTES = 16 * 1024 * 1024
# Of a reader's row: what ends sessions, and what shows elsewhere that something personal has changed.
ENDS = ("is_active", "password", "session_epoch")
COUNTS = ("facts_version", "revision", "restricted", "is_staff")
COLUMNS = ", ".join(f"reader.{name}" for name in (*ENDS, *COUNTS))
# The newest notice and how many are unread are read, not counted in the reader's row: whoever tells somebody something
# holds other rows, and two who tell each other would wait for each other.
NOTICES = f"""
  (SELECT MAX(notice.id) FROM {Notice._meta.db_table} notice WHERE notice.reader_id = reader.id),
  (SELECT COUNT(*) FROM (
    SELECT 1 FROM {Notice._meta.db_table} notice
    WHERE notice.reader_id = reader.id AND notice.seen_at IS NULL LIMIT {UNSEEN_MOST + 1}
  ) unread)
"""
OF_READER = f"SELECT {COLUMNS}, {NOTICES} FROM {Reader._meta.db_table} reader WHERE reader.id = %s"
OF_SESSION = f"""
SELECT {COLUMNS}, {NOTICES}, session.session_data
FROM {Reader._meta.db_table} reader, {Session._meta.db_table} session
WHERE reader.id = %s AND session.session_key = %s AND session.expire_date > %s
"""


@dataclass(frozen=True)
class SignedIn:
    """`version` is another one after whatever changes what is personal to `reader`; `session`: what theirs holds."""

    reader: Reader
    version: str
    session: dict[str, Any]


@dataclass(frozen=True)
class KnownSession:
    """What a session's text says, and who it was found to be of when the database answered `row`."""

    text: str
    pk: int
    data: dict[str, Any]
    row: tuple[Any, ...] = ()
    who: SignedIn | None = None

    @property
    def lasts(self) -> bool:
        """Whether `who` is good for as long as the row is the same: what the staff may do stands elsewhere."""
        return self.who is not None and not self.who.reader.is_staff


def match_known(key: str, fetch: Callable[..., Any]) -> SignedIn | None:
    """Whoever's session has this key, if this process knows it and the database still says the same; else None.

    `fetch(query, *given)` returns the first row of a query.
    """
    known = SESSIONS.get(key)
    if known is None or not known.lasts:
        return None
    return known.who if fetch(OF_SESSION, known.pk, key, timezone.now()) == known.row else None


def fetch_signed_in(key: str) -> SignedIn | None:
    """Whoever's session has this key, with all that Django asks of one; None if it is nobody's."""
    known = SESSIONS.get(key) or open_session(key)
    if known is None:
        return None
    row = fetch_first(OF_SESSION, known.pk, key, timezone.now())
    if row is None:
        return None
    if known.lasts and row == known.row:
        return known.who
    if row[-1] != known.text:  # written since, perhaps by signing in as somebody else
        opened = read_session(row[-1])
        if opened is None or opened.pk != known.pk:
            SESSIONS.pop(key)
            return None
        known = opened
    return remember(key, known, row)


def signed_in_as(reader: Reader) -> SignedIn:
    """The same of somebody whom Django has signed in already, with their version as it is now."""
    row = fetch_first(OF_READER, reader.pk)
    return SignedIn(reader, version_of(row) if row else "", {})


def fetch_first(query: str, *given: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchone()


def version_of(row: tuple[Any, ...]) -> str:
    """The version that a row of COLUMNS and NOTICES makes."""
    return ".".join(str(int(value or 0)) for value in row[len(ENDS) : len(ENDS) + len(COUNTS) + 2])


def remember(key: str, known: KnownSession, row: tuple[Any, ...]) -> SignedIn | None:
    """Whose session it is, kept for as long as the database answers `row`."""
    reader = OF_PK.first(pk=known.pk)
    who = SignedIn(reader, version_of(row), known.data) if reader and is_valid(known.data, reader) else None
    SESSIONS.store(key, KnownSession(known.text, known.pk, known.data, row, who))
    return who


def is_valid(data: dict[str, Any], reader: Reader) -> bool:
    """Whether the account may be used, and neither password nor signing out everywhere has ended the session."""
    stored = data.get(HASH_SESSION_KEY, "")
    return reader.is_active and constant_time_compare(stored, reader.get_session_auth_hash())


def open_session(key: str) -> KnownSession | None:
    """Read a session that this process has not seen yet."""
    found = OF_KEY.first(key=key, now=timezone.now())
    return read_session(found.session_data) if found else None


def read_session(text: str) -> KnownSession | None:
    """What a session's text says, if somebody is signed in by it."""
    data = SessionStore().decode(text)
    pk = data.get(SESSION_KEY)
    if not pk or data.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    return KnownSession(text, int(pk), data)


SESSIONS: LruCache[KnownSession] = LruCache(MOST_BYTES, lambda known: 3000 + 4 * len(known.text))
