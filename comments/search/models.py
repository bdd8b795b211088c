"""Which comments and readers are in the index of search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from news.compiled_writes import CompiledInsert
from news.search.index import Index
from news.search.models import Description, Entry, facet, query_taken

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.models import Comment


class CommentEntry(Entry):
    """A comment that is shown; held, hidden and deleted ones are not there."""

    thing = models.OneToOneField("comments.Comment", models.CASCADE, related_name="entry")

    index = Index("comments_commententry", "comments_found")
    NEW = CompiledInsert(lambda: CommentEntry)
    TAKEN = query_taken(lambda: CommentEntry)

    class Meta:
        verbose_name = verbose_name_plural = "评论索引"

    @classmethod
    def add_new(cls, comment: Comment) -> None:
        """Index a comment that has just been made, of which the index knows nothing."""
        cls.add([comment])

    @classmethod
    def describe(cls, comment: Comment) -> Description | None:
        if not comment.is_shown:
            return None
        assert comment.shown_at is not None  # it is shown
        facets = [facet("a", comment.author_id), facet("t", comment.article_id)]
        return Description(comment.shown_at, [comment.text], facets)


class ReaderEntry(Entry):
    """A reader by the present name; who has left is not there."""

    thing = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="entry")

    index = Index("comments_readerentry", "readers_found")
    NEW = CompiledInsert(lambda: ReaderEntry)
    TAKEN = query_taken(lambda: ReaderEntry)

    class Meta:
        verbose_name = verbose_name_plural = "网友索引"

    @classmethod
    def describe(cls, reader: Reader) -> Description | None:
        return None if reader.erased_at else Description(reader.date_joined, [reader.name], [], sounds=[reader.name])
