"""The numbers by which moderators are known in the public record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from comments.readers.models import Reader


class ModeratorNumber(models.Model):
    """A moderator's number, which is the row's own; given with their first ruling."""

    reader = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="moderator_number")

    class Meta:
        verbose_name = verbose_name_plural = "版主编号"

    def __str__(self) -> str:
        return f"{self.pk} 号"

    @classmethod
    def of(cls, moderator: Reader) -> int:
        return cls.objects.get_or_create(reader=moderator)[0].pk
