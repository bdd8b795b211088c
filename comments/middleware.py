"""A signed-in GET is the public page with the reader's own parts put into its slots."""

import re

from django.conf import settings
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from comments.personal import article_of, filled, personal
from comments.views.composing import compose_context, draft_for
from news.convert import convert_html
from news.models import Article

PARENT = re.compile(r'<!--me:composer-->.*?name="parent" value="(\d+)"', re.DOTALL)


class Personal:
    """Fill the slots for whoever has a session; such answers are kept by nobody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not request.path_info.startswith("/accounts/"):
            return response
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        if request.user.is_authenticated and not request.path_info.startswith("/admin/"):
            response.content = self.personalised(request, response.content.decode())
        if "public" in response.headers.get("Cache-Control", "public"):
            response.headers["Cache-Control"] = "private, no-store"
        for name in ("ETag", "CDN-Cache-Control"):
            response.headers.pop(name, None)
        return response

    def personalised(self, request, html):
        pk = article_of(html)
        article = Article.objects.filter(pk=pk).first() if pk else None
        facts = personal(request.user, article)
        parts = dict(parts_of(request, html, article, facts))
        if request.script:
            parts = {name: convert_html(part, request.script) for name, part in parts.items()}
        if "held" in parts:  # these rows bring slots of their own along
            parts["held"] = filled(parts["held"], parts, facts["votes"])
        return filled(html, parts, facts["votes"])


def parts_of(request, html, article, facts):
    """Yield (slot, HTML) for everything on this page that is the reader's own."""
    token = get_token(request)
    yield "account", render_to_string("comments/_account.html", {"reader": request.user, "token": token})
    yield "token", f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    if article is None:
        return
    for pk, seconds in facts["own"].items():
        yield f"c{pk}", render_to_string("comments/_own.html", {"pk": pk, "editable": seconds > 0})
    held = "".join(render_to_string("comments/_comment.html", {"comment": comment}) for comment in facts["held"])
    yield "held", held
    parent = PARENT.search(html)
    parent = int(parent.group(1)) if parent else None
    context = compose_context(article, parent, draft_for(request, article.pk, parent))
    yield (
        "composer",
        render_to_string("comments/_composer.html", context | {"token": token, "reader": request.user}),
    )
