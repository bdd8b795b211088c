"""品衔: the ladder of badges. Everything a level changes is a column here, so the admin can retune it."""

from __future__ import annotations

from django.db import models

from news.changes.cached_tables import CachedTable


class RankTable(dict[int, "Rank"]):
    """The rungs by level, and a mark of how their badges look."""

    mark = 0


class Rank(CachedTable):
    """One level of the ladder: from how many points, how its badge looks, what it may do."""

    level = models.PositiveSmallIntegerField("级", primary_key=True)
    points = models.PositiveIntegerField("所需声望", unique=True)
    label = models.CharField("名称", max_length=20)
    left = models.CharField("左饰", max_length=10, blank=True)
    right = models.CharField("右饰", max_length=10, blank=True)
    gendered = models.BooleanField("两端加性别符号", default=False)
    vote_weight = models.DecimalField("投票权重", max_digits=3, decimal_places=1, default=1)
    may_title = models.BooleanField("可用自定头衔", default=False)
    holds_first = models.BooleanField("最初几条评论先审后发", default=True)
    flowers_a_day = models.PositiveSmallIntegerField("每天鲜花", default=20)
    eggs_a_day = models.PositiveSmallIntegerField("每天鸡蛋", default=10)
    flowers_a_person = models.PositiveSmallIntegerField("每天给同一人的鲜花", default=6)
    eggs_a_person = models.PositiveSmallIntegerField("每天给同一人的鸡蛋", default=3)

    class Meta:
        verbose_name = verbose_name_plural = "品衔"
        ordering = ["level"]

    def __str__(self) -> str:
        return f"{self.left}{self.label}{self.right}"

    @classmethod
    def read(cls) -> RankTable:
        ladder = RankTable((rank.level, rank) for rank in cls.objects.all())
        shown = ("level", "label", "left", "right", "gendered", "may_title")
        ladder.mark = hash(tuple(getattr(rank, name) for rank in ladder.values() for name in shown))
        return ladder

    @classmethod
    def mark(cls) -> int:
        """A number that stands for how badges look now."""
        return cls.ladder().mark

    @classmethod
    def ladder(cls) -> RankTable:
        """All rungs by level."""
        ladder: RankTable = cls.cached()
        return ladder

    @classmethod
    def thresholds(cls) -> dict[int, int]:
        return {level: rank.points for level, rank in cls.ladder().items()}

    @classmethod
    def of(cls, level: int) -> Rank:
        ladder = cls.ladder()
        return ladder.get(level) or ladder[min(ladder, key=lambda step: abs(step - level))]

    @classmethod
    def for_titles(cls) -> Rank | None:
        """The first rank that may carry a title: its ornament is the title's."""
        return next((rank for rank in cls.ladder().values() if rank.may_title), None)

    def a_day(self, kind: str) -> tuple[int, int]:
        """How many votes of this kind ("flower" or "egg") a day brings: (in all, to one person)."""
        return getattr(self, f"{kind}s_a_day"), getattr(self, f"{kind}s_a_person")
