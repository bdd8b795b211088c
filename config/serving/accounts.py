"""Whether a request really is of somebody signed in: a cookie that is only named like a session is no proof."""

import asyncio
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.cookie import parse_cookie

from comments.personal.session_store import SessionStore

NAME = settings.SESSION_COOKIE_NAME
AT_ONCE = 2


class Accounts:
    """Looks up sessions in threads, few at once. Used in the event loop."""

    def __init__(self) -> None:
        self.slots = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, scope: dict[str, Any]) -> Any:
        """The account of a request, with all that Django asks of a session; None if it is a guest's."""
        key = session_key(scope)
        if not key:
            return None
        async with self.slots:
            return await asyncio.to_thread(fetch_account, key)


def has_session(scope: dict[str, Any]) -> bool:
    """Whether a request carries a session's cookie, good or not."""
    return bool(session_key(scope))


def session_key(scope: dict[str, Any]) -> str:
    """The value of the session's cookie as Django reads it, or ""."""
    return cookies_of(scope).get(NAME, "")


def cookies_of(scope: dict[str, Any]) -> dict[str, str]:
    """The cookies of a request as Django reads them; none where there is no session's, of others nobody asks.

    Read once: the scope keeps them for the handlers that ask again.
    """
    if "cookies" not in scope:
        raw = next((value for name, value in scope["headers"] if name == b"cookie"), b"")
        scope["cookies"] = parse_cookie(raw.decode("latin-1")) if NAME.encode() in raw else {}
    found: dict[str, str] = scope["cookies"]
    return found


def fetch_account(key: str) -> Any:
    """The active account whose session this is, or None."""
    close_old_connections()
    try:
        request = HttpRequest()
        request.session = SessionStore(key)
        account = get_user(request)
        return account if account.is_authenticated else None
    finally:
        close_old_connections()
