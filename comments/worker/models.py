"""When duties of the worker that come round every few hours were last begun; one row for each."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone


class PeriodicRun(models.Model):
    name = models.CharField(max_length=40, primary_key=True)
    started_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "定时任务记录"

    def __str__(self) -> str:
        return f"{self.name}: {self.started_at}"

    @classmethod
    def claim(cls, name: str, every: timedelta, now: datetime | None = None) -> bool:
        """Whether the caller shall carry out `name` now; of all that ask, one in each stretch of `every`."""
        now = now or timezone.now()
        # A time far ahead was written by a clock that was wrong; it must not hold the duty up.
        is_due = Q(started_at__lte=now - every) | Q(started_at__gt=now + every)
        if cls.objects.filter(is_due, pk=name).update(started_at=now):
            return True
        return cls.objects.get_or_create(pk=name, defaults={"started_at": now})[1]
