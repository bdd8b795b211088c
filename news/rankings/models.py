"""榜: the last state of a ranking, kept as a row, so that reading a ranking costs the same however much it ranks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from news import hooks
from news.changes.models import SiteVersion
from news.compiled_queries import CompiledListQuery

if TYPE_CHECKING:
    from news.articles.models import Article


EVERY = timedelta(seconds=60)
SLACK = timedelta(seconds=20)  # the worker builds rankings; a request takes over only if it does not
SHARE = 20  # a build that took a second is not made again for twenty
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST = 50


def ranking_builders() -> dict[str, Callable[..., Any]]:
    """{name of a ranking: function of a moment that returns its rows}, of all packages that have rankings."""
    return {name: build for builders in hooks.call("ranking_builders") for name, build in builders.items()}


def rank_rows(rows: list[dict[str, float]], digits: int) -> list[dict[str, float]]:
    """The best fifty of `rows`, the newer first of two that are equal; scores are rounded only now, to be shown."""
    best = sorted(rows, key=itemgetter("score", "at", "pk"), reverse=True)[:LONGEST]
    return [row | {"score": round(row["score"], digits)} for row in best]


class Ranking(models.Model):
    """One ranking. `rows`: dicts with `pk` and the numbers that put it there, best first; `before`: the pks before."""

    name = models.CharField(max_length=20, primary_key=True)
    rows = models.JSONField(default=list)
    before = models.JSONField(default=list)
    mark = models.CharField(max_length=8, default="")
    made_at = models.DateTimeField(default=NEVER)
    tried_at = models.DateTimeField(default=NEVER)
    took_ms = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls, name: str, slack: timedelta = SLACK) -> Ranking:
        """The ranking as it was last built. Of those who find it too old one builds it, others read on meanwhile."""
        row = cls.objects.filter(pk=name).first() or cls.objects.get_or_create(pk=name)[0]
        if row.is_due(timezone.now() - slack) and row.claim():
            row.build()
        return row

    @classmethod
    def all_last_built(cls, *names: str) -> dict[str, Ranking]:
        """{name: ranking} of several for their heads on other pages, by one question where all have been built: as they
        are, for a page must not change what it is marked by."""
        rows = {row.pk: row for row in NAMED.fetch(names) if row.mark}
        return {name: rows.get(name) or cls.current(name) for name in names}

    @classmethod
    def build_due(cls) -> None:
        """Build what is due; the worker does so each minute."""
        for name in ranking_builders():
            cls.current(name, timedelta(0))

    def is_due(self, now: datetime) -> bool:
        rest = max(EVERY, timedelta(milliseconds=self.took_ms * SHARE))
        return now - self.tried_at >= rest or self.tried_at > now + EVERY

    def claim(self) -> bool:
        """Whether it falls to the caller to build; of any number of callers, to one."""
        mine = type(self).objects.filter(pk=self.pk, tried_at=self.tried_at)
        return bool(mine.update(tried_at=timezone.now()))

    def build(self) -> None:
        """Let its builder say what stands there now."""
        now, began = timezone.now(), monotonic()
        rows = ranking_builders()[self.pk](now)[:LONGEST]
        self.before = [row["pk"] for row in self.rows] if self.made_at > NEVER else [row["pk"] for row in rows]
        self.rows, self.made_at = rows, now
        before, self.mark = self.mark, hashlib.sha256(repr((rows, self.before)).encode()).hexdigest()[:8]
        self.took_ms = int((monotonic() - began) * 1000)
        self.save(update_fields=["rows", "before", "mark", "made_at", "took_ms"])
        if before and self.mark != before:  # its head stands on other pages
            SiteVersion.bump()

    def head(self, rows: dict[int, Article]) -> list[tuple[dict[str, Any], Article]]:
        """[(line, row)] for those of `rows` {pk: row} that still stand, in the ranking's order.

        A line is what the ranking knows, with its `place` and how it `moved`: "new", "up", "down" or "".
        """
        was = {pk: place for place, pk in enumerate(self.before)}
        lines: list[Any] = []
        for number, line in enumerate(self.rows):
            if row := rows.get(line["pk"]):
                moved = motion(number, was.get(line["pk"]))
                lines.append((line | {"place": len(lines) + 1, "moved": moved}, row))
        return lines

    @property
    def pks(self) -> list[int]:
        return [row["pk"] for row in self.rows]


def motion(place: int, before: int | None) -> str:
    if before is None:
        return "new"
    return "up" if place < before else "down" if place > before else ""


NAMED = CompiledListQuery(lambda names: Ranking.objects.filter(pk__in=names), models.CharField())
