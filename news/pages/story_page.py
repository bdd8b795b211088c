"""The page of a story, with what stands beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from news.articles.attachments import fetch_attachments
from news.articles.models import Article
from news.articles.views import answer_withdrawn, fetch_cursor
from news.caching.pages import render_public
from news.changes.cached_tables import CachedValue
from news.compiled_queries import NOW, CompiledListQuery, CompiledQuery, Given
from news.rankings.models import Ranking

if TYPE_CHECKING:
    from news.articles.queries import ArticleQuerySet
    from news.http.requests import SiteRequest


RELATED_MOST = 10  # earlier stories below a story
NEWEST = 8
HEADS = ("heat", "discussed")  # rankings whose heads stand beside a story
HEAD_MOST = 18  # lines of a ranking that are looked at for its head


def lines() -> ArticleQuerySet:
    """Of stories that readers may see at NOW, what a line in a list shows."""
    return Article.objects.published(NOW).for_lines().with_kinds("videos")


STORY = CompiledQuery(
    lambda: (
        Article.objects.published(NOW)
        .select_related("channel")
        .with_kinds("videos", "corrections")
        .filter(pk=Given("pk"))
    )
)
EARLIER = CompiledQuery(
    lambda: lines().earlier_related(Given("article"), Given("before", DateTimeField()))[:RELATED_MOST]
)
NEWEST_OF_EDITORS = CompiledQuery(lambda: lines().by_editors().newest()[:NEWEST])
RANKED = CompiledListQuery(lambda pks: lines().filter(pk__in=pks))


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
    earlier = EARLIER.fetch(article=pk, before=article.published_at, now=now)
    fetch_attachments([article, *earlier], "photos", "videos")
    fetch_attachments([article], "sources", "corrections")
    return {"article": article, "earlier": earlier, "beside": BESIDE.cached()}


def render_beside() -> str:
    """The HTML of what stands beside every story: the heads of two rankings, the newest stories."""
    now, rankings = timezone.now(), Ranking.all_last_built(*HEADS)
    newest = NEWEST_OF_EDITORS.fetch(now=now)
    ranked = RANKED.fetch((pk for name in HEADS for pk in rankings[name].pks[:HEAD_MOST]), now=now)
    fetch_attachments([*newest, *ranked], "photos", "videos")
    context = {"newest": newest, "rankings": rankings, "stories": {row.pk: row for row in ranked}}
    return render_to_string("news/articles/_beside.html", context)


BESIDE = CachedValue(render_beside)
