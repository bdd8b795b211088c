"""Which submissions, in what order."""

from django.db import models


class SubmissionQuerySet(models.QuerySet):
    def of(self, reader):
        """What `reader` has written, the last saved first."""
        return self.filter(reader=reader).select_related("board", "article").order_by("-saved_at", "-pk")

    def waiting(self):
        """What waits for an editor."""
        return self.filter(state=self.model.State.SENT)
