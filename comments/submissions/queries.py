"""Which submissions, in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from comments.sections.models import SectionModerator, is_limited

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.submissions.models import Submission  # noqa: F401  (named in quotes)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of(self, reader: Reader) -> SubmissionQuerySet:
        """What `reader` has written, the last saved first."""
        return self.filter(reader=reader).select_related("board", "article").order_by("-saved_at", "-pk")

    def waiting(self) -> SubmissionQuerySet:
        """What waits for an editor."""
        return self.filter(state=self.model.State.SENT)

    def for_desk(self, moderator: Reader) -> SubmissionQuerySet:
        """What this member of the staff may answer; nobody looks into drafts.

        A moderator of certain sections sees what is theirs. The news area is the editors': who may not write a story
        there publishes none through a 投稿 either.
        """
        rows = self.exclude(state=self.model.State.DRAFT)
        if moderator.is_superuser:
            return rows
        boards = list(SectionModerator.objects.filter(reader=moderator).values_list("board", flat=True))
        if boards or is_limited(moderator):
            return rows.filter(board__in=boards)
        return rows if moderator.has_perm("news.add_article") else rows.exclude(board=None)
