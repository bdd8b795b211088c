"""Entries of a feed become stories; what is here already is never touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone

from news.articles.body import plain_text
from news.articles.models import Article, Source
from news.feed_sources.bodies import EntryError, clean_link, clean_text, clean_title, digest_of
from news.feed_sources.models import FeedSource, ImportedEntry

if TYPE_CHECKING:
    from news.feed_sources.reading import Entry, Feed

YEARS = (1990, 2100)
NAMED_MOST = 20  # stories of each kind that a report names
GLOBAL_KEYS = ("http://", "https://", "tag:", "urn:")


@dataclass
class Report:
    """What a look at a feed brought, in lines for editors."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    known: int = 0
    left: int = 0

    def __str__(self) -> str:
        changed, bad = f"原文有改动 {len(self.changed)} 条", f"无法带入 {len(self.bad)} 条"
        lines = [f"新增 {len(self.new)} 条，已有 {self.known} 条，{changed}，{bad}。"]
        for label, names in (("新增", self.new), ("原文有改动", self.changed), ("无法带入", self.bad)):
            lines += [f"{label}：{name}" for name in names[:NAMED_MOST]]
            lines += [f"{label}：另有 {len(names) - NAMED_MOST} 条。"] * (len(names) > NAMED_MOST)
        if self.left:
            lines.append(f"一次只看前面的条目，后面 {self.left} 条没有看。")
        if self.pictures:
            lines.append(f"没有带来的图片 {len(self.pictures)} 张：")
            lines += self.pictures[:NAMED_MOST]
        return "\n".join(lines)


@dataclass(frozen=True)
class Draft:
    """A story as it will be written."""

    key: str
    title: str
    body: str
    link: str
    published_at: datetime | None
    digest: str


def import_entries(source: FeedSource, feed: Feed, base: str, write: bool = True) -> Report:
    """Bring in what is new of a feed that came from `base`, oldest first; without `write` only say what would be."""
    report = Report(left=feed.total - len(feed.entries))
    keyed = {key_of(entry, base): entry for entry in reversed(feed.entries)}
    report.known = len(feed.entries) - len(keyed)  # named twice in one file
    known = {article.import_key: article for article in find_known(list(keyed))}
    for key, entry in keyed.items():
        if key in known:
            compare(known[key], entry, report)
        else:
            add(source, key, entry, base, report, write)
    return report


def key_of(entry: Entry, base: str) -> str:
    """By what an entry is known again: its own id, which counts within its site alone unless it names one."""
    scope = "" if entry.key.startswith(GLOBAL_KEYS) else urlsplit(clean_link(entry.link, base) or base).hostname or ""
    named = entry.key or digest_of(entry.title, entry.full)
    return sha256("\x1f".join(("feed", scope, named)).encode("utf-8", "replace")).hexdigest()


def find_known(keys: list[str]) -> list[Article]:
    return list(Article.objects.filter(import_key__in=keys).select_related("imported_entry").defer("body"))


def compare(article: Article, entry: Entry, report: Report) -> None:
    """Say whether the original of a story has changed since it was taken."""
    imported = getattr(article, "imported_entry", None)
    if imported is None or imported.digest == digest_of(entry.title, entry.full, entry.summary):
        report.known += 1
    else:
        report.changed.append(f"《{article.title}》 {article.get_absolute_url()}")


def add(source: FeedSource, key: str, entry: Entry, base: str, report: Report, write: bool) -> None:
    try:
        draft, pictures = make_draft(source, key, entry, base)
    except EntryError as error:
        report.bad.append(f"《{clean_title(entry.title) or '没有标题'}》{error}")
        return
    try:
        article = save(source, draft) if write else None
    except IntegrityError:  # another process was a moment faster
        report.known += 1
        return
    report.new.append(f"《{draft.title}》" + (f" {article.get_absolute_url()}" if article else ""))
    report.pictures += pictures


def make_draft(source: FeedSource, key: str, entry: Entry, base: str) -> tuple[Draft, list[str]]:
    """(the story, addresses of pictures that it has no longer); EntryError if it cannot be one."""
    link = clean_link(entry.link, base)
    text = entry.full if source.full_text else entry.summary or entry.full
    body, pictures = clean_text(text, link or base)
    words, title = plain_text(body), clean_title(entry.title)
    if not words:
        raise EntryError("没有正文。")
    digest = digest_of(entry.title, entry.full, entry.summary)
    draft = Draft(key, title or clean_title(words), body, link, read_moment(entry.published_at), digest)
    return draft, [*pictures, *entry.pictures]


def read_moment(moment: datetime | None) -> datetime | None:
    """The time of an entry in the past, without a zone taken for the site's; None for one that cannot be right."""
    if moment is None or not YEARS[0] <= moment.year <= YEARS[1]:
        return None
    moment = moment if moment.tzinfo else timezone.make_aware(moment)
    return moment if moment <= timezone.now() else None


@transaction.atomic
def save(source: FeedSource, draft: Draft) -> Article:
    article = Article.objects.create(
        import_key=draft.key,
        channel=source.channel,
        title=draft.title,
        body=draft.body,
        published_at=(draft.published_at or timezone.now()) if source.publishes else None,
    )
    Source.objects.create(article=article, name=source.name, url=draft.link, published_at=draft.published_at)
    ImportedEntry.objects.create(article=article, digest=draft.digest)
    article.announce()
    return article
