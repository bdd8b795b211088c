"""Pages for people who are signed in: the page cache's own, with what is theirs put in, ahead of Django's layers.

Whatever is not plain is left to Django, which answers the same: no page for everybody, a cookie that is missing, a
session that holds a message, somebody who has just done something.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import SynchronousOnlyOperation
from django.db import close_old_connections
from django.http import QueryDict

from comments.personal.middleware import ACTED, has_just_acted
from comments.personal.pages import Looking, PublicPage, fill_page
from comments.personal.sessions import SignedIn, fetch_signed_in, match_known
from comments.responses.guest_texts import FORM
from comments.thread.composing import DRAFT
from config.serving.accounts import NAME, cookies_of
from config.serving.cached_page import EMPTY, Messages
from config.serving.page_requests import PageRequest
from config.serving.quick_rows import QuickRows
from news.http.form_tokens import make_token
from news.variants.middleware import split_prefix

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.serving.bridge import Bridge
    from config.serving.page_cache import CachedPage, PageCache

SECRET = re.compile(r"[a-zA-Z0-9]{32}")  # of the cookie of forms, as Django makes it
ME = re.compile(r"^(?:/zh-hans|/zh-hant|/zh-hk)?/me/$")
VERSION = re.compile(rb"^(?:.*&)?version=([0-9.]{1,120})(?:&|$)")
UNPLAIN = {DRAFT, FORM, "_messages"}  # what a session may hold that a page shows
NOT_PUBLIC_MOST = 2000  # addresses that are remembered to be no pages for everybody
NOT_PUBLIC_SECONDS = 10
QUERY_SHORT = 1000  # bytes of a query that needs no look at its bounds
PERSONAL = [(b"cache-control", b"private, no-store"), (b"vary", b"Accept-Encoding, Cookie")]
UNCHANGED: dict[str, Any] = {"type": "http.response.start", "status": 204, "headers": PERSONAL}
SHARED = (b"etag", b"vary", b"cache-control", b"cdn-cache-control", b"last-modified")


@dataclass(frozen=True)
class Cookies:
    session: str
    secret: str
    acted: bool

    @classmethod
    def of(cls, scope: dict[str, Any]) -> Cookies:
        found = cookies_of(scope)
        secret = found.get(settings.CSRF_COOKIE_NAME, "")
        return cls(found.get(NAME, ""), secret, has_just_acted(found.get(ACTED, "")))

    @property
    def are_plain(self) -> bool:
        """Whether the page may come from the cache, and its forms can be given a token."""
        return not self.acted and bool(SECRET.fullmatch(self.secret))


class SignedInPages:
    """Answers from `pages`: in the event loop where all that is needed is known here, else in a thread of `bridge`."""

    def __init__(self, pages: PageCache, bridge: Bridge) -> None:
        self.pages, self.bridge, self.rows = pages, bridge, QuickRows()
        self.pages_sent = self.unchanged = 0
        self.not_public: OrderedDict[Any, float] = OrderedDict()  # {key of a page: until when, in monotonic seconds}

    def find_ready(self, scope: dict[str, Any], headers: dict[bytes, bytes], now: float) -> Messages | None:
        """What `answer` would send, if it can be told at once; else None. `now`: monotonic seconds."""
        cookies = Cookies.of(scope)
        if not cookies.session:
            return None
        if scope["path"].endswith("/me/"):
            return self.find_unchanged(scope, cookies)
        page = self.pages.find_fresh(scope, headers, now)
        if page is None or page.public is None or not cookies.are_plain:
            return None
        body = self.render_here(page.public, cookies, scope["path"], scope["query_string"])
        if body is None:
            return None
        self.pages.hits += 1
        return self.make_messages(page, body)

    def find_unchanged(self, scope: dict[str, Any], cookies: Cookies) -> Messages | None:
        """204, if a page has the newest version of what is personal to its reader."""
        asked = version_in(scope) if len(scope["query_string"]) <= QUERY_SHORT else ""
        known = self.find_known(cookies.session) if asked else None
        if known is None or known.version != asked:
            return None
        self.unchanged += 1
        return UNCHANGED, EMPTY

    async def answer(self, scope: dict[str, Any], send: Callable[..., Any], now: float) -> bool:
        """Answer a request from here; False if it is left to Django. `now`: monotonic seconds."""
        if scope["method"] not in ("GET", "HEAD") or not self.pages.most:
            return False
        cookies = Cookies.of(scope)
        if not cookies.session:
            return False
        if asked_version := version_in(scope):
            return await self.answer_unchanged(scope, cookies.session, asked_version, send)
        asked = PageRequest.of_signed_in(scope)
        if asked is None or cookies.acted or self.is_known_private(asked.key, now):
            return False
        page, _ = await self.pages.fetch(asked)
        if page is None:
            self.remember_private(asked.key, now)
            return False
        if page.public is None:  # a feed, a picture, JSON: the same for everybody
            return not page.is_html and await self.pages.send(page, asked, send) is not False
        return cookies.are_plain and await self.send_personal(scope, cookies, page, page.public, send)

    async def send_personal(
        self, scope: dict[str, Any], cookies: Cookies, page: CachedPage, public: PublicPage, send: Callable[..., Any]
    ) -> bool:
        given = (public, cookies, scope["path"], scope["query_string"])
        body = self.render_here(*given) or await self.bridge.run(scope["network"], render, *given)
        if body is None:
            return False
        start, whole = self.make_messages(page, body)
        await send(start)
        await send(EMPTY if scope["method"] == "HEAD" else whole)
        return True

    def make_messages(self, page: CachedPage, body: bytes) -> Messages:
        """The answer with a page as `body` has it for one reader."""
        self.pages.count(page)  # it may have been cut only now
        self.pages_sent += 1
        headers = [header for header in page.headers if header[0] not in SHARED]
        headers += [*PERSONAL, (b"content-length", b"%d" % len(body))]
        start = {"type": "http.response.start", "status": 200, "headers": headers}
        return start, {"type": "http.response.body", "body": body, "more_body": False}

    def find_known(self, key: str) -> SignedIn | None:
        """Whoever's session this is, if that can be told without a thread."""
        return match_known(key, self.rows.fetch) if self.rows.is_offered else None

    def render_here(self, page: PublicPage, cookies: Cookies, path: str, query: bytes) -> bytes | None:
        """The page, if nothing has to be read for it but the reader's version; else None."""
        who = self.find_known(cookies.session)
        try:
            return render_for(who, page, cookies, path, query) if who else None
        except SynchronousOnlyOperation:  # Django lets nobody ask its database in the event loop
            return None

    async def answer_unchanged(self, scope: dict[str, Any], session: str, asked: str, send: Callable[..., Any]) -> bool:
        """204 where a page has the newest version; False where there is something newer, which Django tells."""
        known = self.find_known(session)
        newest = known.version if known else await self.bridge.run(scope["network"], fetch_version, session)
        if newest != asked:
            return False
        self.unchanged += 1
        await send(UNCHANGED)
        await send(EMPTY)
        return True

    def is_known_private(self, key: Any, now: float) -> bool:
        return self.not_public.get(key, 0) > now

    def remember_private(self, key: Any, now: float) -> None:
        """An address that gave no page for everybody is not asked for as one again for a while."""
        self.not_public[key] = now + NOT_PUBLIC_SECONDS
        self.not_public.move_to_end(key)
        if len(self.not_public) > NOT_PUBLIC_MOST:
            self.not_public.popitem(last=False)


