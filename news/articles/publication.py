"""The life of an article: a draft, scheduled, published, withdrawn, by hand or at a time set before."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone

ENDED = "原定的展示时间已到"  # why a story was withdrawn that was to be shown until a moment


class Publication(models.Model):
    """A part of the article."""

    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    ends_at = models.DateTimeField("展示到", null=True, blank=True)
    # Of a story that was taken from its readers: when, why, and the time at which it had been published.
    withdrawn_at = models.DateTimeField("撤下时间", null=True, editable=False)
    withdrawn_for = models.CharField("撤下理由", max_length=200, blank=True)
    stood_at = models.DateTimeField("原发布时间", null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def stage(self) -> str:
        """Where it is in its life, as editors say it."""
        if self.is_published:
            return "已发布"
        return "定时" if self.published_at else "已撤下" if self.withdrawn_at else "草稿"

    def withdraw(self, stood_at: datetime | None, reason: str) -> None:
        """Take a story, published at `stood_at`, from its readers; does not save. Back again, it keeps its time."""
        self.published_at, self.stood_at, self.ends_at = None, stood_at, None
        self.withdrawn_at, self.withdrawn_for = timezone.now(), reason

    def publish(self) -> None:
        """Publish it now, or, if it was withdrawn, at the time at which it stood; does not save."""
        if not self.is_published:
            self.published_at = self.stood_at or timezone.now()
        if self.ends_at and self.ends_at <= timezone.now():  # an end that is over is none
            self.ends_at = None
        self.withdrawn_at, self.withdrawn_for, self.stood_at = None, "", None
