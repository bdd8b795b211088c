"""相近的新闻 and 合并: what else is there on the matter of a story that is being written, and making one of two."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from news.articles.merging import CannotMerge, merge_story
from news.articles.models import Article
from news.editing.advice import likeness, pairs_of, same_titles
from news.editing.versions import keep_first_version
from news.http.numbers import parse_pk
from news.related.similarity import score_candidates
from news.text.markup import clean_body

SHOWN = 5
BODY_COMPARED = 20_000  # characters
ALIKE = 0.35  # from this likeness on, two texts are of one event


@require_safe
def similar(request: HttpRequest) -> JsonResponse:
    """Stories like what is typed (`title`, `body`; `story`: its pk if it is saved), the likest first."""
    return JsonResponse({"stories": [describe(row) for row in find_similar(request.GET)]})


def find_similar(data: Any) -> list[Article]:
    own, title, body = parse_pk(data.get("story", "")), data.get("title", "")[:120], data.get("body", "")
    typed = Article(pk=own, title=title, body=clean_body(body[:BODY_COMPARED]), published_at=timezone.now())
    found = same_titles(typed)
    if typed.body:
        pairs = pairs_of(typed.body)
        near = Article.objects.filter(pk__in=score_candidates(typed)).exclude(pk=own or 0).newest()
        found += [row for row in near if row not in found and likeness(pairs, pairs_of(row.body)) >= ALIKE]
    return found[:SHOWN]


def describe(article: Article) -> dict[str, Any]:
    return {
        "pk": article.pk,
        "title": article.title,
        "stage": article.stage,
        "at": article.published_at,
        "address": reverse("admin:news_article_change", args=[article.pk]),
    }


def merge_asked(request: HttpRequest, story: Article) -> HttpResponse | None:
    """Where a form that was saved by 合并到那一篇 leads; None for any other."""
    into = parse_pk(request.POST.get("_merge", ""))
    return redirect(f"{reverse('admin:news_article_merge')}?story={story.pk}&into={into}") if into else None


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: Any) -> HttpResponse:
    """Ask whether `story` is to be a section `into` another; a POST does it."""
    data = request.POST if request.method == "POST" else request.GET
    story, into = (get_object_or_404(Article, pk=parse_pk(data.get(name, "")) or 0) for name in ("story", "into"))
    if request.method == "POST":
        try:
            keep_first_version(story)
            keep_first_version(into)
            for article, said in zip(merge_story(story.pk, into.pk), ("合并到", "合并了"), strict=True):
                other = into if article.pk == story.pk else story
                site.get_model_admin(Article).log_change(request, article, f"{said}《{other.title}》")
        except CannotMerge as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"已合并到《{into.title}》，请核对小标题、来源和图片的次序。")
            return redirect("admin:news_article_change", into.pk)
    context = {"title": "合并新闻", "opts": Article._meta, "story": story, "into": into}
    return TemplateResponse(request, "admin/news/article/merge.html", site.each_context(request) | context)
