"""Which submissions, in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

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
