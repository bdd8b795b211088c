"""The ledgers of the demo's readers: what votes, rulings and gems brought until today, under the caps of each day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from comments.gems.models import Gem, GemDay
from comments.gems.queries import days_to_award, pks_at_end_of
from comments.reputation.models import FROM_ALL, FROM_ONE_GIVER, LedgerEntry
from comments.rulings.models import Ruling
from comments.thread.models import Comment
from comments.votes.models import CommentVote
from news.text.dates import end_of_day

if TYPE_CHECKING:
    from comments.readers.models import Reader


REASON = LedgerEntry.Reason


def write_ledgers(people: list[Reader]) -> None:
    """Award the gems of the days before today, then write every row of everybody's ledger."""
    award_gems()
    rows = rows_of_comments()
    for reader in people:
        open_ledger(reader, rows[reader.pk])


def award_gems() -> None:
    """The gems of each day that the worker would else make up for, as of the midnight that ended it."""
    for day in days_to_award(timezone.localdate()):
        end = end_of_day(day)
        GemDay.objects.create(day=day, awarded_at=end)
        fresh = Comment.objects.filter(pk__in=pks_at_end_of(day), gem=None)
        Gem.objects.bulk_create(Gem(comment=row, author_id=row.author_id, day=day, made_at=end) for row in fresh)


def rows_of_comments() -> dict[int, list[LedgerEntry]]:
    """{reader pk: ledger rows that comments brought}, each in order of time."""
    rows = defaultdict(list)
    for row in sorted([*of_votes(), *of_removals(), *of_gems()], key=lambda row: row.made_at):
        rows[row.reader_id].append(row)
    return rows


def entry(
    reader_pk: int,
    reason: LedgerEntry.Reason,
    amount: int,
    comment: Comment | None,
    made_at: datetime,
    giver: int | None = None,
) -> LedgerEntry:
    """One ledger row, not yet written, of the day in which `made_at` lies."""
    cause = {"comment": comment, "giver_id": giver, "made_at": made_at, "day": timezone.localdate(made_at)}
    return LedgerEntry(reader_id=reader_pk, reason=reason, amount=amount, **cause)


def of_votes() -> Iterator[LedgerEntry]:
    """A row for each vote that moves points; 0 for a flower beyond the caps of its day."""
    granted: Any = Counter()
    for vote in CommentVote.objects.select_related("comment").order_by("made_at", "pk"):
        reason, author = LedgerEntry.reason_of(vote), vote.comment.author_id
        if not reason:
            continue
        row = entry(author, reason, LedgerEntry.AMOUNTS[reason], vote.comment, vote.made_at, vote.reader_id)
        in_all, from_one = (author, row.day), (author, row.day, vote.reader_id)
        if reason == REASON.FLOWER and (granted[in_all] >= FROM_ALL or granted[from_one] >= FROM_ONE_GIVER):
            row.amount = 0
        elif reason == REASON.FLOWER:
            granted.update([in_all, from_one])
        yield row


def of_removals() -> Iterator[LedgerEntry]:
    """What a hidden comment cost its author and those who had flowered it."""
    for ruling in Ruling.objects.filter(act=Ruling.Act.HIDE).select_related("comment"):
        assert ruling.comment is not None  # only comments are hidden
        givers = ruling.comment.votes.filter(kind="flower").values_list("reader_id", flat=True)
        charged = [(ruling.comment.author_id, REASON.REMOVAL), *((giver, REASON.FLOWERED) for giver in givers)]
        for reader_pk, reason in charged:
            yield entry(reader_pk, reason, LedgerEntry.AMOUNTS[reason], ruling.comment, ruling.made_at)


def of_gems() -> Iterator[LedgerEntry]:
    for gem in Gem.objects.select_related("comment"):
        yield entry(gem.author_id, REASON.GEM, LedgerEntry.AMOUNTS[REASON.GEM], gem.comment, gem.made_at)


def open_ledger(reader: Reader, rows: list[LedgerEntry]) -> None:
    """The opening row and what was earned since; together they make the points that the reader has."""
    opening = entry(
        reader.pk, REASON.OPENING, reader.points - sum(row.amount for row in rows), None, reader.date_joined
    )
    LedgerEntry.objects.bulk_create([opening, *rows])
