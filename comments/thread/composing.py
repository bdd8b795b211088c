"""The composer's life around a post: a guest's draft, a refused text, a fresh key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse

from comments.bans.models import ban_sentence
from comments.exceptions import StaleToken
from comments.responses.answers import is_fragment_request, render_answer, to_sign_in, with_retry
from comments.responses.guest_texts import is_for, sign_in_with_text
from comments.thread.forms import CommentForm, fresh_key
from comments.thread.models import Comment
from comments.thread.text import LONGEST
from news.articles.models import Article
from news.http.numbers import parse_pk
from news.http.origins import is_same_origin

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


DRAFT = "draft"


def sign_in_first(request: SiteRequest, article: Article) -> HttpResponse:
    """Lead a guest to sign-in; what they typed waits in the session that this answer opens."""
    if not is_same_origin(request):  # another site may not open a session here, nor put words into a reader's form
        return to_sign_in(article.get_absolute_url())
    text, parent = request.POST.get("text", "")[: LONGEST * 2].replace("\x00", ""), typed_parent(request.POST)
    draft = {"article": article.pk, "parent": parent, "text": text}
    return sign_in_with_text(request, DRAFT, draft, text, composer_address(article, parent))


def composer_address(article: Article, parent: int | None) -> str:
    """Where a text that was typed as an answer to `parent` (a pk or None) is shown again."""
    if parent and Comment.objects.visible_to(None).filter(pk=parent, article=article).exists():
        return f"{reverse('conversation', args=[parent])}#composer"
    return f"{article.get_absolute_url()}#composer"


def typed_parent(data: Mapping[str, Any]) -> int | None:
    """The pk of the comment that is answered, as the form sent it, or None."""
    return parse_pk(data.get("parent", ""))


def forget_draft(request: SiteRequest, article: Article) -> None:
    """The draft on this article has been posted, or has been overtaken by what was."""
    if (request.session.get(DRAFT) or {}).get("article") == article.pk:
        del request.session[DRAFT]


def draft_for(request: SiteRequest, article_pk: int, parent_pk: int | None = None) -> str:
    """What this reader typed here before they signed in, or ""."""
    draft = request.session.get(DRAFT) or {}
    here = draft.get("article") == article_pk and draft.get("parent") == parent_pk
    return draft["text"] if here and is_for(request, draft) else ""


def compose_context(article: Article, parent_pk: int | None = None, text: str = "", error: str = "") -> dict[str, Any]:
    """What `comments/thread/_composer.html` takes for a signed-in reader: the form with a fresh key."""
    form = CommentForm(initial={"text": text, "parent": parent_pk, "key": fresh_key()}, auto_id="composer-%s")
    return {"article": article, "form": form, "error": error}


def render_refused_post(request: SiteRequest, article: Article, form: CommentForm, error: Any) -> HttpResponse:
    """Answer a post that was not taken: the sentence, what was typed, and a form to try again with.

    Of `article` only the pk need have been read.
    """
    article = Article.objects.select_related("channel").get(pk=article.pk)
    typed = form.data.get("text", "").replace("\x00", "")
    parent = typed_parent(form.data)
    context = compose_context(article, parent, typed, str(error))
    context |= {"reader": request.user, "stale": isinstance(error, StaleToken)}
    context["as_editor"] = "as_editor" in form.data
    if not context["stale"]:
        context["ban"] = ban_sentence(request.user, article)
    context["parent"] = parent and Comment.objects.visible_to(request.user).filter(pk=parent).for_rendering().first()
    template = "comments/thread/_composer.html" if is_fragment_request(request) else "comments/responses/refused.html"
    return with_retry(render_answer(request, template, context, status=error.status), error)
