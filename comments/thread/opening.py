"""The comment that a request is about, if whoever asks may open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from comments.thread.models import Comment
from news.compiled_queries import NOW, CompiledQuery, Given

if TYPE_CHECKING:
    from comments.readers.models import Reader

OF_STAFF = CompiledQuery(lambda: Comment.objects.visible_to_staff(NOW).only("article").filter(pk=Given("pk")))
OF_ONE = CompiledQuery(
    lambda: Comment.objects.visible_to_one(Given("reader"), NOW).only("article").filter(pk=Given("pk"))
)


def find_visible(pk: int, reader: Reader) -> Comment | None:
    """The comment, of which nothing but its article is read, if this reader may open it; else None."""
    now = timezone.now()
    found: Comment | None = (
        OF_STAFF.first(pk=pk, now=now) if reader.is_staff else OF_ONE.first(pk=pk, now=now, reader=reader.pk)
    )
    return found
