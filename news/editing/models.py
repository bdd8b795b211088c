"""What an editor has typed into a story's form and not saved yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from news.changes.pruning import delete_in_batches


class EditingDraft(models.Model):
    """The fields of one open form, as the page sends them every few seconds; for whoever typed them alone."""

    KEPT = timedelta(days=30)
    MOST = 30  # of one editor; the oldest goes
    LONGEST = 1_000_000  # characters

    editor = models.BigIntegerField()  # the pk of a user; `news` knows no users
    slot = models.CharField(max_length=80)  # the form: a story's pk, or the key of a form for a new one
    fields = models.TextField()  # JSON: [[name, value], …]
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "自动保存的稿件"
        constraints = [models.UniqueConstraint(fields=["editor", "slot"], name="one_draft_of_form")]

    def __str__(self) -> str:
        return self.slot

    @classmethod
    def keep(cls, editor: int, slot: str, fields: str) -> None:
        """Keep the newest state of a form."""
        with transaction.atomic():
            cls.objects.update_or_create(
                editor=editor, slot=slot, defaults={"fields": fields, "saved_at": timezone.now()}
            )
            old = cls.objects.filter(editor=editor).order_by("-saved_at").values_list("pk", flat=True)[cls.MOST :]
            cls.objects.filter(pk__in=list(old)).delete()

    @classmethod
    def forget(cls, editor: int, *slots: str) -> None:
        """Delete what was typed into forms that were saved, or that the editor gave up."""
        cls.objects.filter(editor=editor, slot__in=slots).delete()

    @classmethod
    def prune(cls, now: datetime) -> None:
        delete_in_batches(cls.objects.filter(saved_at__lt=now - cls.KEPT))
