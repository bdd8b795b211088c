"""What a comment leaves behind or points to: its earlier texts, whom it mentions, whose story it stands under."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from comments.text import first_line


class CommentEdit(models.Model):
    """What a comment said before its author changed it; for moderators."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="edits")
    before = models.TextField("原文")
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "修改记录"
        ordering = ["pk"]

    def __str__(self):
        return first_line(self.before, 30)


class Mention(models.Model):
    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="mentions")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    typed = models.CharField(max_length=24)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "typed"], name="one_mention_per_name")]

    def __str__(self):
        return f"@{self.typed}"


class Authorship(models.Model):
    """Who among the readers wrote an article of a reader board."""

    article = models.OneToOneField("news.Article", models.CASCADE, related_name="authorship")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles")

    class Meta:
        verbose_name = verbose_name_plural = "网友文章"

    def __str__(self):
        return f"{self.reader_id}: {self.article_id}"
