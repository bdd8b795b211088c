"""What a page knows of who is looking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from comments.bans.models import ban_sentence
from comments.moderation.queues import moderates
from comments.notifications.models import UNSEEN_MOST
from comments.personal.facts_query import OWN, VOTES, fetch_rows
from comments.personal.hiding import HiddenByReader
from comments.polls.models import Ballot
from comments.states import VoteKind
from comments.thread.models import Comment
from news.compiled_queries import LISTED_MOST

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.articles.models import Article


def personal_facts(reader: Reader, article: Article | None, shown: set[int]) -> dict[str, Any]:
    """Return what is `reader`'s own about a page of `article` (or None): facts, no HTML; for nearly all by one query.

    `shown`: the pks of the comments whose rows stand on the page; others do not count.
    `votes`: {"c12": "flower", "a3": "egg"}; `reasons`: {pk: why the reader gave it an egg}; `own`: {pk: seconds left
    to edit}; `held`: own comments in the queue; `unseen`: how many notices; `unwanted`: whom and what they hide;
    `ban`: the sentence of what keeps them from writing here, or ""; `newest`: the newest comment there is, a pk or 0.
    """
    found, listed = defaultdict(list), sorted(shown)
    for kind, *values in fetch_rows(reader, article, listed[:LISTED_MOST]):
        found[kind].append(values)
    facts = facts_without_questions(reader, article) | {
        "name": reader.name,
        "unseen": min(len({subject for _, subject, _, _ in found["notice"]}), UNSEEN_MOST),
        "unwanted": HiddenByReader(
            {pk for pk, *_ in found["block"]}, [folded for _, folded, _, _ in found["word"]], reader.pk
        ),
        "following": bool(found["follow"]),
        "ban": ban_sentence(reader, article),
        "newest": max((pk for pk, *_ in found["newest"]), default=0),
        "votes": {f"a{pk}": vote for pk, vote, _, _ in found["story"]},
    }
    add_votes(facts, ((pk, vote, reason) for pk, vote, reason, _ in found["vote"]))
    add_own(facts, ((pk, made_at) for pk, _, _, made_at in found["own"]))
    held = [pk for pk, *_ in found["held"]]
    if held:  # they stand in no public page, but are put into this one
        facts["held"] = list(Comment.objects.filter(pk__in=held).for_rendering().order_by("-created_at", "-pk"))
    add_comment_facts(facts, reader, {*held, *listed[LISTED_MOST:]})
    return facts


def fragment_facts(reader: Reader, article: Article | None, comments: set[int]) -> dict[str, Any]:
    """The same about these comments alone, for an answer that is no page and holds nothing but them: two queries."""
    facts = facts_without_questions(reader, article) | {"ballots": {}}
    add_comment_facts(facts, reader, comments)
    return facts


def facts_without_questions(reader: Reader, article: Article | None) -> dict[str, Any]:
    """The facts that nearly nobody's need a query, with places for the others."""
    return {
        "staff": reader.is_staff,
        "moderates": moderates(reader, article),
        "features": reader.may_feature,
        "unwanted": HiddenByReader(own=reader.pk),
        "votes": {},
        "reasons": {},
        "own": {},
        "held": [],
    }


def add_comment_facts(facts: dict[str, Any], reader: Reader, comments: set[int]) -> None:
    """Add to `facts` the reader's `votes` and `reasons` among these comments (pks), and which of them are `own`."""
    if comments:
        add_votes(facts, VOTES.fetch(comments, reader=reader.pk))
        add_own(facts, OWN.fetch(comments, reader=reader.pk))


def add_votes(facts: dict[str, Any], rows: Iterable[tuple[int, str, str]]) -> None:
    """Add (comment, kind, reason) of votes."""
    for pk, kind, reason in rows:
        facts["votes"][f"c{pk}"] = kind
        if kind == VoteKind.EGG:
            facts["reasons"][pk] = reason


def add_own(facts: dict[str, Any], rows: Iterable[tuple[int, datetime]]) -> None:
    """Add (comment, when it was made) of the reader's own."""
    since = Comment.editable_since()
    for pk, made_at in rows:
        facts["own"][pk] = max(0, int((made_at - since).total_seconds()))


def ballots(reader: Reader, polls: set[Any]) -> dict[Any, Any]:
    """{pk of one of these `polls` (pks): what the reader chose in it}."""
    cast = Ballot.objects.filter(reader=reader, poll__in=polls).prefetch_related("choices") if polls else ()
    return {ballot.poll_id: list(ballot.choices.all()) for ballot in cast}
