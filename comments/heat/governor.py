"""讨论升温: a thread in which many speak fast and many are accused is slowed step by step, and let go by itself.

Votes and reports of new accounts weigh nothing here either, and each person counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from comments.reports.models import Report
from comments.states import VoteKind
from comments.thread.models import Comment
from comments.votes.models import CommentVote
from news.articles.models import Article

WINDOW = timedelta(minutes=10)
BUSY = 20  # comments within ten minutes from which a thread is busy
HOSTILE = 10  # people who gave eggs or reported, a reporter for three
REPORTER = 3
STEPS = (1.0, 2.0, 4.0)  # the temperature from which each step of `Article.heat` holds
LET_GO = 0.7  # the share of that temperature below which a step is given up again
MEASURED_MOST = 200  # stories a run


@dataclass(frozen=True)
class Heat:
    """What happened in one thread within ten minutes; of eggs and reports how many people gave them."""

    comments: int = 0
    egg_givers: int = 0
    reporters: int = 0

    @property
    def temperature(self) -> float:
        """min(comments / 20, (egg givers + 3 · reporters) / 10): neither speed nor anger alone heats a thread."""
        return min(self.comments / BUSY, (self.egg_givers + REPORTER * self.reporters) / HOSTILE)


def next_step(heat: int, temperature: float) -> int:
    """The step that follows `heat` at a temperature: up as far as it says, down by one at a time."""
    reached = sum(temperature >= least for least in STEPS)
    if reached >= heat:
        return reached
    return heat - 1 if temperature < LET_GO * STEPS[heat - 1] else heat


def measure(now: datetime) -> dict[int, Heat]:
    """{pk of a story: its heat} of the busiest threads within ten minutes, and of those that are slowed."""
    since = now - WINDOW
    comments = Comment.objects.filter(state__in=Comment.State.values, created_at__gt=since)
    busiest = comments.order_by().values_list("article").annotate(n=Count("pk")).order_by("-n")[:MEASURED_MOST]
    speeds = dict(busiest)
    eggs = CommentVote.objects.filter(made_at__gt=since, kind=VoteKind.EGG, weight__gt=0)
    givers = count_people(eggs, "reader")
    reporters = count_people(Report.objects.filter(made_at__gt=since, weight__gt=0), "reporter")
    slowed = Article.objects.filter(heat__gt=0).order_by().values_list("pk", flat=True)
    return {pk: Heat(speeds.get(pk, 0), givers.get(pk, 0), reporters.get(pk, 0)) for pk in {*speeds, *slowed}}


def count_people(rows: object, who: str) -> dict[int, int]:
    """{pk of a story: how many people (`who`) these votes or reports on its comments come from}."""
    return dict(
        rows.filter(comment__isnull=False)  # type: ignore[attr-defined]
        .order_by()
        .values_list("comment__article")
        .annotate(Count(who, distinct=True))
    )


def govern(now: datetime | None = None) -> None:
    """Bring every thread to the step that its heat asks for; those that a moderator has taken in hand, to none."""
    now = now or timezone.now()
    measured = measure(now)
    for pk, article in Article.objects.only("heat", "heat_off_until").in_bulk(measured).items():
        step = next_step(article.heat, measured[pk].temperature)
        if article.heat_off_until and article.heat_off_until > now:
            step = 0
        if step != article.heat:
            set_heat(pk, step)


@transaction.atomic
def set_heat(article_pk: int, step: int) -> None:
    """Take a step and tell the open pages, whose composers say it."""
    article = Article.objects.select_for_update().get(pk=article_pk)
    article.heat = step
    article.save(update_fields=["heat"])
    article.announce()


def heated_articles() -> Q:
    """The stories that moderators look at for their heat: slowed ones, and those kept from it by hand."""
    return Q(heat__gt=0) | Q(heat_off_until__gt=timezone.now())
