"""72小时神评妙论: the comments of the last 72 hours that stand best, and the daily award."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from comments.gems.models import GemDay
from comments.reputation.scores import wilson
from comments.states import CommentState
from comments.thread.models import Comment
from comments.votes.past_votes import weights_before
from news.text.dates import end_of_day

if TYPE_CHECKING:
    from comments.thread.queries import CommentQuerySet


AGE = timedelta(hours=72)
WEIGHT = 5  # weighted flowers that a gem has at least
PER_AUTHOR, PER_ARTICLE, MOST = 2, 3, 30
AT_ONCE = 500
DAYS_BACK = 7  # days that a worker which was down makes up for


def gem_pks(now: datetime) -> list[int]:
    """The pks of the gems by the votes that stand now, the highest Wilson lower bound first."""
    best = recent_comments(now).filter(flower_weight__gte=WEIGHT).order_by("-hot", "-shown_at", "-pk")
    return first_of_each(best.values_list("pk", "author_id", "article_id").iterator(chunk_size=AT_ONCE))


def recent_comments(until: datetime) -> CommentQuerySet:
    """The comments that appeared in the 72 hours up to `until` and may be read now."""
    shown = {"shown_at__gt": until - AGE, "shown_at__lte": until}
    return Comment.objects.filter(state=CommentState.VISIBLE, **shown).in_open_articles()


def first_of_each(rows: Iterable[Any]) -> list[int]:
    """The first 30 pks of `rows` (pk, author, article), of one author at most 2 and of one article at most 3."""
    authors: Counter[int] = Counter()
    articles: Counter[int] = Counter()
    chosen: list[int] = []
    for pk, author, article in rows:
        if len(chosen) == MOST:
            break
        if authors[author] < PER_AUTHOR and articles[article] < PER_ARTICLE:
            authors[author] += 1
            articles[article] += 1
            chosen.append(pk)
    return chosen


def gem_lines(now: datetime) -> list[dict[str, float]]:
    """The same as lines of the ranking, with the numbers that put each there."""
    numbers = ("pk", "flowers", "eggs", "flower_weight", "egg_weight", "hot", "shown_at")
    chosen = gem_pks(now)
    rows = {row["pk"]: row for row in Comment.objects.filter(pk__in=chosen).values(*numbers)}
    return [gem_line(rows[pk]) for pk in chosen if pk in rows]


def gem_line(row: dict[str, Any]) -> dict[str, float]:
    return {
        "pk": row["pk"],
        "at": row["shown_at"].timestamp(),
        "score": round(row["hot"], 4),
        "flowers": row["flowers"],
        "eggs": row["eggs"],
        "flower_weight": float(row["flower_weight"]),
        "egg_weight": float(row["egg_weight"]),
    }


def close_days(now: datetime | None = None) -> int:
    """Award the gems of each of the last seven days that has none awarded yet, oldest first; return how many were new.

    May be called at any time, by several workers at once and again after a crash.
    """
    now = now or timezone.now()
    days = days_to_award(timezone.localdate(now))
    return sum(GemDay.award(day, pks_at_end_of(day), now) for day in days)


def days_to_award(today: date) -> list[date]:
    """The days before `today` that are still to be awarded, oldest first, at most seven."""
    days = [today - timedelta(days=ago) for ago in range(DAYS_BACK, 0, -1)]
    awarded = set(GemDay.objects.filter(day__in=days).values_list("day", flat=True))
    return [day for day in days if day not in awarded]


def pks_at_end_of(day: date) -> list[int]:
    """The pks of the gems by the votes at the end of `day` in the site's zone; later votes do not count.

    Only comments that may still be read: what was folded up, hidden or deleted since then brings nothing.
    """
    end = end_of_day(day)
    comments = recent_comments(end - timedelta.resolution)
    weights = weights_before(comments, end)
    able = [
        (wilson(*map(float, weights[pk])), shown_at, pk, author, article)
        for pk, author, article, shown_at in comments.values_list("pk", "author_id", "article_id", "shown_at")
        if pk in weights and weights[pk][0] >= WEIGHT
    ]
    return first_of_each(row[2:] for row in sorted(able, reverse=True))
