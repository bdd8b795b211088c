"""阅读: how many people read what, in steps of five minutes. Who they are is known for half an hour, as a hash."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db import connection, models

STEP = timedelta(minutes=5)
HALF_HOUR = 1800
BATCH = 300
KEPT = timedelta(days=8)


class PageViewCount(models.Model):
    """The new readers of one article in five minutes; a reader counts once in half an hour."""

    article = models.ForeignKey("news.Article", models.CASCADE, related_name="readings")
    at = models.DateTimeField()
    readers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "at"], name="one_reading_per_step")]
        indexes = [models.Index(fields=["at", "article", "readers"], name="readings_of_time")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.at:%H:%M} {self.readers}"

    @classmethod
    def add(cls, counts: Counter[Any]) -> None:
        """Add {(article pk, start of the five minutes): new readers}; of articles that are there."""
        rows = [(pk, at, number) for (pk, at), number in sorted(counts.items())]
        sql = (
            f"INSERT INTO {cls._meta.db_table} (article_id, at, readers) VALUES (%s, %s, %s) "
            f"ON CONFLICT (article_id, at) DO UPDATE SET readers = {cls._meta.db_table}.readers + excluded.readers"
        )
        adapt = connection.ops.adapt_datetimefield_value
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(pk, adapt(at), number) for pk, at, number in rows])


class PageViewMark(models.Model):
    """That somebody has been counted: a hash of person, article and half-hour, forgotten when that is over."""

    id = models.BigIntegerField(primary_key=True)
    slot = models.BigIntegerField(db_index=True)  # half-hours since 1970

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def fresh(cls, marks: dict[int, int]) -> set[int]:
        """Keep {mark: slot}; return those of the marks that were not there before."""
        rows, new = sorted(marks.items()), set()
        with connection.cursor() as cursor:
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                cursor.execute(
                    f"INSERT INTO {cls._meta.db_table} (id, slot) VALUES {', '.join(['(%s, %s)'] * len(part))} "
                    "ON CONFLICT DO NOTHING RETURNING id",
                    [value for row in part for value in row],
                )
                new |= {pk for (pk,) in cursor.fetchall()}
        return new
