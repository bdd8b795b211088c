"""What a page knows of who is looking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.db.models.lookups import In

from comments.bans.models import ban_sentence
from comments.moderation.queues import moderates
from comments.notifications.models import Notice
from comments.personal.hiding import HiddenByReader
from comments.polls.models import Ballot
from comments.relations.models import StoryFollow
from comments.states import CommentState, VoteKind
from comments.thread.models import Comment
from comments.votes.models import ArticleVote, CommentVote
from news.compiled_queries import CompiledListQuery, Given

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.articles.models import Article


def personal_facts(reader: Reader, article: Article | None, shown: set[int]) -> dict[str, Any]:
    """Return what is `reader`'s own about a page of `article` (or None): facts, no HTML.

    `shown`: the pks of the comments whose rows stand on the page; others do not count.
    `votes`: {"c12": "flower", "a3": "egg"}; `reasons`: {pk: why the reader gave it an egg}; `own`: {pk: seconds left
    to edit}; `held`: own comments in the queue; `unseen`: how many notices; `unwanted`: whom and what they hide;
    `ban`: the sentence of what keeps them from writing here, or "".
    """
    facts = facts_without_questions(reader, article) | {
        "name": reader.name,
        "unseen": Notice.objects.unseen_count(reader),
        "unwanted": HiddenByReader.of(reader),
        "following": False,
        "ban": ban_sentence(reader, article),
    }
    if article:
        facts |= about_story(reader, article)
    # Comments that wait for approval stand in no public page, but are put into this one.
    add_comment_facts(facts, reader, shown | {comment.pk for comment in facts["held"]})
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


def about_story(reader: Reader, article: Article) -> dict[str, Any]:
    """The facts about a story itself: the vote on it, own comments that wait for approval, whether it is followed."""
    cast = ArticleVote.objects.filter(reader=reader, article=article).values_list("kind", flat=True)
    held = Comment.objects.filter(article=article, author=reader, state=CommentState.HELD)
    return {
        "votes": {f"a{article.pk}": kind for kind in cast},
        "held": list(held.for_rendering().order_by("-created_at", "-pk")),
        "following": StoryFollow.objects.filter(reader=reader, article=article).exists(),
    }


def add_comment_facts(facts: dict[str, Any], reader: Reader, comments: set[int]) -> None:
    """Add to `facts` the reader's `votes` and `reasons` among these comments (pks), and which of them are `own`."""
    if not comments:
        return
    for pk, kind, reason in VOTES.fetch(comments, reader=reader.pk):
        facts["votes"][f"c{pk}"] = kind
        if kind == VoteKind.EGG:
            facts["reasons"][pk] = reason
    since = Comment.editable_since()
    for pk, made in OWN.fetch(comments, reader=reader.pk):
        facts["own"][pk] = max(0, int((made - since).total_seconds()))


# What a `reader` cast on the listed comments, and which of them are theirs.
VOTES = CompiledListQuery(
    lambda pks: CommentVote.objects.filter(In(F("comment_id"), pks), reader=Given("reader")).values_list(
        "comment_id", "kind", "reason"
    )
)
OWN = CompiledListQuery(
    lambda pks: Comment.objects.filter(pk__in=pks).deletable_by(Given("reader")).values_list("pk", "created_at")
)


def ballots(reader: Reader, polls: set[Any]) -> dict[Any, Any]:
    """{pk of one of these `polls` (pks): what the reader chose in it}."""
    cast = Ballot.objects.filter(reader=reader, poll__in=polls).prefetch_related("choices") if polls else ()
    return {ballot.poll_id: list(ballot.choices.all()) for ballot in cast}
