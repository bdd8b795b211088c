"""The newest comments, for dry runs."""

from collections.abc import Iterator

from comments.thread.models import Comment


def recent_texts(most: int) -> Iterator[str]:
    """The texts of the newest comments that are shown, as typed."""
    return Comment.objects.shown().order_by("-pk").values_list("text", flat=True)[:most].iterator(chunk_size=500)
