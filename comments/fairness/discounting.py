"""What a finding does to the weights of comments and stories, and how a moderator takes it back.

Each article is a transaction of its own, under its lock; cut short, the next run of the job goes on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from comments.fairness.models import VoteDiscount, VoteFinding
from comments.reputation.scores import must_collapse
from comments.states import SHOWN_STATES, CommentState
from comments.thread.models import Comment
from comments.thread.vote_counts import MOVED
from comments.votes.models import ArticleVote, CommentVote, count
from news.articles.models import Article
from news.changes.models import Change

if TYPE_CHECKING:
    from comments.readers.models import Reader

OVERLAP = 0.5  # the share of its members from which a group, found again, is the same finding
WEIGHTS = ["flower_weight", "egg_weight"]
BATCH = 500
# {kind of vote: (its column in a discount, the lookup that leads from it to the article)}
VOTES: dict[type[Any], tuple[str, str]] = {
    CommentVote: ("comment_vote", "comment__article"),
    ArticleVote: ("article_vote", "article"),
}


def add_votes(kind: str, key: str, voters: set[int], votes: Any) -> VoteFinding | None:
    """Let those of `votes` (a queryset of votes of one model) that still weigh something weigh nothing.

    The finding is the one that this is already, or a new one; None where nothing is left to discount.
    """
    pks = list(votes.filter(discount=None).order_by("pk").values_list("pk", flat=True))
    if not pks:
        return None
    finding = find_standing(kind, key, voters) or VoteFinding.objects.create(kind=kind, key=key)
    finding.voters.add(*voters)
    for start in range(0, len(pks), BATCH):
        discount(finding, votes.model, pks[start : start + BATCH])
    settle(finding)
    return finding


def find_standing(kind: str, key: str, voters: set[int]) -> VoteFinding | None:
    """The active finding of this kind about the same thing or, of a group, with half of its members or more."""
    active = VoteFinding.objects.filter(kind=kind, state=VoteFinding.State.ACTIVE)
    if key:
        return active.filter(key=key).first()
    for finding in active.filter(voters__in=voters).distinct().prefetch_related("voters"):
        members = {voter.pk for voter in finding.voters.all()}
        if len(members & voters) >= OVERLAP * min(len(members), len(voters)):
            return finding
    return None


def settle(finding: VoteFinding) -> None:
    """Let the numbers of a finding follow from its rows."""
    rows = finding.discounts
    finding.votes, finding.weight = rows.count(), rows.aggregate(all=Sum("weight"))["all"] or 0
    finding.save(update_fields=["votes", "weight"])


def discount(finding: VoteFinding, model: type[Any], pks: list[int]) -> None:
    """Write one row for each of these votes and take them off what they were cast on."""
    column, _ = VOTES[model]
    for article_pk, of_article in by_article(model.objects.filter(pk__in=pks)).items():
        with transaction.atomic():
            article = Article.objects.select_for_update().get(pk=article_pk)
            rows = list(model.objects.filter(pk__in=of_article, discount=None))  # afresh, under the lock
            VoteDiscount.objects.bulk_create(
                VoteDiscount(finding=finding, weight=vote.weight, **{column: vote}) for vote in rows
            )
            move_weights(article, rows, -1)


def by_article(votes: Any) -> dict[int, list[int]]:
    """{pk of an article: pks of the votes on it or on its comments}, in order."""
    _, path = VOTES[votes.model]
    found: dict[int, list[int]] = defaultdict(list)
    for article, pk in votes.order_by(path, "pk").values_list(path, "pk"):
        found[article].append(pk)
    return found


def move_weights(article: Article, votes: Iterable[Any], sign: int) -> None:
    """Add (1) or take off (-1) the weights of votes on `article` or its comments, which is locked."""
    on_comments: dict[int, list[CommentVote]] = defaultdict(list)
    own = []
    for vote in votes:
        if isinstance(vote, CommentVote):
            on_comments[vote.comment_id].append(vote)
        else:
            own.append(vote)
    if own:
        for vote in own:
            count(article, vote, 0, sign * vote.weight)
        article.save(update_fields=WEIGHTS)
        Change.record(article, (Change.Kind.VOTES, article.pk))
    if on_comments:
        move_comments(article, on_comments, sign)


def move_comments(article: Article, votes: dict[int, list[CommentVote]], sign: int) -> None:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("author").filter(pk__in=votes)
    comments = list(rows.order_by("pk"))
    for comment in comments:
        comment.article = article
        for vote in votes[comment.pk]:
            count(comment, vote, 0, sign * vote.weight)
        comment.rescore()
        comment.settle_reported()
        comment.revision += 1
    Comment.objects.bulk_update(comments, MOVED)
    for comment in comments:
        refold(comment)
    moved = Comment.objects.regroup(article.pk)
    counts = ((Change.Kind.COUNTS, comment.pk) for comment in comments)
    Change.record(article, *((Change.Kind.COMMENT, pk) for pk in moved), *counts)


def refold(comment: Comment) -> None:
    """What arranged eggs alone had folded up is shown again; what arranged flowers had kept up is folded."""
    folds = must_collapse(comment.violation_weight, comment.flower_weight)
    state = CommentState.COLLAPSED if folds else CommentState.VISIBLE
    if comment.reviewed or comment.state == state or comment.state not in SHOWN_STATES:
        return
    if not comment.rulings.exists():  # what a moderator decided stays
        comment.become(state)


def reverse(finding: VoteFinding, moderator: Reader) -> bool:
    """Give every vote of a finding its weight back; False if that was done already."""
    taken = VoteFinding.objects.filter(pk=finding.pk, state=VoteFinding.State.ACTIVE)
    changed = taken.update(state=VoteFinding.State.REVERSED, moderator=moderator, decided_at=timezone.now())
    if not changed:
        return False
    for model, (column, _) in VOTES.items():
        votes: Any = model.objects.filter(discount__finding=finding)
        for article_pk, pks in by_article(votes).items():
            with transaction.atomic():
                article = Article.objects.select_for_update().get(pk=article_pk)
                rows = list(model.objects.filter(pk__in=pks, discount__finding=finding))
                VoteDiscount.objects.filter(**{f"{column}__in": rows}).delete()
                move_weights(article, rows, 1)
    return True
