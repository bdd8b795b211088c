"""The client of a request: its address behind trusted proxies, its network, whether an Origin is ours."""

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

ORIGIN_LONGEST = 300
ADDRESS_LONGEST = 64


def network_of(address: str) -> str:
    """An address as one reader's: of IPv6 the first 64 bits, for the rest changes by itself."""
    return parse_network(address) if len(address) <= ADDRESS_LONGEST else address


@lru_cache(4096)  # each of whoever reads comes with many requests
def parse_network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    known = getattr(known, "ipv4_mapped", None) or known
    return str(known) if known.version == 4 else known.exploded[:19]


def client_address(peer: str, forwarded: str, hops: int) -> str:
    """Who asks: the peer, or what the outermost of `hops` trusted proxies says of it."""
    if not hops:
        return peer
    named = [part.strip() for part in forwarded.split(",") if part.strip()]
    return named[-hops] if len(named) >= hops else peer


def is_own_origin(origin: str, host: str) -> bool:
    """Whether a page of ours sent this; instead of a token, which pages for everybody cannot hold."""
    if not 0 < len(origin) <= ORIGIN_LONGEST:
        return False
    try:
        return bool(host) and (origin == settings.SITE_URL or urlsplit(origin).netloc == host)
    except ValueError:
        return False
