"""How editors find a story in the admin: by its state, and by whatever they remember of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from news.articles.models import Article
from news.articles.queries import ArticleQuerySet
from news.search.models import ArticleEntry, facet
from news.search.query import BadQuery, Query, parse_query
from news.variants.folding import fold
from news.variants.models import RegionalTerm

FOUND_MOST = 1000  # stories of one search, the newest
NOTHING = Query()  # no words: what only a facet narrows
UNINDEXED_MOST = 2000  # drafts and withdrawn stories whose titles are looked through

STATES: dict[str, tuple[str, Callable[[ArticleQuerySet], ArticleQuerySet]]] = {
    "draft": ("草稿", ArticleQuerySet.drafts),
    "scheduled": ("定时", ArticleQuerySet.scheduled),
    "published": ("已发布", ArticleQuerySet.published),
    "withdrawn": ("已撤下", ArticleQuerySet.withdrawn),
}


class StateFilter(admin.SimpleListFilter):
    """Where stories are in their lives; and those under the editor's own pen name."""

    title, parameter_name = "状态", "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((name, label) for name, (label, _) in STATES.items()), ("mine", "我的")]

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "mine":
            return queryset.filter(editor__in=[request.user.get_username(), request.user.editor_name])
        state = STATES.get(self.value() or "")
        return state[1](queryset) if state else queryset


def find_articles(typed: str) -> set[int]:
    """The pks of stories with these words in title or body, of this source or pen name, or with this number."""
    typed = typed.replace("\x00", "")[:200].strip()
    found = {int(typed)} if typed.isascii() and typed.isdigit() and len(typed) < 12 else set()
    return found | with_words(typed) | with_facet(typed) | without_entry(typed)


def with_words(typed: str) -> set[int]:
    try:
        query = parse_query(typed, RegionalTerm.folded_names())
    except BadQuery:
        return set()
    return {pk for _, pk in ArticleEntry.index.matching(query, limit=FOUND_MOST)}


def with_facet(typed: str) -> set[int]:
    """Stories whose source, or whose editor's pen name, is just this."""
    facets = (facet("s", typed), facet("e", typed))
    rows = (ArticleEntry.index.matching(NOTHING, facets=[one], limit=FOUND_MOST) for one in facets)
    return {pk for found in rows for _, pk in found}


def without_entry(typed: str) -> set[int]:
    """What the index does not hold: drafts and withdrawn stories, by their titles in either script."""
    rows = Article.objects.filter(published_at=None).order_by("-pk").values_list("pk", "title")[:UNINDEXED_MOST]
    wanted = fold(typed)
    return {pk for pk, title in rows if wanted in fold(title)}
