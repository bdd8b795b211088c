"""The copy of a public page for one reader: the ready page with what is theirs put into its slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from comments.moderation.queues import moderated_among, number_waiting
from comments.personal.facts import fragment_facts
from comments.personal.facts_cache import fetch_facts
from comments.personal.fragments import KEY, TOKEN, Fragments
from comments.readers.models import Reader
from comments.reasons import EGG_REASONS
from comments.relations.queries import relation_facts
from comments.states import VoteKind
from comments.thread.composing import compose_context
from comments.thread.models import Comment
from comments.thread.rows import NO_COMMENT, fetch_row
from news.articles.models import Article
from news.caching.parts import convert_row
from news.caching.split_page import SplitPage

if TYPE_CHECKING:
    from comments.personal.sessions import SignedIn

KINDS = tuple(VoteKind.choices)
REASONS = tuple(EGG_REASONS)


@dataclass
class Looking:
    """Who looks at which page. `who()`: the same with the version of their facts.

    `token`: of the page's forms. `back`: where signing out leads, "" for home.

    `draft(article, parent)`: what this reader typed there before they signed in; `messages`: sentences said once.
    """

    reader: Reader
    who: Callable[[], SignedIn]
    token: str
    variant: str = ""
    back: str = ""
    draft: Callable[[int, int | None], str] = lambda article, parent: ""
    messages: Callable[[], list[Any]] = list


@dataclass
class PublicPage:
    """A page as everybody gets it: cut at its slots, and the story or reader that it is about, as (kind, pk)."""

    split: SplitPage
    about: tuple[str, int] | None = None

    @cached_property
    def composer(self) -> str:
        """The name of the slot for the form of a comment, or ""."""
        return next((name for name in self.split.names if name.startswith("composer")), "")

    @cached_property
    def article(self) -> Article | None:
        """The story that the page is about; read once for all who are shown this page."""
        kind, pk = self.about or ("", 0)
        if kind != "article":
            return None
        return Article.objects.select_related("channel").defer("body").filter(pk=pk).first()


def fill_page(page: PublicPage, looking: Looking) -> bytes:
    """The HTML for whoever looks: slots filled, unwanted rows taken out."""
    split = page.split
    if split.holds_comments_alone and all(row.author == looking.reader.pk for row, _, _ in split.rows):
        facts = fragment_facts(looking.reader, page.article, {*split.comments})
    else:
        facts = fetch_facts(looking.who(), page.article, split.comments, split.polls)
    fragments = Fragments(looking, page.article)
    contents = dict(list_contents(page, looking, facts, fragments))
    if "held" in page.split.names:
        contents["held"] = "".join(render_held(comment, facts, fragments) for comment in facts["held"])
    unwanted = facts["unwanted"]
    return page.split.fill(contents, unwanted.hides if unwanted.people or unwanted.words else None)


def render_held(comment: Comment, facts: dict[str, Any], fragments: Fragments) -> str:
    """The row of the reader's own comment that waits for a moderator; it brings slots along, and quotes others."""
    row = fetch_row(comment)
    row = convert_row(row, fragments.convert) if fragments.variant else row
    contents = dict(vote_contents({f"c{comment.pk}"}, facts, fragments))
    contents |= dict(comment_contents({comment.pk}, facts, fragments))
    return SplitPage(row.parts).fill(contents, facts["unwanted"].hides).decode()


def list_contents(
    page: PublicPage, looking: Looking, facts: dict[str, Any], fragments: Fragments
) -> Iterator[tuple[str, str]]:
    """(name of a slot, HTML) for everything on this page that is the reader's own."""
    names, reader = page.split.names, looking.reader
    if "account" in names:
        yield "account", account(looking, facts, fragments)
    yield "token", f'<input type="hidden" name="csrfmiddlewaretoken" value="{looking.token}" data-reader="{reader.pk}">'
    if "messages" in names and (messages := looking.messages()):  # said once: not to a fragment without it
        yield "messages", fragments.render("personal/_messages", messages=messages)
    # No machine is signed in, and what is told to machines knows nothing of whom this reader does not want to see.
    yield "facts", ""
    for pk, choices in facts["ballots"].items():
        if f"poll-{pk}" in names:
            yield f"poll-{pk}", fragments.render("polls/_voted", choices=choices)
    comments = page.split.comments
    rows = dict(comment_contents(comments, facts, fragments))
    others = comments - facts["own"].keys()
    if facts["moderates"]:
        rows |= with_rule_links(rows, {*moderated_among(reader, others)}, fragments)
    if facts["features"]:
        rows |= with_feature_buttons(rows, others, fragments)
    yield from rows.items()
    things = {f"c{pk}" for pk in comments} | ({f"a{page.article.pk}"} if page.article else set())
    yield from vote_contents(things, facts, fragments)
    yield from about_contents(page, looking, facts, fragments)


