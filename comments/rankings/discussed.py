"""近期热评: where most people have something to say, damped where they quarrel with rules rather than with views."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import log
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Sum

from comments.reports.models import Report
from comments.rulings.models import Ruling
from comments.states import CommentState
from comments.thread.models import Comment
from news.articles.models import Article
from news.rankings.models import LONGEST, rank_rows

if TYPE_CHECKING:
    from comments.thread.queries import CommentQuerySet


WINDOW = timedelta(days=7)
VOICE_MOST = 3
PER_REPORT = 3
LOOKED_AT = 4000


def weight_of_person(number: int) -> float:
    """What one person's `number` of comments counts: min(1 + ln n, 3)."""
    return min(1 + log(number), VOICE_MOST)


def damping(flowers: float, violations: int, reports: int) -> float:
    """min(1, (F + 1) / (E + 1)); F weighted flowers, E violation eggs + 3 × upheld reports."""
    return min(1.0, (flowers + 1) / (violations + PER_REPORT * reports + 1))


def most_discussed(now: datetime) -> list[dict[str, float]]:
    """Over the commenters of the last seven days, the sum of what each counts, × damping; ties: newer first."""
    fresh = Comment.objects.shown().filter(shown_at__gt=now - WINDOW, shown_at__lte=now).order_by()
    voices: dict[Any, Any] = {}
    for article, number, people in count_by_person(fresh):
        score, all_people, comments = voices.get(article, (0.0, 0, 0))
        voices[article] = (score + weight_of_person(number) * people, all_people + people, comments + number * people)
    best = sorted(voices, key=lambda pk: (voices[pk][0], pk), reverse=True)
    # Damping only takes away: below the fiftieth score that stands nothing can rise any more. Of many that are equal
    # there, those with the higher pk are looked at first, for they are the newer ones.
    lines: list[dict[str, Any]] = []
    looked = 0
    while looked < min(len(best), LOOKED_AT) and (
        len(lines) < LONGEST or voices[best[looked]][0] >= lines[LONGEST - 1]["score"]
    ):
        part, looked = best[looked : looked + LONGEST * 4], looked + LONGEST * 4
        lines = sorted([*lines, *lines_of(part, voices, fresh, now)], key=itemgetter("score", "at", "pk"), reverse=True)
    return rank_rows(lines, 3)


def count_by_person(fresh: CommentQuerySet) -> list[tuple[int, int, int]]:
    """Rows of (article, n, how many people wrote n comments there)."""
    each = fresh.values("article", "author").annotate(n=Count("pk")).values("article_id", "n").query
    sql, values = each.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT article_id, n, COUNT(*) FROM ({sql}) AS each_voice GROUP BY article_id, n", values)
        return cursor.fetchall()


def lines_of(
    pks: list[int], voices: dict[int, tuple[float, int, int]], fresh: CommentQuerySet, now: datetime
) -> list[dict[str, float]]:
    counted = (
        fresh.filter(article__in=pks)
        .values("article")
        .annotate(f=Sum("flower_weight"), raw=Sum("flowers"), eggs=Sum("eggs"), bad=Sum("violation_eggs"))
    )
    votes = {row["article"]: row for row in counted}
    reports = count_upheld(pks, now)
    times: Any = Article.objects.filter(pk__in=pks, published_at__lte=now).values_list("pk", "published_at")
    return [line(pk, at, voices[pk], votes[pk], reports.get(pk, 0)) for pk, at in times if pk in votes]


def line(
    pk: int, at: datetime, voices: tuple[float, int, int], votes: Mapping[str, Any], reports: int
) -> dict[str, float]:
    score, people, comments = voices
    damped = damping(float(votes["f"]), votes["bad"], reports)
    return {
        "pk": pk,
        "at": at.timestamp(),
        "score": score * damped,
        "voices": round(score, 2),
        "people": people,
        "comments": comments,
        "flowers": votes["raw"],
        "eggs": votes["eggs"],
        "flower_weight": float(votes["f"]),
        "violations": votes["bad"],
        "reports": reports,
        "damping": round(damped, 3),
    }


def count_upheld(pks: list[int], now: datetime) -> dict[Any, Any]:
    """{article: how many comments were reported, or given eggs with a reason, and then hidden by a moderator}."""
    accused = Q(violation_eggs__gt=0) | Exists(Report.objects.filter(comment=OuterRef("pk"), state=Report.State.UPHELD))
    hidden = Comment.objects.filter(accused, article__in=pks, state=CommentState.HIDDEN, shown_at__gt=now - WINDOW)
    ruled = hidden.filter(rulings__act=Ruling.Act.HIDE).order_by()
    return dict(ruled.values("article").annotate(n=Count("pk", distinct=True)).values_list("article", "n"))
