"""A signed-in GET is the public page with the reader's own parts put into its slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from comments.moderation.queues import moderated_among, number_waiting
from comments.personal.facts import ballots, personal_facts
from comments.readers.models import Reader
from comments.reasons import EGG_REASONS
from comments.relations.queries import relation_facts
from comments.states import VoteKind
from comments.thread.composing import compose_context, draft_for
from comments.thread.models import Comment
from comments.thread.rows import fetch_row
from news.articles.models import Article
from news.caching.parts import convert_row, fill_parts, find_slots, parse_parts
from news.http.paging import query_string
from news.variants.html import convert_html
from news.variants.models import ConversionOverride

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


class PersonalParts:
    """Fill the slots for whoever has a session; such answers are kept by nobody."""

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not request.path_info.startswith("/accounts/"):
            return response
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        if request.user.is_authenticated and not request.path_info.startswith("/admin/"):
            # What everybody may see is still there after signing out.
            request.stays = "public" in response.headers.get("Cache-Control", "")
            response.content = personalise(request, response)
        if "public" in response.headers.get("Cache-Control", "public"):
            response.headers["Cache-Control"] = "private, no-store"
        for name in ("ETag", "CDN-Cache-Control"):
            response.headers.pop(name, None)
        return response


def personalise(request: SiteRequest, response: HttpResponse) -> str:
    """The HTML of an answer for the reader of `request`: its slots filled, unwanted rows taken out."""
    parts = getattr(response, "parts", None)
    parts = parse_parts(response.content.decode(), {}) if parts is None else parts
    names = {slot.name for slot in find_slots(parts)}
    kind, pk = getattr(response, "about", None) or ("", 0)
    article = Article.objects.select_related("channel").filter(pk=pk).first() if kind == "article" else None
    facts = personal_facts(request.user, article, numbers_of(names, "c"))
    contents: dict[str, Any] = dict(contents_of(request, names, article, facts))
    if kind == "reader" and (other := Reader.objects.filter(pk=pk).first()):
        contents["bonds"] = render_fragment("relations/_relation_buttons", **relation_facts(request.user, other))
    held = tuple(fetch_row(comment) for comment in facts["held"])
    if request.variant:
        table = ConversionOverride.table(request.variant, article.pk if article else None)
        convert = partial(convert_html, slug=request.variant, table=table)
        contents = {name: convert(html) for name, html in contents.items()}
        held = tuple(convert_row(row, convert) for row in held)
    contents["held"] = held  # as rows: they bring slots along, and quote others
    return fill_parts(parts, contents, facts["unwanted"].hides)


def numbers_of(names: set[str], prefix: str) -> set[Any]:
    """The pks in the names of slots that are `prefix` and a pk, such as "c12"."""
    tails = (name.removeprefix(prefix) for name in names if name.startswith(prefix))
    return {int(tail) for tail in tails if tail.isdigit()}


def way_back(request: SiteRequest) -> str:
    """Where signing out leads: back to this page, or "" (home) where it is the reader's own."""
    return request.path + query_string(request) if request.stays else ""


def render_fragment(fragment: str, **context: Any) -> str:
    """What fills a slot; the last line's end of a template is none of a page's."""
    return render_to_string(f"comments/{fragment}.html", context).strip()


def contents_of(
    request: SiteRequest, names: set[str], article: Article | None, facts: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield (name of a slot, HTML) for everything on this page that is the reader's own."""
    token = get_token(request)
    account = {"reader": request.user, "token": token, "unseen": facts["unseen"], "back": way_back(request)}
    if facts["staff"]:
        account["waiting"] = number_waiting(request.user)
    yield "account", render_fragment("personal/_account", **account)
    yield "token", (f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}" data-reader="{request.user.pk}">')
    if "messages" in names and (messages := list(get_messages(request))):  # said once: not to a fragment without it
        yield "messages", render_fragment("personal/_messages", messages=messages)
    # No machine is signed in, and what is told to machines knows nothing of whom this reader does not want to see.
    yield "facts", ""
    for pk, choices in ballots(request.user, numbers_of(names, "poll-")).items():
        yield f"poll-{pk}", render_fragment("polls/_voted", choices=choices)
    rows = dict(comment_contents(facts))
    others = numbers_of(names, "c") - {*facts["own"]}
    if facts["moderates"]:
        rows |= with_rule_links(rows, {*moderated_among(request.user, others)})
    if facts["features"]:
        rows |= with_feature_buttons(rows, others)
    yield from rows.items()
    yield from vote_contents(facts)
    if article is not None:
        yield "follow", render_fragment("relations/_story_follow", article=article, following=facts["following"])
        yield from composer_contents(request, names, article, token, facts["ban"])


def comment_contents(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands behind the reader's own comments, and behind those to which they gave an egg."""
    for pk, seconds in facts["own"].items():
        yield f"c{pk}", render_fragment("thread/_own", pk=pk, seconds=seconds)
    for pk, reason in facts["reasons"].items():
        yield f"c{pk}", render_fragment("votes/_reasons", pk=pk, reason=reason, reasons=EGG_REASONS)


def with_rule_links(rows: dict[str, str], pks: set[int]) -> dict[str, str]:
    """{slot of a comment: what stands there, and the link by which a moderator decides on it}."""
    slots = {f"c{pk}": pk for pk in pks}
    return {slot: rows.get(slot, "") + render_fragment("moderation/_rule_link", pk=pk) for slot, pk in slots.items()}


def with_feature_buttons(rows: dict[str, str], pks: set[int]) -> dict[str, str]:
    """{slot of a comment: what stands there, and the button by which an editor marks it or takes the mark back}."""
    marked = set(Comment.objects.featured().filter(pk__in=pks).values_list("pk", flat=True))
    buttons = {pk: render_fragment("featured/_feature_button", pk=pk, featured=pk in marked) for pk in pks}
    return {f"c{pk}": rows.get(f"c{pk}", "") + button for pk, button in buttons.items()}


def vote_contents(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The vote buttons that are not as everybody's: those of own votes pressed, those on own comments disabled."""
    things = {*facts["votes"], *(f"c{pk}" for pk in facts["own"])}
    for thing in things:
        kind, pk = thing[0], int(thing[1:])
        address = reverse("comment_votes" if kind == "c" else "article_votes", args=[pk])
        for name, label in VoteKind.choices:
            marks = {"pressed": facts["votes"].get(thing) == name, "own": kind == "c" and pk in facts["own"]}
            context = {"kind": name, "label": label, "votes": address, "thing": kind, "pk": pk}
            yield f"{thing}-{name}", render_fragment("votes/_vote_button", **context, **marks)


def composer_contents(
    request: SiteRequest, names: set[str], article: Article, token: str, ban: str
) -> Iterator[tuple[str, str]]:
    """The composer, in the slot "composer" or, on the page about a comment, "composer-" and the pk of that comment."""
    slot = next((name for name in names if name.startswith("composer")), None)
    if slot is None:
        return
    parent = int(slot.removeprefix("composer-")) if "-" in slot else None
    context = compose_context(article, parent, draft_for(request, article.pk, parent))
    context["parent"] = parent and Comment.objects.filter(pk=parent).select_related("author").first()
    yield slot, render_fragment("thread/_composer", **context, token=token, reader=request.user, ban=ban)
