"""今日概况: what editors look at in the morning and in between, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from comments.desk.hour_picture import HourPicture
from comments.error_reports.models import ErrorReport
from comments.heat.governor import Heat, measure
from comments.moderation.queues import as_text, count_bounded
from comments.states import CommentState
from comments.submissions.models import Submission
from comments.thread.models import Comment
from news.articles.models import Article
from news.page_views.models import PageViewCount
from news.text.dates import start_of_day

if TYPE_CHECKING:
    from comments.readers.models import Reader

STORIES_MOST, THREADS_MOST = 30, 8
DAY = timedelta(days=1)


@dataclass(frozen=True)
class StoryLine:
    article: Article
    views: int


@dataclass(frozen=True)
class ThreadLine:
    article: Article
    heat: Heat


@dataclass(frozen=True)
class QueueLine:
    """How many wait in a queue; `address` is "" for whom it is not theirs to open."""

    label: str
    number: str
    address: str


def todays_stories(now: datetime) -> tuple[list[StoryLine], str]:
    """(the newest of today's stories by editors with their page views of today, how many there are)."""
    morning = start_of_day(timezone.localdate(now))
    rows = Article.objects.published().by_editors().filter(published_at__gte=morning)
    newest = list(rows.select_related("channel").defer("body").newest()[:STORIES_MOST])
    counted = PageViewCount.objects.filter(article__in=[one.pk for one in newest], at__gte=morning)
    views = dict(counted.order_by().values_list("article").annotate(Sum("readers")))
    return [StoryLine(article, views.get(article.pk, 0)) for article in newest], as_text(count_bounded(rows))


def views_by_hour(now: datetime) -> HourPicture:
    rows = PageViewCount.objects.filter(at__gt=now - DAY, at__lte=now)
    return HourPicture.draw(dict(rows.order_by().values_list("at").annotate(Sum("readers"))), now)


def hottest_threads(now: datetime) -> list[ThreadLine]:
    """The threads in which most is said just now, the most heated first."""
    measured = measure(now)
    busiest = sorted(measured, key=lambda pk: (-measured[pk].temperature, -measured[pk].comments, -pk))[:THREADS_MOST]
    found = Article.objects.published().select_related("channel").defer("body").in_bulk(busiest)
    return [ThreadLine(found[pk], measured[pk]) for pk in busiest if pk in found]


def queues_for(editor: Reader) -> Iterator[QueueLine]:
    """What waits for somebody, each with the way to it."""
    stories = reverse("admin:news_article_changelist")
    held = reverse("admin:comments_queue") + "?in=held" if editor.has_perm("comments.change_comment") else ""
    errors = reverse("admin:comments_errorreport_changelist") + "?state__exact=open"
    lines: list[tuple[str, QuerySet[Any], str]] = [
        ("投稿", Submission.objects.for_desk(editor).waiting(), reverse("admin:comments_submission_queue")),
        ("指正", ErrorReport.objects.open(), errors if editor.has_perm("comments.view_errorreport") else ""),
        ("待审评论", Comment.objects.filter(state=CommentState.HELD), held),
        ("草稿", Article.objects.drafts(), f"{stories}?state=draft"),
        ("定时", Article.objects.scheduled(), f"{stories}?state=scheduled"),
    ]
    for label, rows, address in lines:
        yield QueueLine(label, as_text(count_bounded(rows)), address)


def desk_figures(editor: Reader) -> dict[str, Any]:
    """Everything that the page shows."""
    now = timezone.now()
    stories, number = todays_stories(now)
    return {
        "queues": list(queues_for(editor)),
        "stories": stories,
        "number": number,
        "picture": views_by_hour(now),
        "threads": hottest_threads(now),
    }
