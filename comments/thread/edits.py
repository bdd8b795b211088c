"""Earlier texts of edited comments, for moderators."""

from django.db import models
from django.utils import timezone

from comments.thread.text import first_line


class CommentEdit(models.Model):
    """What a comment said before its author changed it; for moderators."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="edits")
    before = models.TextField("原文")
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "修改记录"
        ordering = ["pk"]

    def __str__(self) -> str:
        return first_line(self.before, 30)
