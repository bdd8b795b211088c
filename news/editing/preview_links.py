"""预览链接: a draft's page for people without an account, at an address that is signed and ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.articles.models import Article
from news.articles.views import answer_withdrawn
from news.caching.pages import mark_noindex
from news.editing.preview import render_preview
from news.editing.story_pages import StoryPage
from news.http.numbers import parse_pk

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


VALID_FOR = timedelta(days=7)
ENDED = "这个预览链接不完整，或者已经过期。请向网编要一个新的。"
signer = TimestampSigner(salt="huadan.preview")


def make_preview_link(article: Article) -> str:
    """The whole address under which this draft may be read until `VALID_FOR` has passed."""
    return f"{settings.SITE_URL}{reverse('shared_preview', args=[signer.sign(str(article.pk))])}"


def readable(view: Callable[..., HttpResponse]) -> Any:
    """A page that is only read: no script of it runs, no form is sent."""
    return require_safe(csp_replace({"script-src": [NONE], "form-action": [NONE]})(view))


@readable
def shared_preview(request: Any, token: str) -> HttpResponse:
    """The draft that a token names, as it is saved now; a published story is at its own address, a withdrawn nowhere.

    Whoever was sent the address may see it: nothing on the page acts, and nobody keeps it.
    """
    return keep_private(answer(request, find_story(token)))


def find_story(token: str) -> Article:
    """The story that a token names; Http404 with a sentence if it is not ours, or too old."""
    try:
        pk = parse_pk(signer.unsign(token, max_age=VALID_FOR))
    except BadSignature as error:
        raise Http404(ENDED) from error
    article = Article.objects.for_page().filter(pk=pk or 0).first()
    if article is None:
        raise Http404(ENDED)
    return article


def answer(request: SiteRequest, article: Article) -> HttpResponse:
    if article.is_published:
        return redirect(article)
    if article.withdrawn_at:
        return answer_withdrawn(request, article.pk)
    response: Any = render_preview(request, article, template="news/articles/shared_preview.html")
    response.story = article.pk  # whose words of the conversion hold
    return response


def keep_private(response: HttpResponse) -> HttpResponse:
    """No cache and no search engine keeps it, and no other site hears its address."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return mark_noindex(response)


class PreviewLink(StoryPage):
    """The form of a story that is not public offers the address at which others may read it."""

    def story_context(self, request: Any, article: Article) -> dict[str, Any]:
        link = {"preview_link": make_preview_link(article)} if article.stage in ("草稿", "定时") else {}
        return super().story_context(request, article) | link
