"""Names in use and names kept for those who had them: one row per skeleton, so that the constraint decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from comments.exceptions import Refused
from comments.readers.names import normalize_name, skeleton
from news import hooks

if TYPE_CHECKING:
    from comments.readers.models import Reader


BETWEEN_RENAMES = timedelta(days=90)
KEPT = timedelta(days=365)


def spelled_first(name: str) -> Case:
    """An order in which rows that are called exactly `name` come first.

    Two readers whose names came to look alike when the table of look-alike letters grew both keep them; each is
    found by their own spelling.
    """
    return Case(When(name=normalize_name(name), then=Value(0)), default=Value(1))


class KnownName(models.Model):
    """A name of a reader: the present one (`until` is empty), or a former one, kept for a year."""

    skeleton = models.CharField(max_length=120, unique=True)
    name = models.CharField("用户名", max_length=50, db_index=True)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="known_names")
    since = models.DateTimeField("起", default=timezone.now)
    until = models.DateTimeField("保留至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "用过的用户名"
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def is_free(cls, name: str, reader: Any = None) -> bool:
        """Whether `reader` (or somebody new) may be called so: nobody else is, nor was within the last year."""
        rows = cls.objects.filter(skeleton=skeleton(name)).exclude(until__lt=timezone.now())
        return not rows.exclude(reader=reader).exists()

    @classmethod
    @transaction.atomic
    def take(cls, reader: Reader) -> None:
        """Note the present name of a saved reader; IntegrityError if somebody else has or had it."""
        cls.objects.filter(skeleton=reader.skeleton, until__lt=timezone.now()).delete()
        cls.objects.filter(skeleton=reader.skeleton, reader=reader).delete()
        cls.objects.create(reader=reader, name=reader.name, skeleton=reader.skeleton)
        hooks.call("name_changed", reader)

    @classmethod
    @transaction.atomic
    def change(cls, reader: Reader, name: str) -> Reader:
        """Rename a reader (locked here); the old name stays theirs for a year. IntegrityError if `name` is taken,
        Refused within 90 days of the last time."""
        reader = get_user_model().objects.locked(reader.pk)[reader.pk]
        if cls.waits_until(reader):
            raise Refused("九十天内只能改一次用户名。")
        now = timezone.now()
        reader.known_names.filter(until=None).update(until=now + KEPT)
        reader.set_name(name)
        reader.renamed_at = now
        reader.save_and_rerender("name", "skeleton", "renamed_at")
        cls.take(reader)
        return reader

    @classmethod
    def waits_until(cls, reader: Reader) -> datetime | None:
        """When this reader may be renamed again, or None if now."""
        after = reader.renamed_at and reader.renamed_at + BETWEEN_RENAMES
        return after if after and after > timezone.now() else None

    @classmethod
    def holder(cls, name: str) -> Any:
        """The reader who has, or within a year had, this name; None if nobody."""
        rows = cls.objects.filter(Q(skeleton=skeleton(name)) | Q(name=normalize_name(name))).exclude(
            until__lt=timezone.now()
        )
        row = rows.order_by(spelled_first(name)).first()
        return row and row.reader
