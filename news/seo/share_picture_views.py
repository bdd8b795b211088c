"""The sharing picture of a story, at an address that names what it says and may therefore be kept for ever."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from news.articles.models import Article
from news.seo.share_pictures import card as drawn
from news.text.dates import format_day
from news.variants.models import ConversionOverride
from news.variants.text import convert

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


KEPT = 128


def card_texts(article: Article, variant: str) -> Any:
    """(title, site, what stands below) in a variant."""
    day = timezone.localtime(article.published_at)
    texts = (article.title, settings.SITE_NAME, f"{article.channel.name} · {format_day(day)}")
    return tuple(convert(text, variant, ConversionOverride.table(variant, article.pk)) for text in texts)


def hash_card(texts: tuple[str, str, str]) -> str:
    return hashlib.sha256(repr(texts).encode()).hexdigest()[:12]


def address(article: Article, variant: str) -> str:
    """Where the picture of a story is, in a variant, as the story is called now."""
    prefix = f"/{variant}" if variant else ""
    return f"{prefix}{article.get_absolute_url()}card-{hash_card(card_texts(article, variant))}.png"


@lru_cache(maxsize=KEPT)
def picture(texts: tuple[str, str, str]) -> bytes:
    return drawn(*texts)


@require_safe
def card(request: SiteRequest, pk: int, mark: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.published().select_related("channel"), pk=pk)
    texts = card_texts(article, request.variant)
    if mark != hash_card(texts):  # the story is called something else by now
        return redirect(
            address(article, request.variant).removeprefix(f"/{request.variant}" if request.variant else "")
        )
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(picture(texts), content_type="image/png", headers=headers)
