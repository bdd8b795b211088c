"""即刻热度: what readers, voices and votes of the last hour make of a story's age."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Sum

from comments.states import SHOWN_STATES
from comments.thread.models import Comment
from comments.votes.models import ArticleVote, CommentVote
from news.articles.models import Article
from news.page_views.models import PageViewCount
from news.rankings.models import rank_rows

WINDOW = timedelta(minutes=60)
PER_VOICE, PER_VOTER = 8, 3
OLDER, POWER = 2, 1.8
READ_MOST = 2000  # stories that are looked at for their readers alone


def hottest(now: datetime) -> list[dict[str, float]]:
    """(readers + 8 × commenters + 3 × voters of the last hour) / (age in hours + 2) ^ 1.8; the best fifty, newer first.

    The shape of the formula is that of Hacker News.
    """
    since = now - WINDOW
    voices, voters = commenters(since, now), voters_since(since, now)
    readers = readers_since(since, now)
    pks = {*voices, *voters, *readers}
    times: Any = Article.objects.filter(pk__in=pks, published_at__lte=now).values_list("pk", "published_at")
    rows = [line(pk, at, now, readers.get(pk, 0), voices.get(pk, 0), voters.get(pk, 0)) for pk, at in times]
    return rank_rows(rows, 4)


def line(pk: int, at: datetime, now: datetime, readers: int, voices: int, voters: int) -> dict[str, float]:
    age = (now - at).total_seconds() / 3600
    points, damping = readers + PER_VOICE * voices + PER_VOTER * voters, (age + OLDER) ** POWER
    return {
        "pk": pk,
        "at": at.timestamp(),
        "score": points / damping,
        "points": points,
        "readers": readers,
        "commenters": voices,
        "voters": voters,
        "age": round(age, 1),
        "damping": round(damping, 2),
    }


def readers_since(since: datetime, now: datetime) -> dict[Any, Any]:
    counted = (
        PageViewCount.objects.filter(at__gt=since, at__lte=now).order_by().values("article").annotate(n=Sum("readers"))
    )
    return dict(counted.order_by("-n").values_list("article", "n")[:READ_MOST])


def commenters(since: datetime, now: datetime) -> dict[int, int]:
    """{article: how many people wrote there}, of comments that may be read."""
    fresh = Comment.objects.shown().filter(shown_at__gt=since, shown_at__lte=now).order_by()
    return dict(fresh.values("article").annotate(n=Count("author", distinct=True)).values_list("article", "n"))


def voters_since(since: datetime, now: datetime) -> dict[int, int]:
    """{article: how many people voted on it or on what may be read below it}; one who did both is one."""
    window = {"made_at__gt": since, "made_at__lte": now}
    on_stories = ArticleVote.objects.filter(**window).order_by().values_list("article_id", "reader_id")
    below = CommentVote.objects.filter(**window, comment__state__in=SHOWN_STATES).order_by()
    voters: dict[Any, Any] = {}
    for article, _ in on_stories.union(below.values_list("comment__article_id", "reader_id")):
        voters[article] = voters.get(article, 0) + 1
    return voters
