"""Connections to public machines alone: a host is resolved once, each of its addresses checked, one of those used.

What the name says a moment later changes nothing.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from news.http.public_addresses import is_public
from news.http.resolving import ResolveError, resolve

TRIED_MOST = 3  # addresses of one host
SLOW = "对方太慢，没有在规定的时间内收完。"


class FetchError(Exception):
    """Why nothing was fetched, as a sentence for editors."""


@dataclass(frozen=True)
class Network:
    """What may be reached, and by what. The site has `PUBLIC`; tests bring their own machines and certificates."""

    is_allowed: Callable[[str], bool] = is_public
    resolve: Callable[[str, float], list[str]] = resolve
    port: int = 443
    ca_file: str | None = None


PUBLIC = Network()


class Deadline:
    """When a fetch ends, whatever the other side does."""

    def __init__(self, seconds: float) -> None:
        self.at = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left; FetchError if there are none."""
        if (left := self.at - monotonic()) <= 0:
            raise FetchError(SLOW)
        return left


def checked_addresses(host: str, network: Network, deadline: Deadline) -> list[str]:
    """The numeric addresses of a host, each of which may be reached."""
    try:
        addresses = network.resolve(host, deadline.left())
    except ResolveError:
        raise FetchError(f"找不到 {host} 这个主机。") from None
    if not addresses or not all(map(network.is_allowed, addresses)):
        raise FetchError(f"{host} 不在公开的互联网上，不能抓取。")
    return addresses[:TRIED_MOST]


class TimedSocket(ssl.SSLSocket):
    """Every read ends by the deadline, so that a byte from time to time does not keep a fetch going."""

    deadline: Deadline

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(self.deadline.left())
        return super().recv_into(*args, **kwargs)


class CheckedConnection(http.client.HTTPConnection):
    """A connection to an address that was checked; name of the server and certificate are the host's."""

    default_port = 443

    def __init__(self, host: str, addresses: list[str], network: Network, deadline: Deadline) -> None:
        super().__init__(host)
        self.addresses, self.network, self.deadline = addresses, network, deadline

    def connect(self) -> None:
        context = ssl.create_default_context(cafile=self.network.ca_file)
        context.sslsocket_class = TimedSocket
        plain = self.connect_plain()
        try:
            plain.settimeout(self.deadline.left())
            secure = context.wrap_socket(plain, server_hostname=self.host)
            assert isinstance(secure, TimedSocket)
            self.sock, secure.deadline = secure, self.deadline
        except BaseException:
            plain.close()
            raise

    def connect_plain(self) -> socket.socket:
        """To the first address that answers."""
        for address in self.addresses:
            try:
                return socket.create_connection((address, self.network.port), self.deadline.left())
            except OSError as error:
                failure = error
        raise failure
