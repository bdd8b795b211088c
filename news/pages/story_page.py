"""The page of a story, with what stands beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField
from django.http import Http404, HttpResponse
from django.utils import timezone

from news.articles.attachments import fetch_attachments
from news.articles.models import Article
from news.articles.views import answer_withdrawn, fetch_cursor
from news.caching.pages import render_public
from news.compiled_queries import NOW, CompiledListQuery, CompiledQuery, Given
from news.rankings.models import Ranking

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


RELATED_MOST = 10  # earlier stories below a story
NEWEST = 8
HEADS = ("heat", "discussed")  # rankings whose heads stand beside a story
HEAD_MOST = 18  # lines of a ranking that are looked at for its head

STORY = CompiledQuery(lambda: Article.objects.published(NOW).select_related("channel").filter(pk=Given("pk")))
EARLIER = CompiledQuery(
    lambda: (
        Article.objects.published(NOW)
        .earlier_related(Given("article"), Given("before", DateTimeField()))[:RELATED_MOST]
        .values_list("pk")
    )
)
NEWEST_OF_EDITORS = CompiledQuery(
    lambda: Article.objects.published(NOW).by_editors().newest()[:NEWEST].values_list("pk")
)
LINES = CompiledListQuery(
    lambda pks: Article.objects.published(NOW).filter(pk__in=pks).select_related("channel").defer("body")
)


def article(request: SiteRequest, pk: int) -> HttpResponse:
    context, about = partial(article_context, pk), ("article", pk)
    try:
        cursor = fetch_cursor(pk)
    except Http404:
        return answer_withdrawn(request, pk)
    return render_public(request, "news/articles/article.html", context, [cursor], keep=True, about=about)


def article_context(pk: int) -> dict[str, Any]:
    now = timezone.now()
    article = STORY.first(pk=pk, now=now)
    if article is None:
        raise Http404
    rankings = Ranking.all_last_built(*HEADS)
    parts = {
        "earlier": EARLIER.fetch(article=pk, before=article.published_at, now=now),
        "newest": NEWEST_OF_EDITORS.fetch(now=now),
    }
    pks = {name: [found for (found,) in rows] for name, rows in parts.items()}
    pks |= {name: rankings[name].pks[:HEAD_MOST] for name in HEADS}
    rows = {row.pk: row for row in LINES.fetch((pk for found in pks.values() for pk in found), now=now)}
    fetch_attachments([article, *rows.values()], "photos", "videos")
    fetch_attachments([article], "sources", "corrections")
    lists = {name: [rows[pk] for pk in pks[name] if pk in rows] for name in parts}
    return {"article": article, "rankings": rankings, "stories": rows, **lists}
