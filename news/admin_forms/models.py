"""Forms of the admin that were saved: each carries a key of its own, so that one sent twice is saved once."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from news.changes.pruning import delete_in_batches


class AlreadySent(Exception):
    """A form with this key was saved before, or by another request at this very moment."""


class SentForm(models.Model):
    """One form that was saved. `key` is a hash of who sent it, where, and of the form's own key: it names no user."""

    KEPT = timedelta(days=30)

    key = models.CharField(max_length=32, primary_key=True)
    content = models.CharField(max_length=32)  # a hash of what was sent
    object_id = models.CharField(max_length=64, default="")
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "已保存的表单"

    def __str__(self) -> str:
        return self.key

    @classmethod
    def claim(cls, key: str, content: str) -> "SentForm":
        """Take a key in the transaction that saves; AlreadySent if it is taken. Waits for whoever is just taking it."""
        try:
            with transaction.atomic():
                return cls.objects.create(key=key, content=content)
        except IntegrityError as error:
            raise AlreadySent from error

    @classmethod
    def prune(cls, now: datetime) -> None:
        delete_in_batches(cls.objects.filter(sent_at__lt=now - cls.KEPT))
