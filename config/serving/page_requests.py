"""Requests that the page cache may answer: a guest's GET of a public page, by the key under which it is kept."""

from __future__ import annotations

import re
from functools import lru_cache
from gzip import compress as gzip
from typing import Any

import brotli
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from config.serving.accounts import has_session
from config.serving.canonical import canonical_query

KEY_LONGEST, HOST_LONGEST, OFFER_LONGEST = 600, 300, 200  # bytes
# Never public, or never twice the same: not worth a question.
APART = re.compile(
    rb"^(?:/zh-han[st]|/zh-hk)?/(?:accounts/|admin/|me/|notices/|static/|media/|submissions/|(?:api/v1/)?search/"
    rb"|healthz|sw\.js)"
    rb"|/changes/$"
)
ENCODERS = {
    b"br": lambda body: brotli.compress(body, quality=5),
    b"gzip": lambda body: gzip(body, 6, mtime=0),
}


class PageRequest:
    """What of a request matters here."""

    def __init__(self, scope: dict[str, Any], headers: dict[bytes, bytes]) -> None:
        self.head = scope["method"] == "HEAD"
        self.key = (scope["path"], canonical_query(scope["path"], scope["query_string"]))
        self.marks = {mark.strip() for mark in headers.get(b"if-none-match", b"").split(b",")} - {b""}
        self.since = headers.get(b"if-modified-since")
        self.encoding = accepted_encodings(headers.get(b"accept-encoding", b""))
        self.asked = scope

    @property
    def scope(self) -> dict[str, Any]:
        """What Django is asked: for everybody, so nothing of who asks first goes in, not even their cookies."""
        kept = [(name, value) for name, value in self.asked["headers"] if name in (b"host", b"x-forwarded-proto")]
        shown = [*kept, (b"user-agent", b"snapshot")]
        return self.asked | {"method": "GET", "headers": shown, "query_string": self.key[1], "cookies": {}}

    @classmethod
    def of(cls, scope: dict[str, Any]) -> PageRequest | None:
        """What was asked, or None if a snapshot is no answer to it."""
        return None if has_session(scope) else cls.of_signed_in(scope)

    @classmethod
    def of_signed_in(cls, scope: dict[str, Any]) -> PageRequest | None:
        """The same, whatever session it comes with: what everybody gets is where the page of a reader begins."""
        if scope["method"] not in ("GET", "HEAD") or APART.search(scope["path"].encode()):
            return None
        headers = dict(scope["headers"])
        if not is_ours(headers):
            return None
        asked = cls(scope, headers)
        return asked if sum(map(len, asked.key)) <= KEY_LONGEST else None


def is_ours(headers: dict[bytes, bytes]) -> bool:
    """Whether the host is one that is answered, and the line as safe as the site wants it."""
    host = headers.get(b"host", b"")
    return len(host) <= HOST_LONGEST and is_allowed(host, *settings.ALLOWED_HOSTS) and is_secure_enough(headers)


@lru_cache(256)
def is_allowed(host: bytes, *allowed: str) -> bool:
    """Whether the host of a request, with its port or without, is among those that Django answers."""
    name, _ = split_domain_port(host.decode("latin-1"))
    return validate_host(name, allowed)


def is_secure_enough(headers: dict[bytes, bytes]) -> bool:
    """Whether a request came by https, or Django would not send it there."""
    return headers.get(b"x-forwarded-proto", b"").strip() == b"https" or not settings.SECURE_SSL_REDIRECT


def accepted_encodings(raw: bytes) -> bytes:
    """The best encoding that a client takes: brotli, gzip, or none."""
    return parse_encodings(raw) if len(raw) <= OFFER_LONGEST else b""


@lru_cache(256)  # browsers say one of a few
def parse_encodings(raw: bytes) -> bytes:
    offers = {}
    for part in raw.lower().split(b","):
        name, *parameters = (piece.strip() for piece in part.split(b";"))
        offers[name] = not any(one.replace(b" ", b"").rstrip(b"0.") in (b"q=", b"q") for one in parameters)
    return next((name for name in ENCODERS if offers.get(name)), b"")
