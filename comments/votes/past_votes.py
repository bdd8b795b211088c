"""What the votes on comments weighed at a moment that is over, from rows that have times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from comments.readers.models import is_new_account
from comments.reputation.models import LedgerEntry, LevelChange
from comments.reputation.ranks import Rank
from comments.states import VoteKind
from comments.votes.models import CommentVote, sum_weights

if TYPE_CHECKING:
    from comments.thread.queries import CommentQuerySet


ZERO = Decimal("0.0")
KINDS: dict[str, VoteKind] = {LedgerEntry.Reason.FLOWER: VoteKind.FLOWER, LedgerEntry.Reason.EGG: VoteKind.EGG}


def weights_before(comments: CommentQuerySet, moment: datetime) -> dict[int, tuple[Decimal, Decimal]]:
    """{pk: (flower weight, egg weight)} of `comments`, a queryset, as it was just before `moment`.

    Votes that were given earlier and taken back since are found by their ledger rows. Eggs that report no violation
    have no ledger row: taken back since, they are not counted.
    """
    weights: Any = defaultdict(lambda: {VoteKind.FLOWER: ZERO, VoteKind.EGG: ZERO})
    for pk, flowers, eggs in comments.order_by().values_list("pk", "opening_flowers", "opening_eggs"):
        weights[pk] = {VoteKind.FLOWER: Decimal(flowers), VoteKind.EGG: Decimal(eggs)}
    for pk, kind, weight in [*standing_votes(comments, moment), *withdrawn_votes(comments, moment)]:
        weights[pk][kind] += weight
    return {pk: (round(weight[VoteKind.FLOWER], 1), round(weight[VoteKind.EGG], 1)) for pk, weight in weights.items()}


def standing_votes(comments: CommentQuerySet, moment: datetime) -> Any:
    """(comment's pk, kind, weight of all its votes) of votes from before `moment` that still stand."""
    votes = CommentVote.objects.filter(comment__in=comments.order_by().values("pk"), made_at__lt=moment)
    return votes.order_by().values_list("comment_id", "kind").annotate(all=sum_weights())


def withdrawn_votes(comments: CommentQuerySet, moment: datetime) -> Iterator[tuple[int, VoteKind, Decimal]]:
    """(comment's pk, kind, weight) of each vote from before `moment` that was taken back or replaced since."""
    # An egg that only changed its reason has a reversed row too, but still stands.
    standing = CommentVote.objects.filter(reader=OuterRef("giver"), comment=OuterRef("comment"), made_at__lt=moment)
    rows = LedgerEntry.objects.filter(
        ~Exists(standing),
        comment__in=comments.order_by().values("pk"),
        reason__in=KINDS,
        giver__isnull=False,
        reverses=None,
        made_at__lt=moment,
        reversal__made_at__gte=moment,
    )
    later = LevelChange.objects.filter(reader=OuterRef("giver"), made_at__gt=OuterRef("made_at")).order_by("made_at")
    rows = rows.order_by().annotate(giver_level=Coalesce(Subquery(later.values("before")[:1]), F("giver__level")))
    for pk, reason, level, joined, made_at in rows.values_list(
        "comment_id", "reason", "giver_level", "giver__date_joined", "made_at"
    ):
        yield pk, KINDS[reason], weight_when_cast(level, joined, made_at)


def weight_when_cast(level: int, joined: datetime, made_at: datetime) -> Decimal:
    """The weight of a vote given at `made_at` by a reader of that level who had joined at `joined`."""
    return ZERO if is_new_account(joined, made_at) else Rank.of(level).vote_weight
