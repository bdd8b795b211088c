"""How often somebody did something in a stretch of time: one row for each, in the database that all processes share."""

from datetime import UTC, datetime

from django.db import connection, models

UPSERT = (
    "INSERT INTO comments_ratecount (key, count, ends_at) VALUES (%s, 1, %s) "
    "ON CONFLICT (key) DO UPDATE SET count = comments_ratecount.count + 1 RETURNING count"
)


class RateCount(models.Model):
    """A counter of one stretch; `key` is a keyed hash, so that no address or name is kept."""

    key = models.CharField(max_length=32, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "频率计数"

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"

    @classmethod
    def take_back(cls, key: str) -> None:
        """Count one less under `key`, if anything is counted there."""
        cls.objects.filter(key=key, count__gt=0).update(count=models.F("count") - 1)

    @classmethod
    def add(cls, key: str, ends_at: float) -> int:
        """Count one more under `key` until `ends_at` (a timestamp); return how many there are now. Exact at once."""
        moment = datetime.fromtimestamp(ends_at, UTC)
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [key, RateCount._meta.get_field("ends_at").get_db_prep_value(moment, connection)])
            return cursor.fetchone()[0]
