"""Addresses inside a variant's prefix: /zh-hant/news/5/. Functions without Django."""

import re

UNMOVED = re.compile(r"/(?:admin|media|static|healthz|zh-hans|zh-hant|zh-hk)(?:[/?#]|$)")


def add_prefix(address: str, slug: str) -> str:
    """Return a same-site address inside the variant's prefix, unless it stands outside all prefixes."""
    return address if UNMOVED.match(address) else f"/{slug}{address}"
