"""Which case a moderator has open just now, so that two do not work on one; and what they note on a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comments.readers.models import Reader

LASTS = timedelta(minutes=2)


class OpenCase(models.Model):
    """One moderator looks at one comment; it says nothing once two minutes have passed."""

    moderator = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_case")
    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="opened_by")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "正在处理"

    def __str__(self) -> str:
        return f"{self.moderator}：{self.comment_id}"

    @classmethod
    def open(cls, moderator: Reader, comment_pk: int) -> None:
        """`moderator` looks at this comment now, and at no other."""
        now = {"comment_id": comment_pk, "opened_at": timezone.now()}
        cls.objects.update_or_create(moderator=moderator, defaults=now)

    @classmethod
    def names(cls, comment_pks: Iterable[int], moderator: Reader) -> dict[int, str]:
        """{pk of a comment: the name of a colleague of `moderator` who has it open}."""
        recent = cls.objects.filter(opened_at__gt=timezone.now() - LASTS, comment__in=list(comment_pks))
        return dict(recent.exclude(moderator=moderator).values_list("comment_id", "moderator__name"))


class StaffNote(models.Model):
    """What a moderator wrote down about a person, for moderators alone."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="网友", related_name="staff_notes"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="写的人", related_name="+")
    text = models.CharField("备注", max_length=300)
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "网友备注"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text
