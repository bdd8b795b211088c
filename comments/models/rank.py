"""The ladder of badges, and the ledger from which every reader's place on it follows."""

from time import monotonic

from django.db import models
from django.utils import timezone

LADDER_SECONDS = 5


class Rank(models.Model):
    """One rung. Everything a level changes is a column here, so the admin can retune the ladder."""

    level = models.PositiveSmallIntegerField("级", primary_key=True)
    points = models.PositiveIntegerField("所需声望", unique=True)
    label = models.CharField("名称", max_length=20)
    left = models.CharField("左饰", max_length=10, blank=True)
    right = models.CharField("右饰", max_length=10, blank=True)
    gendered = models.BooleanField("两端加 ♂ / ♀", default=False)
    vote_weight = models.DecimalField("投票权重", max_digits=3, decimal_places=1, default=1)
    may_title = models.BooleanField("可用自定头衔", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "品衔"
        ordering = ["level"]

    def __str__(self):
        return f"{self.left}{self.label}{self.right}"

    _kept = (0.0, {})

    @classmethod
    def ladder(cls):
        """All rungs by level; kept in the process for a few seconds, for they are read with every badge."""
        until, ladder = cls._kept
        if monotonic() >= until or not ladder:
            ladder = {rank.level: rank for rank in cls.objects.all()}
            cls._kept = (monotonic() + LADDER_SECONDS, ladder)
        return ladder

    @classmethod
    def retuned(cls):
        """Forget the kept ladder: a rung was changed."""
        cls._kept = (0.0, {})

    @classmethod
    def thresholds(cls):
        return {level: rank.points for level, rank in cls.ladder().items()}

    @classmethod
    def of(cls, level):
        ladder = cls.ladder()
        return ladder.get(level) or ladder[min(ladder, key=lambda step: abs(step - level))]

    @classmethod
    def for_titles(cls):
        """The first rung that may carry a title: its ornament is the title's."""
        return next((rank for rank in cls.ladder().values() if rank.may_title), None)


class LedgerEntry(models.Model):
    """One change of a reader's points; never altered, only answered by a reversing row."""

    class Reason(models.TextChoices):
        OPENING = "opening", "带入的声望"

    reader = models.ForeignKey("comments.Reader", models.CASCADE, verbose_name="网友", related_name="ledger")
    amount = models.IntegerField("声望")
    reason = models.CharField("事由", max_length=10, choices=Reason)
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "声望账"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_reason_display()} {self.amount:+d}"
