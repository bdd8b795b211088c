"""声望账: every change of points is a row, written in the transaction of its cause; the rest follows from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments.reputation.levels import level_after
from comments.reputation.ranks import Rank
from comments.states import VoteKind
from news.compiled_queries import CompiledQuery, Given
from news.compiled_writes import CompiledInsert

FROM_ONE_GIVER = 3  # points a day that one voter's flowers can bring
FROM_ALL = 50  # points a day that flowers can bring in all
LASTING = 20  # what a removal costs, and what a gem brings


def today() -> date:
    """The day of the site's zone, by which all daily caps count."""
    return timezone.localdate()


class LedgerEntry(models.Model):
    """One change of a reader's points; never altered, only answered by a reversing row."""

    class Reason(models.TextChoices):
        OPENING = "opening", "带入的声望"
        FLOWER = "flower", "评论得到鲜花"
        EGG = "egg", "评论因违规得到鸡蛋"
        REMOVAL = "removal", "评论被版主隐藏"
        FLOWERED = "flowered", "送过鲜花的评论后来被隐藏"
        GEM = "gem", "入选神评妙论"
        PIECE = "piece", "投稿被采用"

    AMOUNTS = {
        Reason.FLOWER: 1,
        Reason.EGG: -1,
        Reason.REMOVAL: -LASTING,
        Reason.FLOWERED: -1,
        Reason.GEM: LASTING,
        Reason.PIECE: 10,
    }

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="网友", related_name="ledger")
    amount = models.IntegerField("声望")
    reason = models.CharField("事由", max_length=10, choices=Reason)
    made_at = models.DateTimeField("时间", default=timezone.now)
    day = models.DateField("日期", default=today)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="来自", related_name="given"
    )
    comment = models.ForeignKey(
        "comments.Comment", models.SET_NULL, null=True, blank=True, verbose_name="评论", related_name="ledger"
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, verbose_name="冲销", related_name="reversal"
    )

    # Whose flowers have brought `reader` points on one `day`: (pk) for each.
    GIVERS_OF_DAY = CompiledQuery(
        lambda: LedgerEntry.objects.filter(
            reader=Given("reader"), day=Given("day", models.DateField()), reason=LedgerEntry.Reason.FLOWER, amount__gt=0
        ).values_list("giver_id")[:FROM_ALL]
    )
    NEW = CompiledInsert(lambda: LedgerEntry)

    class Meta:
        verbose_name = verbose_name_plural = "声望记录"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["reader", "day", "reason", "amount"], name="ledger_of_day"),
            models.Index(fields=["giver", "comment"], name="ledger_of_giver"),
        ]

    def __str__(self) -> str:
        undone = "收回：" if self.reverses_id else ""
        return f"{undone}{self.get_reason_display()} {self.amount:+d}"

    @classmethod
    def write(
        cls, reader: Any, reason: LedgerEntry.Reason, giver: Any = None, comment: Any = None, saves: bool = True
    ) -> LedgerEntry:
        """Write what `reason` brings or costs `reader` (fresh, locked); return the row.

        A flower beyond the day's caps is a row of 0: +3 from one giver, +50 in all.
        """
        amount = cls.AMOUNTS[reason]
        if reason == cls.Reason.FLOWER and cls.is_capped(reader, giver):
            amount = 0
        return cls.enter(reader, amount, reason, saves, giver=giver, comment=comment)

    @classmethod
    def is_capped(cls, reader: Any, giver: Any) -> bool:
        """Whether today's flowers have brought all they can. Reversals do not lower the count."""
        givers = [pk for (pk,) in cls.GIVERS_OF_DAY.fetch(reader=reader.pk, day=today())]
        return len(givers) >= FROM_ALL or givers.count(giver.pk) >= FROM_ONE_GIVER

    @classmethod
    def undo(cls, reader: Any, reason: str, giver: Any = None, comment: Any = None, saves: bool = True) -> None:
        """Answer the standing row of this cause with its reverse; nothing if there is none."""
        standing = cls.standing().filter(reader=reader, reason=reason, giver=giver, comment=comment).last()
        if standing:
            cls.enter_all([standing.reverse(reader)], saves)

    @classmethod
    def write_all(cls, readers: list[Any], reason: LedgerEntry.Reason, comment: Any) -> None:
        """The same row for many readers (fresh, locked) at once."""
        amount = cls.AMOUNTS[reason]
        cls.enter_all([cls(reader=reader, amount=amount, reason=reason, comment=comment) for reader in readers])

    @classmethod
    def undo_all(cls, readers: list[Any], reason: LedgerEntry.Reason, comment: Any) -> None:
        """Reverse what `write_all` wrote, for those of `readers` with whom it still stands."""
        rows = {row.reader_id: row for row in cls.standing().filter(reason=reason, comment=comment)}
        cls.enter_all([rows[reader.pk].reverse(reader) for reader in readers if reader.pk in rows])

    @classmethod
    def standing(cls) -> QuerySet[LedgerEntry]:
        """Rows that are neither reversed nor reversals."""
        # Not `reverses=None`: nearly all rows are so, and SQLite would walk them all by that column's unique index.
        reversed_pk = Coalesce("reverses", 0, output_field=models.BigIntegerField())
        return cls.objects.alias(reversed_pk=reversed_pk).filter(reversed_pk=0, reversal=None)

    def reverse(self, reader: Any) -> LedgerEntry:
        """The row, not yet written, that takes this one back from `reader` (fresh, locked)."""
        cause = {"giver_id": self.giver_id, "comment_id": self.comment_id, "reverses": self}
        return LedgerEntry(reader=reader, amount=-self.amount, reason=self.reason, **cause)

    @classmethod
    def enter(
        cls, reader: Any, amount: int, reason: LedgerEntry.Reason, saves: bool = True, **cause: Any
    ) -> LedgerEntry:
        """Write one row of any amount; return it."""
        (entry,) = cls.enter_all([cls(reader=reader, amount=amount, reason=reason, **cause)], saves)
        return entry

    @classmethod
    def enter_all(cls, entries: list[LedgerEntry], saves: bool = True) -> list[LedgerEntry]:
        """Write rows, each of another reader (fresh, locked), and let points and levels follow; return the rows.

        Without `saves` the points are left to whoever calls, who saves more of the same reader.
        """
        cls.NEW.save(*entries)
        moved = [entry for entry in entries if entry.amount]
        for entry in moved:
            entry.reader.points += entry.amount
        if moved and saves:
            type(moved[0].reader).objects.bulk_update([entry.reader for entry in moved], ["points"], batch_size=500)
        for entry in moved:
            level = level_after(entry.reader.level, entry.reader.points, Rank.thresholds())
            entry.reader.set_level(level, quietly=entry.reason == cls.Reason.OPENING)
        return entries

    @classmethod
    def follow_vote(cls, author: Any, giver: Any, comment: Any, before: Any, after: Any) -> None:
        """Let the author's ledger follow `giver`'s vote from `before` to `after` (rows or None); readers locked.

        The author's points are not saved.
        """
        was, now = cls.reason_of(before), cls.reason_of(after)
        if was == now:
            return
        if was:
            cls.undo(author, was, giver, comment, saves=False)
        if now:
            cls.write(author, now, giver, comment, saves=False)

    @classmethod
    def reason_of(cls, vote: Any) -> LedgerEntry.Reason | None:
        """The reason by which a vote moves its receiver's points, or None."""
        if vote is None:
            return None
        if vote.kind == VoteKind.FLOWER:
            return cls.Reason.FLOWER
        return cls.Reason.EGG if vote.is_violation else None


class LevelChange(models.Model):
    """A step up or down the ladder; it shows in the reader's 个人动态."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="level_changes")
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "升降级"
        indexes = [models.Index(fields=["reader", "-made_at"], name="steps_of_reader")]

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.before} → {self.after}"

    @property
    def rank(self) -> Rank:
        return Rank.of(self.after)

    @property
    def is_rise(self) -> bool:
        return self.after > self.before