def version_in(scope: dict[str, Any]) -> str:
    """The version that a page says it has when it asks `/me/` whether there is anything newer; else ""."""
    asked = VERSION.search(scope["query_string"]) if ME.match(scope["path"]) else None
    return asked[1].decode() if asked else ""


# -- in a thread --------------------------------------------------------------------------------------


def fetch_version(key: str) -> str:
    """The version of whoever's session this is, or ""."""
    close_old_connections()
    try:
        who = fetch_signed_in(key)
        return who.version if who else ""
    finally:
        close_old_connections()


def render(page: PublicPage, cookies: Cookies, path: str, query: bytes) -> bytes | None:
    """The page for whoever's session this is; None if it is nobody's, or one that Django must look at itself."""
    close_old_connections()
    try:
        who = fetch_signed_in(cookies.session)
        return render_for(who, page, cookies, path, query) if who else None
    finally:
        close_old_connections()


def render_for(who: SignedIn, page: PublicPage, cookies: Cookies, path: str, query: bytes) -> bytes | None:
    """The page for `who`; None where Django has more to say: on the pages about themselves, and of what their session
    holds to be shown once."""
    if UNPLAIN & who.session.keys() or page.about == ("reader", who.reader.pk):
        return None
    variant, _ = split_prefix(path)
    looking = Looking(who.reader, lambda: who, make_token(cookies.secret), variant, way_back(path, query))
    return fill_page(page, looking)


def way_back(path: str, query: bytes) -> str:
    """Where signing out leads: back to this page. As `way_back` of `comments.personal.middleware` writes it."""
    asked = QueryDict(query).urlencode() if query else ""
    return path + (f"?{asked}" if asked else "")
