"""The poll: the stream's elements as one answer, for browsers and servers without streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from comments.live.catchup import RESYNC, catch_up
from news.articles.models import Article
from news.caching.pages import convert_parts, respond

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


@require_safe
def poll(request: SiteRequest, pk: int) -> HttpResponse:
    """All elements that changed after the reader's cursor, `X-Cursor`, and `X-Resync: yes` if a reload is due.

    Under `runserver` a stream is asked for here too; 204 tells the browser to poll instead.
    """
    article = get_object_or_404(Article.objects.published(), pk=pk)
    headers = {"Cache-Control": "no-store", "Vary": "Accept", "X-Robots-Tag": "noindex"}
    if "text/event-stream" in request.headers.get("Accept", ""):
        return HttpResponse(status=204, headers=headers)
    after = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    cursor, elements = catch_up(article, after)
    if elements is RESYNC:
        return HttpResponse(headers=headers | {"X-Resync": "yes", "X-Cursor": str(cursor)})
    response = respond(convert_parts(request, elements, ("article", pk)))
    for name, value in (headers | {"X-Cursor": str(cursor)}).items():
        response.headers[name] = value
    return response
