"""What an editor is told after saving a story: what readers would miss, and whether it was published before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from news.articles.models import Article
from news.variants.folding import fold
from news.variants.marks import broken

RECENT = timedelta(days=7)
COMPARED = 3000  # titles, the newest
LIKE = 0.75  # from this likeness on, two titles are of one matter


def advice_for(article: Article) -> Iterator[str]:
    """Sentences about a story that was just saved, none where all is well."""
    if wrong := broken(article.body):
        yield f"正文里有 {wrong} 处“-{{”或“}}-”没有配对，会照原样显示。"
    prefetch_related_objects([article], "sources", "photos")  # which a version of the story holds too
    if not article.sources.all():
        yield "没有写来源。"
    if bare := sum(not photo.caption for photo in article.photos.all()):
        yield f"有 {bare} 张图片没有说明。"
    if other := find_same_title(article):
        yield f"七天内有一条题目相近的：“{other.title}”（编号 {other.pk}）。"


def find_same_title(article: Article) -> Article | None:
    """The newest other story of the last seven days whose title is nearly this one's."""
    return next(iter(same_titles(article)), None)


def same_titles(article: Article) -> list[Article]:
    """The other stories of the last seven days, and the drafts, whose titles are nearly this one's, newest first."""
    recent = Q(published_at__gt=timezone.now() - RECENT) | Q(published_at=None, withdrawn_at=None)
    others = Article.objects.filter(recent).exclude(pk=article.pk).newest()
    mine = pairs_of(article.title)
    shown = others.only("pk", "title", "published_at", "withdrawn_at")[:COMPARED] if mine else ()
    return [other for other in shown if likeness(mine, pairs_of(other.title)) >= LIKE]


def likeness(one: set[str], other: set[str]) -> float:
    """Dice's coefficient of two texts' pairs of letters: 0 where they share none, 1 where they have the same."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def pairs_of(text: str) -> set[str]:
    """The pairs of neighbouring letters of a text, whatever its script, blanks and punctuation."""
    letters = "".join(letter for letter in fold(text) if letter.isalnum())
    return {one + two for one, two in pairwise(letters)}
