"""The page of a story, with what stands beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from news.articles.models import Article
from news.articles.views import answer_withdrawn, fetch_cursor
from news.caching.pages import render_public
from news.rankings.models import Ranking

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


RELATED_MOST = 10  # earlier stories below a story
NEWEST = 8
HEADS = ("heat", "discussed")  # rankings whose heads stand beside a story
HEAD_MOST = 18  # lines of a ranking that are looked at for its head


def article(request: SiteRequest, pk: int) -> HttpResponse:
    context, about = partial(article_context, pk), ("article", pk)
    try:
        cursor = fetch_cursor(pk)
    except Http404:
        return answer_withdrawn(request, pk)
    return render_public(request, "news/articles/article.html", context, [cursor], keep=True, about=about)


def article_context(pk: int) -> dict[str, Any]:
    published = Article.objects.published()
    article = get_object_or_404(published.select_related("channel"), pk=pk)
    rankings = Ranking.all_last_built(*HEADS)
    parts = {
        "earlier": [published.earlier_related(article)[:RELATED_MOST].question()],
        "newest": [published.by_editors().newest()[:NEWEST].question()],
    }
    pks = Article.objects.pks_of(parts) | {name: rankings[name].pks[:HEAD_MOST] for name in HEADS}
    rows = published.bare_lines(pk for found in pks.values() for pk in found)
    prefetch_related_objects([article, *rows.values()], "photos", "videos")
    prefetch_related_objects([article], "sources", "corrections")
    lists = {name: [rows[pk] for pk in pks[name] if pk in rows] for name in parts}
    return {"article": article, "rankings": rankings, "stories": rows, **lists}
