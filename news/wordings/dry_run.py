"""What a correction would change before it goes live, on the newest stories and comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from news import hooks
from news.articles.body import plain_text
from news.articles.models import Article
from news.variants.models import ConversionOverride, RegionalTerm
from news.variants.regional_terms import TermFinder
from news.variants.text import VARIANTS, convert
from news.variants.word_table import WordTable

LOOKED_AT = 5000  # stories, and as many comments
SHOWN_MOST = 50
AROUND = 20  # letters on either side of a match
WIDE, WIDE_FROM = 0.5, 100  # a share of the texts, if there are so many: a word that is everywhere is no name


@dataclass(frozen=True)
class Match:
    """One place that would be changed: the text around it as typed, and [(the variant, before, after)]."""

    typed: str
    views: list[tuple[str, str, str]]


@dataclass(frozen=True)
class DryRun:
    """`matched` of `looked_at` texts have the word; the newest places that would change are in `matches`."""

    looked_at: int
    matched: int
    matches: list[Match]

    @property
    def is_wide(self) -> bool:
        return self.looked_at >= WIDE_FROM and self.matched > WIDE * self.looked_at


def story_texts() -> Iterator[str]:
    """The newest stories, each with its title, as plain text."""
    rows = Article.objects.order_by("-pk").values_list("title", "body")[:LOOKED_AT]
    for title, body in rows.iterator(chunk_size=500):
        yield f"{title}\n{plain_text(body)}"


def recent_texts() -> Iterator[str]:
    """The newest stories, and the newest comments as typed."""
    yield from story_texts()
    for texts in hooks.call("recent_comments", LOOKED_AT):
        yield from texts


def try_override(row: ConversionOverride) -> DryRun:
    """What an override that is not saved yet would change."""
    tables = tables_with(row)
    looked_at = matched = 0
    matches: list[Match] = []
    for text in recent_texts():
        looked_at += 1
        at = text.find(row.written)
        if at < 0:
            continue
        matched += 1
        if len(matches) < SHOWN_MOST:
            typed = text[max(0, at - AROUND) : at + len(row.written) + AROUND].replace("\n", " ")
            matches.append(Match(typed, changed_views(typed, tables)))
    return DryRun(looked_at, matched, [match for match in matches if match.views])


def tables_with(row: ConversionOverride) -> dict[str, tuple[WordTable, WordTable]]:
    """{variant: (its words now, the same with an override)}."""
    now = {slug: ConversionOverride.table(slug, row.article_id) for slug in VARIANTS}
    return {slug: (table, WordTable(table.words | {row.written: row.shown(slug)})) for slug, table in now.items()}


def changed_views(typed: str, tables: dict[str, tuple[WordTable, WordTable]]) -> list[tuple[str, str, str]]:
    """[(the variant, before, after)] of the views in which a text changes from one table of words to the other."""
    views = []
    for slug, (now, then) in tables.items():
        before, after = convert(typed, slug, now), convert(typed, slug, then)
        if before != after:
            views.append((VARIANTS[slug].label, before, after))
    return views


def try_term(row: RegionalTerm) -> DryRun:
    """Where an entry that is not saved yet would be found in stories."""
    finder, looked_at, matched = TermFinder([row.term]), 0, 0
    matches: list[Match] = []
    for text in story_texts():
        looked_at += 1
        found = [(line, one) for line in text.split("\n") for one in finder.find(line)]
        matched += bool(found)
        for line, one in found[: SHOWN_MOST - len(matches)]:
            before, after = line[max(0, one.start - AROUND) : one.start], line[one.end : one.end + AROUND]
            name = line[one.start : one.end]
            views = [
                (variant.label, f"{before}{name}{after}", f"{before}{row.forms[slug]}{after}")
                for slug, variant in VARIANTS.items()
                if row.forms[slug] != name
            ]
            matches.append(Match(f"{before}{name}{after}", views))
    return DryRun(looked_at, matched, matches)
