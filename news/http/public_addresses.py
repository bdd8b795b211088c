"""Which addresses of machines belong to the public internet. Functions without Django.

Written out from the registries of IANA (RFC 6890), because `ipaddress.is_global` answers differently in each Python.
"""

from ipaddress import ip_address, ip_network

# This host, private networks, carriers' own, loopback, link-local, documentation, tests, relays, multicast, reserved.
CLOSED_4 = [
    ip_network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
]
# Of IPv6 this is all that is given out; loopback, private and local ones, ::ffff:0:0/96 and 64:ff9b::/96, which are
# IPv4 in other words, lie outside.
OPEN_6 = ip_network("2000::/3")
# Inside it: protocols (Teredo, tests, ORCHID), documentation, 6to4, which names any IPv4.
CLOSED_6 = [ip_network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


def is_public(address: str) -> bool:
    """Whether a numeric address can be a machine of somebody else's on the public internet."""
    try:
        known = ip_address(address)
    except ValueError:
        return False
    if known.version == 4:
        return not any(known in closed for closed in CLOSED_4)
    return known in OPEN_6 and not any(known in closed for closed in CLOSED_6)
