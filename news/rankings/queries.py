"""近期热门: the ranking of what is read. The three rankings of comments are in `comments.rankings`."""

from datetime import datetime, timedelta

from django.db.models import DecimalField, F, Sum, Value
from django.db.models.functions import Cast, Greatest

from news.articles.models import Article
from news.page_views.models import PageViewCount
from news.rankings.models import LONGEST, rank_rows

WINDOW = timedelta(hours=48)
PER_FLOWER = 5
CONSIDERED = LONGEST * 2
POINTS = DecimalField(max_digits=14, decimal_places=1)
SURPLUS = F("flower_weight") - F("egg_weight")


def most_read(now: datetime) -> list[dict[str, float]]:
    """Readers of the last 48 hours + 5 × max(0, weighted flowers − eggs), the best fifty; ties: newer first."""
    readers = best_read(now)
    # Whom nobody reads now may still stand there by flowers alone.
    liked = Article.objects.filter(published_at__lte=now).order_by(-SURPLUS).values_list("pk", flat=True)[:CONSIDERED]
    rows = Article.objects.filter(pk__in={*readers, *liked}, published_at__lte=now).defer("body", "title")
    lines = (line(row, readers) for row in rows)
    return rank_rows([row for row in lines if row["score"] > 0], 1)


def best_read(now: datetime) -> dict[int, int]:
    """{pk: readers} of the stories that stand best among those that were read at all."""
    read = PageViewCount.objects.filter(at__gt=now - WINDOW, at__lte=now, article__published_at__lte=now).order_by()
    bonus = PER_FLOWER * Greatest(F("article__flower_weight") - F("article__egg_weight"), Value(0, POINTS))
    scored = read.values("article").annotate(n=Sum("readers"), score=Cast(F("n") + bonus, POINTS))
    best = scored.order_by("-score", "-article__published_at", "-article")[:CONSIDERED]
    return dict(best.values_list("article", "n"))


def line(article: Article, readers: dict[int, int]) -> dict[str, float]:
    weights = float(article.flower_weight), float(article.egg_weight)
    bonus = PER_FLOWER * max(0.0, weights[0] - weights[1])
    number = readers.get(article.pk, 0)
    assert article.published_at is not None  # only such stories were asked for
    return {
        "pk": article.pk,
        "at": article.published_at.timestamp(),
        "score": number + bonus,
        "readers": number,
        "flowers": article.flowers,
        "eggs": article.eggs,
        "flower_weight": weights[0],
        "egg_weight": weights[1],
        "bonus": round(bonus, 1),
    }
