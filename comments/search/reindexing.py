"""The whole index of search once more from the rows, a batch at a time; the site may run meanwhile."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from comments.readers.models import Reader
from comments.search.models import CommentEntry, ReaderEntry
from comments.thread.models import Comment
from news.articles.models import Article
from news.search.models import ArticleEntry, Entry

BATCH = 200


def reindex(batch: int = BATCH) -> tuple[int, int, int]:
    """Rebuild every entry, `batch` rows in a transaction; return how many (stories, comments, readers) are indexed."""
    stories = rebuild_entries(
        ArticleEntry, Article.objects.exclude(published_at=None).prefetch_related("photos", "sources")
    )
    comments = rebuild_entries(CommentEntry, Comment.objects.shown(), batch)
    return stories, comments, rebuild_entries(ReaderEntry, Reader.objects.filter(erased_at=None), batch)


def rebuild_entries(entries: type[Entry], rows: QuerySet[Any], size: int = BATCH) -> int:
    """Write the entry of every row anew, and forget those of rows that are gone."""
    last, kept = 0, 0
    while batch := rewrite_batch(entries, rows.filter(pk__gt=last).order_by("pk")[:size], last):
        last, kept = batch[-1].pk, kept + len(batch)
    forget_between(entries, last, None)
    entries.index.tidy()
    return kept


@transaction.atomic
def rewrite_batch(entries: type[Entry], rows: QuerySet[Any], after: int) -> list[Any]:
    """Write the entries of a batch anew, read in the same transaction; return the batch."""
    batch = list(rows)
    if batch:
        forget_between(entries, after, batch[-1].pk)
    entries.add(batch)
    return batch


@transaction.atomic
def forget_between(entries: type[Entry], after: int, up_to: int | None) -> None:
    """Forget the entries of things in this range of pks: those that should be there are written right after."""
    rows = entries.objects.filter(thing__gt=after)
    rows = rows if up_to is None else rows.filter(thing__lte=up_to)
    entries.forget(*rows.values_list("thing_id", flat=True))
