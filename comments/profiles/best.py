"""What a person's 个人频道 opens with: their best comments."""

from comments.states import CommentState
from comments.thread.models import Comment

BEST = 3


def best_comments(reader):
    """The three visible comments of `reader` that stand best with other readers; none without flowers."""
    rows = Comment.objects.filter(author=reader, state=CommentState.VISIBLE, hot__gt=0).in_open_articles()
    return rows.for_rendering().order_by("-hot", "-pk")[:BEST]
