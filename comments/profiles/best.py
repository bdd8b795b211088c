"""What a person's 个人频道 opens with: their best comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.states import CommentState
from comments.thread.models import Comment

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.queries import CommentQuerySet


BEST = 3


def best_comments(reader: Reader) -> CommentQuerySet:
    """The three visible comments of `reader` that stand best with other readers; none without flowers."""
    rows = Comment.objects.filter(author=reader, state=CommentState.VISIBLE, hot__gt=0).in_open_articles()
    return rows.for_rendering().order_by("-hot", "-pk")[:BEST]
