"""72小时神评妙论: the comments of the last 72 hours that stand best, and the daily award."""

from collections import Counter
from datetime import datetime, time, timedelta

from django.core.cache import cache
from django.utils import timezone

from comments.models import Comment, Gem

AGE = timedelta(hours=72)
WEIGHT = 5  # weighted flowers that a gem has at least
PER_AUTHOR, PER_ARTICLE, MOST = 2, 3, 30
AT_ONCE = 500
REMEMBERED = 3 * 24 * 3600


def gem_pks(until):
    """The pks of the gems as of `until`: by Wilson lower bound, at most 2 per author and 3 per article, 30 in all."""
    fresh = Comment.objects.filter(state="visible", shown_at__gt=until - AGE, shown_at__lte=until).in_open_articles()
    best = fresh.filter(flower_weight__gte=WEIGHT).order_by("-hot", "-shown_at", "-pk")
    authors, articles, chosen = Counter(), Counter(), []
    for pk, author, article in best.values_list("pk", "author_id", "article_id").iterator(chunk_size=AT_ONCE):
        if len(chosen) == MOST:
            break
        if authors[author] < PER_AUTHOR and articles[article] < PER_ARTICLE:
            authors[author] += 1
            articles[article] += 1
            chosen.append(pk)
    return chosen


def gems(until=None):
    """The gems as of `until` (now), the best first."""
    chosen = gem_pks(until or timezone.now())
    rows = Comment.objects.drawn().in_bulk(chosen)
    return [rows[pk] for pk in chosen]


def gem_lines(now):
    """The same as lines of the board, with the numbers that put each there."""
    numbers = ("pk", "flowers", "eggs", "flower_weight", "egg_weight", "hot", "shown_at")
    chosen = gem_pks(now)
    rows = {row["pk"]: row for row in Comment.objects.filter(pk__in=chosen).values(*numbers)}
    return [gem_line(rows[pk]) for pk in chosen if pk in rows]


def gem_line(row):
    return {
        "pk": row["pk"], "at": row["shown_at"].timestamp(), "score": round(row["hot"], 4), "flowers": row["flowers"],
        "eggs": row["eggs"], "flower_weight": float(row["flower_weight"]), "egg_weight": float(row["egg_weight"]),
    }  # fmt: skip


def close_day(now=None):
    """Award yesterday's gems, once; may be called as often as one likes, and again after a crash."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    mark = f"gems:{today}"
    if cache.get(mark):
        return 0
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    awarded = sum(Gem.award(comment, today - timedelta(days=1), now) for comment in gems(midnight))
    cache.set(mark, True, REMEMBERED)
    return awarded
