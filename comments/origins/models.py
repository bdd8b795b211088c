"""Where the posts of a reader came from, as keyed hashes: the network, and the device on which they signed in.

Only of those who post, and for 30 days: for moderators, who see which accounts share one, never the hashes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from comments.rate_limits.limits import address_of, hash_key
from news.caching.lru import LruCache
from news.changes.cached_tables import CachedTable
from news.changes.pruning import delete_in_batches

if TYPE_CHECKING:
    from comments.readers.models import Reader

KEPT = timedelta(days=30)
DEVICE = "device"  # in the session: the hash of the device on which it began
# {(reader, hash): the day on which it was written last}
recorded: LruCache[date] = LruCache(10_000, lambda day: 1)


@dataclass(frozen=True)
class Origin:
    """The hashes of one post's network and device; "" where unknown."""

    address: str = ""
    device: str = ""

    @property
    def hashes(self) -> list[str]:
        return [one for one in (self.address, self.device) if one]


def origin_of(request: HttpRequest) -> Origin:
    return Origin(hash_key(f"origin|{address_of(request)}"), request.session.get(DEVICE, ""))


def hash_device(device: str) -> str:
    """`device`: the random part of a device cookie."""
    return hash_key(f"origin|device:{device}")


class PostOrigin(models.Model):
    """A reader has posted from here; `hash` of a network and of a device are never alike."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="post_origins")
    hash = models.CharField(max_length=32)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "发言来源"
        constraints = [models.UniqueConstraint(fields=["hash", "reader"], name="one_origin_of_reader")]

    def __str__(self) -> str:
        return f"{self.reader_id}"

    @classmethod
    def record(cls, reader: Reader, origin: Origin) -> None:
        """Note that `reader` has posted from there; costs nothing where it was noted today."""
        now = timezone.now()
        new = [one for one in origin.hashes if recorded.values.get((reader.pk, one)) != now.date()]
        if not new:
            return
        rows = [cls(reader=reader, hash=one, seen_at=now) for one in new]
        cls.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["hash", "reader"], update_fields=["seen_at"]
        )
        for one in new:
            recorded.store((reader.pk, one), now.date())

    @classmethod
    def accounts_beside(cls, reader: Reader) -> models.QuerySet[Reader]:
        """Other readers who have posted from the same network or device within 30 days."""
        rows = cls.objects.filter(seen_at__gt=timezone.now() - KEPT)
        mine = rows.filter(reader=reader).values("hash")
        others = rows.filter(hash__in=mine).exclude(reader=reader).values("reader")
        return type(reader).objects.filter(pk__in=others)

    @classmethod
    def prune(cls, now: datetime) -> None:
        delete_in_batches(cls.objects.filter(seen_at__lt=now - KEPT))
        HeldOrigin.objects.filter(ends_at__lt=now).delete()


class HeldOrigin(CachedTable):
    """What comes from here is read first for a time: a banned spammer has posted from here."""

    hash = models.CharField(max_length=32)
    ban = models.ForeignKey("comments.Ban", models.CASCADE, related_name="held_origins")
    ends_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "先审的来源"
        constraints = [models.UniqueConstraint(fields=["hash", "ban"], name="one_held_origin_of_ban")]

    def __str__(self) -> str:
        return f"{self.ban}"

    @classmethod
    def read(cls) -> frozenset[str]:
        active = Q(ban__lifted_at=None, ends_at__gt=timezone.now())
        return frozenset(cls.objects.filter(active).values_list("hash", flat=True))

    @classmethod
    def covers(cls, origin: Origin) -> bool:
        return bool(origin.hashes) and not cls.cached().isdisjoint(origin.hashes)

    @classmethod
    def hold(cls, ban: Any, days: int) -> int:
        """Let everything from where the banned person has posted be read first for `days`; return from how many."""
        hashes: Iterable[str] = PostOrigin.objects.filter(reader=ban.reader_id).values_list("hash", flat=True)
        ends_at = timezone.now() + timedelta(days=days)
        rows = [cls(hash=one, ban=ban, ends_at=ends_at) for one in hashes]
        cls.objects.bulk_create(rows)
        cls.changed()
        return len(rows)
