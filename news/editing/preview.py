"""预览: a story as its page will be, from what is typed in the form; in any variant, and as wide as a phone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from news.articles.body import PLACE
from news.articles.models import Article
from news.channels.models import Channel
from news.http.numbers import parse_pk
from news.media.models import DeskPicture, Photo
from news.pages.story_page import BESIDE
from news.text.markup import BODY_LONGEST, clean_body
from news.variants.html import convert_html
from news.variants.models import ConversionOverride
from news.variants.text import VARIANTS

if TYPE_CHECKING:
    from news.http.requests import SiteRequest

UNSAVED = 0  # the number of a story that was never saved
TITLE_LONGEST = 200
CAPTION_LONGEST = 300
PHOTOS_MOST = 100


def framed(view: Callable[..., HttpResponse]) -> Any:
    """A page that our own pages may frame, and on which nothing acts."""
    policy = {"frame-ancestors": [SELF], "script-src": [NONE], "form-action": [NONE]}
    return require_http_methods(["GET", "HEAD", "POST"])(xframe_options_sameorigin(csp_replace(policy)(view)))


@framed
def preview(request: Any) -> HttpResponse:
    """The page of `story` (a pk, or nothing for a new one) with what was typed; nothing is saved, nothing on it acts.

    `variant`: one of the prefixes of addresses, or nothing for the story as written.
    """
    data: Any = request.POST if request.method == "POST" else request.GET
    article = story_of(request, parse_pk(data.get("story", "")))
    if request.method == "POST":
        take_typed(article, data)
    return render_preview(request, article, data.get("variant", ""))


def render_preview(
    request: SiteRequest, article: Article, variant: str = "", template: str = "news/articles/article.html"
) -> HttpResponse:
    """The page of an article, which need not be saved, as it would stand now."""
    if not article.is_published:
        article.published_at = timezone.now()
    context = {"article": article, "beside": BESIDE.cached()}
    html: str = render_to_string(template, context, request)
    if variant in VARIANTS:
        html = convert_html(html, variant, ConversionOverride.table(variant, article.pk))
    return HttpResponse(html, headers={"Cache-Control": "private, no-store"})


def story_of(request: SiteRequest, pk: int | None) -> Article:
    """The story that is previewed; a new one stands in no table yet. PermissionDenied for who may not edit."""
    if not request.user.has_perm("news.change_article" if pk else "news.add_article"):
        raise PermissionDenied("您没有编辑新闻的权限。")
    if pk:
        return get_object_or_404(Article.objects.for_page(), pk=pk)
    known = {"pk": UNSAVED, "editor": request.user.get_username(), "revised_at": timezone.now()}
    return Article(channel=Channel.objects.for_stories().first(), **known)


def take_typed(article: Article, data: Any) -> None:
    """Let an article, which is not saved, say what stands in the form now, finished or not."""
    article.title = data.get("title", "").replace("\x00", "")[:TITLE_LONGEST] or "（还没有标题）"
    article.editor = data.get("editor", "").replace("\x00", "")[:TITLE_LONGEST]
    article.body = clean_body(data.get("body", "").replace("\x00", "")[:BODY_LONGEST])
    if "pictures" in data:
        show_photos(article, data["pictures"])
    channel = Channel.objects.filter(pk=parse_pk(data.get("channel", "")) or 0).first()
    article.channel = channel or article.channel


def show_photos(article: Article, typed: str) -> None:
    """Let an article, which is not saved, have these photos: JSON [[name, caption], …], saved or waiting ones.

    The marks of the body count all of them; those of which there is no picture yet are left out.
    """
    try:
        rows = [(str(name), str(caption)[:CAPTION_LONGEST]) for name, caption in json.loads(typed)[:PHOTOS_MOST]]
    except (ValueError, TypeError, RecursionError):
        return
    known = pictures_named([name for name, _ in rows])
    photos: dict[int, Photo] = {}
    for number, (name, caption) in enumerate(rows, 1):
        if row := known.get(name):
            photos[number] = Photo(name=name, width=row.width, height=row.height, caption=caption)
    places = {number: place for place, number in enumerate(photos, 1)}
    article.body = PLACE.sub(lambda mark: place_mark(places.get(int(mark[1]), 0)), article.body)
    article.attached = {"photos": list(photos.values())}


def pictures_named(names: list[str]) -> dict[str, Photo | DeskPicture]:
    found: dict[str, Photo | DeskPicture] = {row.name: row for row in DeskPicture.objects.filter(name__in=names)}
    return found | {row.name: row for row in Photo.objects.filter(name__in=names)}


def place_mark(number: int) -> str:
    return f"<p>[图{number}]</p>" if number else ""
