"""What editors mark on a comment, 编辑精选, and what they answer as editors, 网编回复."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from comments.exceptions import Forbidden, Gone
from comments.notifications.models import Notice
from news.changes.models import Change

if TYPE_CHECKING:
    from comments.readers.models import Reader


class EditorMarks(models.Model):
    if TYPE_CHECKING:  # what a comment has besides
        locked_with_article: Any

    # Since when it is marked. The mark changes no order and no ranking, and outlives a ruling that is undone.
    featured_at = models.DateTimeField("编辑精选", null=True, blank=True, editable=False)

    # Written by an editor in that role: set when it is posted, whatever becomes of the editor afterwards.
    as_editor = models.BooleanField("网编回复", default=False, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def set_featured(self, editor: Reader, wanted: bool) -> bool:
        """Mark the comment, or take the mark back; False if it stands so already. Tells the open pages and its author,
        who is told nothing of a mark that was taken back before they looked."""
        comment = self.locked_with_article()
        if not comment.is_shown:
            raise Gone("这条评论已经不在了，不能精选。")
        if comment.author_id == editor.pk:
            raise Forbidden("不能精选自己的评论。")
        if (comment.featured_at is not None) == wanted:
            return False
        comment.featured_at = timezone.now() if wanted else None
        comment.revision += 1
        comment.save(update_fields=["featured_at", "revision"])
        Change.record(comment.article, (Change.Kind.COMMENT, comment.pk))
        cause = f"featured:{comment.pk}"
        if wanted:
            Notice.tell([comment.author], Notice.Kind.FEATURED, cause, cause, comment=comment)
        else:
            Notice.objects.filter(reader=comment.author, kind=Notice.Kind.FEATURED, cause=cause).delete()
        return True
