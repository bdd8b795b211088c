"""Addresses inside a variant's prefix: /zh-hant/news/5/. Functions without Django."""

import re
from functools import lru_cache

from news.variants.tags import REMEMBERED, SHORT

UNMOVED = re.compile(r"/(?:admin|media|static|healthz|zh-hans|zh-hant|zh-hk)(?:[/?#]|$)")
MOVED = re.compile(r'(\s(?:href|action|formaction)=")(/(?!/)[^"]*)(")')
AS_IS = " data-as-is"


def add_prefix(address: str, slug: str) -> str:
    """Return a same-site address inside the variant's prefix, unless it stands outside all prefixes."""
    return address if UNMOVED.match(address) else f"/{slug}{address}"


def move_addresses(tag: str, slug: str) -> str:
    """A tag with its same-site addresses inside the prefix of a variant."""
    return move_short(tag, slug) if len(tag) <= SHORT else move_any(tag, slug)


def move_any(tag: str, slug: str) -> str:
    if '="/' not in tag or AS_IS in tag:
        return tag
    return MOVED.sub(lambda match: match[1] + add_prefix(match[2], slug) + match[3], tag)


move_short = lru_cache(maxsize=REMEMBERED)(move_any)
