"""Pictures of a 投稿, whose story has the same files: what is taken from the story is gone from its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from comments.submissions.models import SubmissionPhoto
from news.media.models import Photo

if TYPE_CHECKING:
    from news.media.pictures import StoredPicture


def keep_apart(stored: StoredPicture) -> None:
    """A story gives up this picture: after the commit, the 投稿 it came with has it under a name of its own."""
    if SubmissionPhoto.objects.filter(name=stored.name).exists():
        transaction.on_commit(lambda: move(stored), robust=True)


def move(stored: StoredPicture) -> None:
    """Copy the files for their 投稿, unless another story shows them; the old ones go right after it."""
    if Photo.objects.filter(name=stored.name).exists():
        return
    copied = stored.copy()
    if not SubmissionPhoto.objects.filter(name=stored.name).update(name=copied.name):
        copied.delete_files()
