"""Where stories stood on the site that they come from, and which of our stories an address means."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings

from comments.importing.keys import hash_parts
from comments.importing.report import ImportReport
from news.articles.models import Article, OldAddress

LONGEST = 300
OWN = re.compile(r"^(?:/zh-han[st]|/zh-hk)?/news/(\d{1,18})/$")


def old_path(address: str) -> str:
    """The path of an address as it is asked for here, letters decoded; "" if it is none, or the front page's."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
    is_path = address.startswith(("http://", "https://", "/")) and path.startswith("/") and path != "/"
    return path if is_path and len(path) <= LONGEST and "\x00" not in path else ""


def keep_addresses(article: Article, addresses: list[str], line: int, report: ImportReport) -> None:
    """Let a new story be found where it stood; an address that another story has stays with that."""
    for path in dict.fromkeys(filter(None, map(old_path, addresses))):
        row, is_new = OldAddress.objects.get_or_create(path=path, defaults={"article": article})
        if is_new:
            report.add("address", "new")
        else:
            report.add("address", "bad", line, f"旧地址 {path} 已属于另一条新闻（{row.article_id}）")


def find_article(addresses: list[str]) -> Article | None:
    """The story that one of a thread's addresses and names means: by an old address, by its key, by our own address."""
    paths = [form for path in map(old_path, addresses) if path for form in (path, other_slash(path))]
    rows = {row.path: row for row in OldAddress.objects.filter(path__in=paths).select_related("article")}
    if found := next((rows[path].article for path in paths if path in rows), None):
        return found
    keys = [hash_parts("wordpress", address) for address in addresses]
    if found := Article.objects.filter(import_key__in=keys).order_by("pk").first():
        return found
    own = [pk for address in addresses if (pk := own_pk(address))]
    return Article.objects.filter(pk__in=own).order_by("pk").first()


def other_slash(path: str) -> str:
    """The same path with the slash at its end that it lacks, or without the one that it has."""
    bare, mark, query = path.partition("?")
    return (bare[:-1] if bare.endswith("/") else f"{bare}/") + mark + query


def own_pk(address: str) -> int | None:
    """The pk in the address of a story of this very site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    match = OWN.match(parts.path)
    return int(match[1]) if match and parts.hostname == settings.SITE_HOST else None