def about_contents(
    page: PublicPage, looking: Looking, facts: dict[str, Any], fragments: Fragments
) -> Iterator[tuple[str, str]]:
    """What stands on the pages of a story or of a reader."""
    kind, pk = page.about or ("", 0)
    if "bonds" in page.split.names and kind == "reader" and (other := Reader.objects.filter(pk=pk).first()):
        yield "bonds", fragments.render("relations/_relation_buttons", **relation_facts(looking.reader, other))
    article = page.article
    if article is None:
        return
    if "follow" in page.split.names:
        context = {"article": article, "following": facts["following"]}
        key = (article.pk, article.noun, facts["following"])
        yield "follow", fragments.get("relations/_story_follow", key, lambda: context)
    if slot := page.composer:
        parent = int(slot.removeprefix("composer-")) if "-" in slot else None
        yield slot, composer(article, parent, looking, facts, fragments)


def account(looking: Looking, facts: dict[str, Any], fragments: Fragments) -> str:
    reader = looking.reader
    waiting = number_waiting(reader) if facts["staff"] else ""
    context = {"token": TOKEN, "unseen": facts["unseen"], "back": looking.back, "waiting": waiting}
    key = (reader.pk, reader.name, reader.is_staff, *context.values())
    return fragments.freshen(fragments.get("personal/_account", key, lambda: context | {"reader": reader}))


def composer(
    article: Article, parent: int | None, looking: Looking, facts: dict[str, Any], fragments: Fragments
) -> str:
    """The form for a comment on `article`, or for an answer to the comment `parent` (a pk) of the page."""
    draft, reader = looking.draft(article.pk, parent), looking.reader
    above = parent and Comment.objects.filter(pk=parent).select_related("author").first()

    def context() -> dict[str, Any]:
        found = compose_context(article, parent, draft) | {"parent": above, "reader": reader, "ban": facts["ban"]}
        found["form"].initial["key"] = KEY
        return found | {"token": TOKEN}

    if draft:
        return fragments.freshen(fragments.render("thread/_composer", **context()))
    story = (article.pk, article.noun, article.closed, article.posting_note)
    who = (reader.pk, reader.name, facts["ban"], reader.is_editor, above and (above.pk, above.author.name))
    return fragments.freshen(fragments.get("thread/_composer", (*story, *who), context))


def comment_contents(comments: Any, facts: dict[str, Any], fragments: Fragments) -> Iterator[tuple[str, str]]:
    """What stands behind the reader's own comments, and behind those to which they gave an egg."""
    for pk in comments & facts["own"].keys():
        yield f"c{pk}", fragments.get_for_comment("thread/_own", pk, seconds=facts["own"][pk])
    for pk in comments & facts["reasons"].keys():
        yield (
            f"c{pk}",
            fragments.get_for_comment("votes/_reasons", pk, reason=facts["reasons"][pk], reasons=REASONS),
        )


def with_rule_links(rows: dict[str, str], pks: set[int], fragments: Fragments) -> dict[str, str]:
    """{slot of a comment: what stands there, and the link by which a moderator decides on it}."""
    links = {pk: fragments.get_for_comment("moderation/_rule_link", pk) for pk in pks}
    return {f"c{pk}": rows.get(f"c{pk}", "") + link for pk, link in links.items()}


def with_feature_buttons(rows: dict[str, str], pks: set[int], fragments: Fragments) -> dict[str, str]:
    """{slot of a comment: what stands there, and the button by which an editor marks it or takes the mark back}."""
    marked = set(Comment.objects.featured().filter(pk__in=pks).values_list("pk", flat=True))
    buttons = {pk: fragments.get_for_comment("featured/_feature_button", pk, featured=pk in marked) for pk in pks}
    return {f"c{pk}": rows.get(f"c{pk}", "") + button for pk, button in buttons.items()}


def vote_contents(things: set[str], facts: dict[str, Any], fragments: Fragments) -> Iterator[tuple[str, str]]:
    """The vote buttons that are not as everybody's: those of own votes pressed, those on own comments disabled."""
    own = {f"c{pk}" for pk in facts["own"]}
    for thing in things & (facts["votes"].keys() | own):
        for name, label in KINDS:
            pressed = facts["votes"].get(thing) == name
            yield f"{thing}-{name}", vote_button(thing, name, label, pressed, thing in own, fragments)


def vote_button(thing: str, name: str, label: str, pressed: bool, own: bool, fragments: Fragments) -> str:
    context = {"thing": thing[0], "kind": name, "label": label, "pressed": pressed, "own": own}
    return fragments.get_for_comment("votes/_vote_button", thing[1:], votes=votes_address(thing[0]), **context)


@cache
def votes_address(kind: str) -> str:
    """Where votes on a comment ("c") or story ("a") go; the number is put in later."""
    return reverse("comment_votes" if kind == "c" else "article_votes", args=[NO_COMMENT])
