"""A signed-in GET is the public page with the reader's own parts put into its slots."""

import re

from django.conf import settings
from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from comments.personal.facts import ballots, filled, personal
from comments.readers.models import Reader
from comments.relations.queries import bonds
from comments.thread.composing import compose_context, draft_for
from comments.thread.models import Comment
from comments.votes.models import CommentVote
from news.articles.models import Article
from news.caching.pages import subject_of
from news.http.paging import query_of
from news.variants.html import convert_html
from news.variants.models import Wording

PARENT = re.compile(r'<!--me:composer-->.*?name="parent" value="(\d+)"', re.DOTALL)

MESSAGES = "<!--me:messages-->"


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
            # What everybody may see is still there after signing out.
            request.stays = "public" in response.headers.get("Cache-Control", "")
            response.content = self.personalised(request, response.content.decode())
        if "public" in response.headers.get("Cache-Control", "public"):
            response.headers["Cache-Control"] = "private, no-store"
        for name in ("ETag", "CDN-Cache-Control"):
            response.headers.pop(name, None)
        return response

    def personalised(self, request, html):
        kind, pk = subject_of(html) or ("", 0)
        article = Article.objects.select_related("channel").filter(pk=pk).first() if kind == "article" else None
        other = Reader.objects.filter(pk=pk).first() if kind == "reader" else None
        facts = personal(request.user, article, html)
        parts = dict(parts_of(request, html, article, facts))
        if other:
            parts["bonds"] = drawn("_bonds", **bonds(request.user, other))
        if request.script:
            table = Wording.table(request.script, article and article.pk)
            parts = {name: convert_html(part, request.script, table) for name, part in parts.items()}
        if "held" in parts:  # these rows bring slots of their own along
            parts["held"] = filled(parts["held"], parts, facts)
        return facts["unwanted"].taken_out(filled(html, parts, facts))


def way_back(request):
    """Where signing out leads: back to this page, or "" (home) where it is the reader's own."""
    return request.path + query_of(request) if request.stays else ""


def drawn(fragment, **context):
    return render_to_string(f"comments/{fragment}.html", context)


def parts_of(request, html, article, facts):
    """Yield (slot, HTML) for everything on this page that is the reader's own."""
    token = get_token(request)
    yield "account", drawn("_account", reader=request.user, token=token, unseen=facts["unseen"], back=way_back(request))
    yield "token", (f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}" data-reader="{request.user.pk}">')
    if MESSAGES in html and (messages := list(get_messages(request))):  # said once: not to a fragment without the slot
        yield "messages", drawn("_messages", messages=messages)
    # No machine is signed in, and what is told to machines knows nothing of whom this reader does not want to see.
    yield "facts", ""
    for pk, choices in ballots(request.user, html).items():
        yield f"poll-{pk}", drawn("_voted", choices=choices)
    for pk, seconds in facts["own"].items():
        yield f"c{pk}", drawn("_own", pk=pk, seconds=seconds)
    for pk, reason in facts["reasons"].items():
        yield f"c{pk}", drawn("_reasons", pk=pk, reason=reason, reasons=CommentVote.Reason.choices)
    if article is None:
        return
    yield "held", "".join(drawn("_comment", comment=comment) for comment in facts["held"])
    yield "follow", drawn("_story_follow", article=article, following=facts["following"])
    parent = PARENT.search(html)
    parent = int(parent.group(1)) if parent else None
    context = compose_context(article, parent, draft_for(request, article.pk, parent))
    context["parent"] = parent and Comment.objects.filter(pk=parent).select_related("author").first()
    yield "composer", drawn("_composer", **context, token=token, reader=request.user)
