"""`/me/`: what is personal about a page, for the script that lays it over; kept by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from comments.bans.models import ban_sentence
from comments.personal.facts_cache import fetch_facts
from comments.personal.sessions import signed_in_as
from comments.thread.models import Comment
from comments.thread.rows import row_html
from comments.votes.models import CommentVote
from news.articles.models import Article
from news.http.form_tokens import token_for
from news.http.numbers import parse_pk
from news.http.paging import parse_page_number
from news.variants.html import convert_html
from news.variants.models import ConversionOverride
from news.variants.plain_text import convert_text

if TYPE_CHECKING:
    from news.http.requests import SiteRequest

COMMENTS_MOST = 500  # of a page, about which one question may ask
NEWEST = 100


@require_safe
def me(request: SiteRequest) -> HttpResponse:
    """Facts about `article` (a pk) and the `comments` on it (pks, with commas); `token=1`: with a token for forms.

    `version`: the one that the page has; 204 if there is nothing newer. `ban`: a story whose page asks for bans alone.
    """
    if not request.user.is_authenticated:
        return answer({"name": None})
    who = signed_in_as(request.user)
    if request.GET.get("version") == who.version:
        return HttpResponse(status=204, headers={"Cache-Control": "private, no-store"})
    pk = parse_page_number(request.GET.get("article"), default=0)
    article = Article.objects.published().select_related("channel").filter(pk=pk).first() if pk else None
    facts = fetch_facts(who, article, comments_asked(request, article), frozenset())
    facts.pop("ballots")
    if story := story_of_ban(request):
        facts["ban"] = ban_sentence(request.user, story)
    facts["ban"] = convert_text(facts.get("ban", ""), request.variant, ConversionOverride.table(request.variant, pk))
    held = [row_html(comment) for comment in facts["held"]]
    table = ConversionOverride.table(request.variant, pk)
    facts["held"] = [convert_html(html, request.variant, table) for html in held]
    facts |= {"unwanted": facts["unwanted"].facts(), "version": who.version}
    return answer(facts | ({"token": token_for(request)} if request.GET.get("token") else {}))


def comments_asked(request: SiteRequest, article: Article | None) -> set[int]:
    """The comments that a page names; for one that names none, the reader's newest and those they voted on last."""
    if "comments" in request.GET or article is None:
        return parse_comments(request.GET.get("comments", ""))
    own = Comment.objects.filter(article=article, author=request.user).order_by("-pk")
    voted = CommentVote.objects.filter(comment__article=article, reader=request.user).order_by("-pk")
    pks = [*own.values_list("pk", flat=True)[:NEWEST], *voted.values_list("comment", flat=True)[:NEWEST]]
    return {*pks}


def parse_comments(raw: str) -> set[int]:
    """The pks that are named, as many as a page may ask about."""
    return {pk for part in raw.split(",")[:COMMENTS_MOST] if (pk := parse_pk(part))}


def story_of_ban(request: SiteRequest) -> Article | None:
    """The story whose open page asks whether a ban holds there (`?ban=`); None costs nothing for nearly everybody."""
    pk = parse_page_number(request.GET.get("ban"), default=0) if request.user.restricted else 0
    return Article.objects.published().filter(pk=pk).first() if pk else None


def answer(facts: dict[str, Any]) -> JsonResponse:
    return JsonResponse(facts, headers={"Cache-Control": "private, no-store"})
