"""搜索: stories and comments, newest first or best first, with what narrows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from math import log1p
from typing import Any

from django.utils import timezone

from comments.readers.models import Reader
from comments.search.models import CommentEntry
from comments.thread.models import Comment
from news.articles.models import Article
from news.channels.models import Channel
from news.search.excerpts import finder, marks_in
from news.search.index import Index, before, span
from news.search.models import ArticleEntry, facet
from news.search.query import Query, parse_query
from news.variants.models import RegionalTerm

PER_PAGE = 10
RANKED = 2000  # the newest matches among which the best are looked for
COUNTED = 1000  # matches are counted to this number; then there are more
DAY = 86_400
HALF_LIFE = 30  # days after which a match counts half
SPANS = {"day": 1, "week": 7, "month": 31, "year": 366}
STORY = "JOIN news_article AS story ON story.id = entry.thing_id"
OPEN = (
    "JOIN comments_comment AS thing ON thing.id = entry.thing_id "
    "JOIN news_article AS story ON story.id = thing.article_id"
)


@dataclass
class SearchRequest:
    """What is looked for: a `Query` and how it was typed, which kind of thing, and what narrows it (None: everything).

    `story`: comments of this story alone.
    """

    query: Query
    typed: str
    kind: str = "articles"
    best: bool = False
    channel: Channel | None = None
    source: str = ""
    author: str = ""
    span: str = ""
    story: Article | None = None

    @property
    def least(self) -> int | None:
        days = SPANS.get(self.span)
        return before(timezone.now() - timedelta(days=days)) if days else None


def parse_search(raw: str, **narrowing: Any) -> SearchRequest:
    """The `SearchRequest` for what was typed; BadQuery if it is nothing."""
    return SearchRequest(parse_query(raw, RegionalTerm.folded_names()), raw, **narrowing)


def widened(wanted: SearchRequest) -> SearchRequest:
    """The same for what is spelled nearly as it was typed."""
    return replace(wanted, query=parse_query(wanted.typed, RegionalTerm.folded_names(), near=True))


def newest(wanted: SearchRequest, below: int | None = None, few: bool = False) -> tuple[list[Any], int | None]:
    """(at most 10 things, the mark behind which the next ten begin or None), newest first; `few`: of not many."""
    rows = matching(wanted, below, PER_PAGE + 1, few)
    more = rows[PER_PAGE - 1][0] if len(rows) > PER_PAGE else None
    return load_things(wanted, [pk for _, pk in rows[:PER_PAGE]]), more


def best(wanted: SearchRequest, page: int = 1, few: bool = False) -> tuple[list[Any], bool]:
    """(the ten things of a page, whether there are more) among the newest 2,000 matches, best first."""
    rows = matching(wanted, None, RANKED, few)
    ranked = sorted(scores(wanted, rows), reverse=True)
    start = (page - 1) * PER_PAGE
    pks = [pk for _, _, pk in ranked[start : start + PER_PAGE]]
    return load_things(wanted, pks), len(ranked) > start + PER_PAGE


def matching(wanted: SearchRequest, below: int | None, limit: int, few: bool = False) -> list[tuple[int, int]]:
    """The newest [(entry, pk)] that match and may be read now."""
    index, narrowing = narrowed(wanted, below)
    return index.matching(wanted.query, limit, few, **narrowing)


def count_matches(wanted: SearchRequest) -> int:
    """How many match and may be read now; one more than `COUNTED` if there are more."""
    index, narrowing = narrowed(wanted, None)
    return index.count(wanted.query, COUNTED + 1, **narrowing)


def narrowed(wanted: SearchRequest, below: int | None) -> tuple[Index, dict[str, Any]]:
    """(the index in which to look, what narrows it) for what a request asks for."""
    if wanted.kind == "comments":
        return CommentEntry.index, narrowed_comments(wanted, below)
    facets = [facet("c", wanted.channel.pk)] if wanted.channel else []
    facets += [facet("s", wanted.source)] if wanted.source else []
    facets += [facet("e", wanted.author)] if wanted.author else []
    ceiling = min(below or ArticleEntry.published(), ArticleEntry.published())
    narrowing = {"joins": STORY, "where": [published_condition()], "least": wanted.least, "below": ceiling}
    return ArticleEntry.index, {"facets": facets, **narrowing}


def published_condition() -> tuple[str, list[Any]]:
    return "story.published_at <= %s", [timezone.now()]


def narrowed_comments(wanted: SearchRequest, below: int | None) -> dict[str, Any]:
    """The same of comments; whether their story may be read is asked of the story, and they of themselves."""
    where = [published_condition(), ("thing.state IN ('visible', 'collapsed')", [])]
    where += [("story.channel_id = %s", [wanted.channel.pk])] if wanted.channel else []
    where += [ArticleEntry.index.with_facet("story.id", facet("s", wanted.source))] if wanted.source else []
    facets = [facet("t", wanted.story.pk)] if wanted.story else []
    if wanted.author:
        author = Reader.objects.named(wanted.author).first()
        facets.append(facet("a", author.pk if author else 0))
    return {"facets": facets, "joins": OPEN, "where": where, "least": wanted.least, "below": below}


def scores(wanted: SearchRequest, rows: list[tuple[int, int]]) -> Iterator[tuple[float, int, int]]:
    """[(score, entry, pk)] of the newest matches.

    What readers made of a thing (a story's number of comments, a comment's Wilson bound and flowers), a word in a
    story's title, and freshness; all of it known from columns, so that both databases agree.
    """
    now = before(timezone.now())
    entries = dict(rows)
    worth = dict(score_entries(wanted, entries))
    for entry, pk in rows:
        age = max(0, now - entry) / span(DAY)
        yield (round(worth.get(entry, 0) * 0.5 ** (age / HALF_LIFE), 6), entry, pk)


def score_entries(wanted: SearchRequest, entries: dict[int, int]) -> Iterator[Any]:
    """(entry, what it is worth before it ages) of these entries."""
    if wanted.kind == "comments":
        rows = CommentEntry.objects.filter(pk__in=list(entries)).values_list("pk", "thing__hot", "thing__flowers")
        return ((entry, 1 + 2 * hot + log1p(flowers)) for entry, hot, flowers in rows)
    stories = ArticleEntry.objects.filter(pk__in=list(entries)).values_list("pk", "title", "thing__comment_count")
    return ((entry, 1 + 3 * in_title(wanted, title) + log1p(count)) for entry, title, count in stories)


def in_title(wanted: SearchRequest, title: str) -> float:
    """The share of the query's words that a folded title has."""
    marks = marks_in(wanted.query, title)
    return sum(finder(mark).search(title) is not None for mark in marks) / len(marks)


def load_things(wanted: SearchRequest, pks: list[int]) -> list[Any]:
    """The stories or comments themselves, in this order, with what a result shows."""
    rows = Comment.objects.for_rendering() if wanted.kind == "comments" else Article.objects.select_related("channel")
    found = rows.in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]
