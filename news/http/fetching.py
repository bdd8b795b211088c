"""The one way in which the site fetches an address that somebody has typed: https, port 443, public machines alone.

Every address is checked, those of redirects too; size, time and redirects are bounded. Proxies of the environment are
not used. A hub that the operator names in the settings is not fetched by this: it may stand on the same machine.
"""

from __future__ import annotations

import http.client
import re
import ssl
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from news.http.checked_connections import (
    PUBLIC,
    SLOW,
    CheckedConnection,
    Deadline,
    FetchError,
    Network,
    checked_addresses,
)

ADDRESS_LONGEST = 2000
MOST_BYTES = 5_000_000
SECONDS = 15.0
REDIRECTS_MOST = 3
MARK_LONGEST = 200
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f:.]+:[0-9a-f:.]*")
UNPRINTED = re.compile(r"[\x00-\x20\x7f\\]")
REDIRECTS = {301, 302, 303, 307, 308}
REASONS = {401: "要求登录", 403: "不允许访问", 404: "没有这个地址", 410: "这个地址已经停用", 429: "访问过于频繁"}
UNREACHABLE = "连不上对方的服务器。"


@dataclass(frozen=True)
class Wanted:
    """What is asked for: media types that are taken, bounds, and what an earlier answer called its version."""

    types: Collection[str]
    etag: str = ""
    last_modified: str = ""
    most_bytes: int = MOST_BYTES
    seconds: float = SECONDS

    def headers(self) -> dict[str, str]:
        marks = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {
            "User-Agent": f"Huadan (+{iri_to_uri(settings.SITE_URL)})",
            "Accept": ", ".join([*self.types, "*/*;q=0.1"]),
            "Accept-Encoding": "gzip",
            "Connection": "close",
        } | {name: value for name, value in marks.items() if value}


@dataclass(frozen=True)
class Fetched:
    """An answer: where it came from in the end, its bytes without compression; none if it `is_unchanged`."""

    url: str
    body: bytes = b""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False


def fetch(url: str, wanted: Wanted, network: Network = PUBLIC) -> Fetched:
    """What stands at an address; FetchError, whose text is a sentence, where nothing can be taken from there."""
    deadline = Deadline(wanted.seconds)
    for _ in range(REDIRECTS_MOST + 1):
        found = ask(url, wanted, network, deadline)
        if isinstance(found, Fetched):
            return found
        url = found
    raise FetchError(f"对方转向超过 {REDIRECTS_MOST} 次。")


def parse_address(url: str) -> tuple[str, str]:
    """(host, path with query) of an address that may be asked; FetchError says what is wrong with another one."""
    if len(url) > ADDRESS_LONGEST or UNPRINTED.search(url):
        raise FetchError("地址过长，或含有空格、反斜线。")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        raise FetchError("地址格式不正确。") from None
    if parts.scheme != "https":
        raise FetchError("只能抓取 https 开头的地址。")
    if parts.username is not None or parts.password is not None:
        raise FetchError("地址里不能带用户名和密码。")
    if port not in (None, 443):
        raise FetchError("地址里不能写 443 以外的端口。")
    if not HOST.fullmatch(host) or len(host) > 253:
        raise FetchError("地址格式不正确。")
    return host, iri_to_uri(parts.path or "/") + (f"?{iri_to_uri(parts.query)}" if parts.query else "")


# -- answers ----------------------------------------------------------------------------------------------------------


def ask(url: str, wanted: Wanted, network: Network, deadline: Deadline) -> Fetched | str:
    """The answer at one address, or the address to which it leads."""
    host, path = parse_address(url)
    addresses = checked_addresses(host, network, deadline)
    connection = CheckedConnection(f"[{host}]" if ":" in host else host, addresses, network, deadline)
    try:
        connection.request("GET", path, headers=wanted.headers())
        return read_answer(url, connection.getresponse(), wanted)
    except ssl.SSLCertVerificationError:
        raise FetchError("对方的证书无效，或不属于这个主机。") from None
    except TimeoutError:
        raise FetchError(SLOW) from None
    except OSError:
        raise FetchError(UNREACHABLE) from None
    except (http.client.HTTPException, ValueError, zlib.error):
        raise FetchError("对方的回答读不懂。") from None
    finally:
        connection.close()


def read_answer(url: str, answer: http.client.HTTPResponse, wanted: Wanted) -> Fetched | str:
    location = answer.headers.get("Location", "")
    if answer.status in REDIRECTS and location:
        return urljoin(url, location)
    if answer.status == 304 and (wanted.etag or wanted.last_modified):
        return Fetched(url, etag=wanted.etag, last_modified=wanted.last_modified, is_unchanged=True)
    if answer.status != 200:
        reason = REASONS.get(answer.status, "对方出错" if answer.status >= 500 else "没有给出内容")
        raise FetchError(f"对方回答 {answer.status}（{reason}）。")
    if "Content-Type" in answer.headers and answer.headers.get_content_type() not in wanted.types:
        raise FetchError(f"对方给的是 {answer.headers.get_content_type()[:60]}，不是要找的内容。")
    body = read_body(answer, wanted.most_bytes)
    charset = str(answer.headers.get_content_charset() or "")
    return Fetched(url, body, charset, mark_of(answer, "ETag"), mark_of(answer, "Last-Modified"))


def read_body(answer: http.client.HTTPResponse, most: int) -> bytes:
    """The bytes of an answer, unpacked; FetchError if there are more than `most`, packed or not."""
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError("对方用了不认识的压缩方式。")
    body = answer.read(most + 1)
    if encoding.endswith("gzip") and len(body) <= most:
        unpacker = zlib.decompressobj(wbits=31)
        body = unpacker.decompress(body, most + 1)
        if not unpacker.eof and len(body) <= most:
            raise FetchError("对方的内容没有收完整。")
    if len(body) > most:
        raise FetchError(f"内容过大（最多 {most / 1_000_000:g} MB）。")
    return body


def mark_of(answer: http.client.HTTPResponse, name: str) -> str:
    """What an answer calls its version, if it can be sent back as it is; else ""."""
    value = answer.headers.get(name, "")
    return value if len(value) <= MARK_LONGEST and value.isascii() and value.isprintable() else ""
