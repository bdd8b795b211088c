"""`/me/`: what is personal about a page, for the script that lays it over; kept by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from comments.personal.facts import personal_facts
from comments.thread.rows import row_html
from news.articles.models import Article
from news.http.paging import parse_page_number
from news.variants.html import convert_html
from news.variants.models import ConversionOverride

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


@require_safe
def me(request: SiteRequest) -> JsonResponse:
    if not request.user.is_authenticated:
        return answer({"name": None})
    pk = parse_page_number(request.GET.get("article"), default=0)
    article = Article.objects.published().filter(pk=pk).first() if pk else None
    facts = personal_facts(request.user, article, ban_on=story_of_ban(request))
    held = [row_html(comment) for comment in facts.pop("held")]
    facts["unwanted"] = facts["unwanted"].facts()
    table = ConversionOverride.table(request.variant, pk)
    facts["held"] = [convert_html(html, request.variant, table) for html in held] if request.variant else held
    return answer(facts | {"token": get_token(request)})


def story_of_ban(request: SiteRequest) -> Article | None:
    """The story whose open page asks whether a ban holds there (`?ban=`); None costs nothing for nearly everybody."""
    pk = parse_page_number(request.GET.get("ban"), default=0) if request.user.restricted else 0
    return Article.objects.published().filter(pk=pk).first() if pk else None


def answer(facts: dict[str, Any]) -> JsonResponse:
    return JsonResponse(facts, headers={"Cache-Control": "private, no-store"})
