"""Votes that were not given freely: what was found, with its evidence, and one row for each vote that weighs less.

The votes themselves, their own weights, the plain counts and the ledger stay as they are.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class VoteFinding(models.Model):
    """One pattern of votes that the periodic job found; reversed by a moderator, it is never found again."""

    class Kind(models.TextChoices):
        SERIAL = "serial", "连续投给一人"
        MUTUAL = "mutual", "互相投票"
        SHARED = "shared", "同一网络或设备"
        BURST = "burst", "新账号集中投票"

    class State(models.TextChoices):
        ACTIVE = "active", "已折减"
        REVERSED = "reversed", "已恢复"

    kind = models.CharField("种类", max_length=6, choices=Kind)
    state = models.CharField("状态", max_length=8, choices=State, default=State.ACTIVE)
    # What it is about, where that is one thing: "egg:7" serves the author 7 with eggs, "comment:9" is a burst on it.
    key = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    voters = models.ManyToManyField(settings.AUTH_USER_MODEL, verbose_name="投票的人", related_name="+")
    votes = models.PositiveIntegerField("票数", default=0)
    weight = models.DecimalField("权重", max_digits=12, decimal_places=1, default=0)
    found_at = models.DateTimeField("发现", default=timezone.now)
    decided_at = models.DateTimeField("恢复时间", null=True)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="恢复的人", null=True, related_name="+"
    )

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "可疑的票"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.votes} 票）"


class VoteDiscount(models.Model):
    """What a finding takes off the weight of one vote, on a comment or a story."""

    finding = models.ForeignKey(VoteFinding, models.CASCADE, related_name="discounts")
    comment_vote = models.OneToOneField("comments.CommentVote", models.CASCADE, null=True, related_name="discount")
    article_vote = models.OneToOneField("comments.ArticleVote", models.CASCADE, null=True, related_name="discount")
    weight = models.DecimalField(max_digits=3, decimal_places=1)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "折减的票"
        constraints = [
            models.CheckConstraint(
                condition=Q(comment_vote=None, article_vote__isnull=False)
                | Q(comment_vote__isnull=False, article_vote=None),
                name="discount_of_one_vote",
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}: −{self.weight}"
