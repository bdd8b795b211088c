"""Requests made safe before any handler sees them: bounded, in forms that Django reads without failing."""

import re
from itertools import chain
from typing import Any

from django.conf import settings

from config.serving.responses import RequestRefused
from news.http.clients import client_address, network_of

HEADERS_LONGEST = 16 * 1024  # bytes of all names and values; nginx takes 8 kB for each line
HEADERS_MOST = 100
PATH_LONGEST, QUERY_LONGEST = 2000, 8000
FIELDS_MOST = 200  # of a query; Django's own guard fails at 1,000, in the middle of an error page
UNSAFE = re.compile(rb"[^\x21-\x7e]")
TOO_LONG = "请求的地址太长了。"
TOO_MANY = "请求里的内容太多了。"
# Credentials that this site never asks for: an answer must not depend on them.
IGNORED = {b"authorization", b"proxy-authorization"}
CHANGED = IGNORED | {b"content-type"}


def clean_request(scope: dict[str, Any]) -> dict[str, Any]:
    """Make the scope of a request one that all handlers may take, and return it; RequestRefused beyond the bounds.

    `network` is added: the network from which it came, as limits know a guest.
    """
    scope["headers"] = headers = clean_headers(scope["headers"])
    if len(scope.get("raw_path") or scope["path"].encode("utf-8", "surrogateescape")) > PATH_LONGEST:
        raise RequestRefused(414, TOO_LONG)
    check_path(scope["path"])
    scope["query_string"] = clean_query(scope["query_string"])
    peer = scope["client"][0] if scope.get("client") else ""
    forwarded = b",".join([value for name, value in headers if name == b"x-forwarded-for"]).decode("latin-1")
    address = client_address(peer, forwarded, settings.TRUSTED_HOPS) if forwarded else peer
    scope["network"] = network_of(address[:64])
    return scope


def check_path(path: str) -> None:
    """RequestRefused for a path that cannot be encoded: what was no UTF-8 is nobody's address anyway."""
    if path.isascii():
        return
    try:
        path.encode()
    except UnicodeEncodeError:
        raise RequestRefused(404, "没有找到这一页。") from None


def clean_query(raw: bytes) -> bytes:
    """A query as RFC 3986 writes it: old clients send letters as they are, which WSGI cannot carry."""
    if not raw:
        return raw
    if len(raw) > QUERY_LONGEST:
        raise RequestRefused(414, TOO_LONG)
    if raw.count(b"&") >= FIELDS_MOST:
        raise RequestRefused(400, TOO_MANY)
    return UNSAFE.sub(lambda byte: b"%%%02X" % byte[0][0], raw)


def clean_headers(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers that handlers see: bounded, without credentials, one cookie line, no charset but ours."""
    if are_too_long(headers):
        raise RequestRefused(431, "请求头过大，请清除本站的 Cookie 后再试。")
    named = dict(headers)
    if len(named) == len(headers) and CHANGED.isdisjoint(named):
        return headers  # of most requests
    kept = [header for header in headers if header[0] not in IGNORED and header[0] != b"cookie"]
    cookies = [value for name, value in headers if name == b"cookie"]
    kept += [(b"cookie", b"; ".join(cookies))] if cookies else []
    return [(name, without_charset(value) if name == b"content-type" else value) for name, value in kept]


def are_too_long(headers: list[tuple[bytes, bytes]]) -> bool:
    return len(headers) > HEADERS_MOST or sum(map(len, chain.from_iterable(headers))) > HEADERS_LONGEST


def without_charset(content_type: bytes) -> bytes:
    """A content type without a client's idea of a charset: some of Python's codecs are none for forms."""
    kind, *parameters = content_type.split(b";")
    kept = [part for part in parameters[:10] if part.strip()[:8].lower() not in (b"charset=", b"charset")]
    return b";".join([kind, *kept])
