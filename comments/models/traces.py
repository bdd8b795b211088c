"""What a comment leaves behind or points to: its earlier texts, whom it mentions, whose story it stands under."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from comments.models.reader import Reader
from comments.names import ALLOWED, LONGEST, SHORTEST, skeleton
from comments.text import after_ats, first_line


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

    @classmethod
    def find(cls, comment):
        """Note who is meant by each @ of a comment: the longest name that its text goes on with."""
        cls.objects.filter(comment=comment).delete()
        for tail in set(after_ats(comment.text, ALLOWED, LONGEST)):
            if found := cls.meant(tail):
                typed, reader = found
                cls.objects.get_or_create(comment=comment, typed=typed, defaults={"reader": reader})

    @staticmethod
    def meant(tail: str):
        """(what was typed of a name, its reader) for the text behind an @, or None if it begins with no name."""
        heads = {}
        for size in range(SHORTEST, len(tail) + 1):  # of heads that differ by a separator at the end, the shortest
            heads.setdefault(skeleton(tail[:size]), tail[:size])
        spelled = {tail[:size] for size in range(SHORTEST, len(tail) + 1)}
        named = Reader.objects.filter(Q(skeleton__in=heads) | Q(name__in=spelled), erased_at=None)
        typed = [
            (reader.name if reader.name in spelled else heads.get(reader.skeleton, ""), reader) for reader in named
        ]
        # The longest; among two that look alike, the one that is spelled so.
        return max(typed, key=lambda one: (len(one[0]), one[1].name == one[0]), default=None)


class Authorship(models.Model):
    """Who among the readers an article is from: who wrote it for a reader board, or sent it in to the desk."""

    class Kind(models.TextChoices):
        WRITTEN = "written", "作者"
        SENT = "sent", "投稿"

    article = models.OneToOneField("news.Article", models.CASCADE, related_name="authorship")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles")
    kind = models.CharField("身份", max_length=7, choices=Kind, default=Kind.WRITTEN)

    class Meta:
        verbose_name = verbose_name_plural = "网友文章"

    def __str__(self):
        return f"{self.reader_id}: {self.article_id}"

    @classmethod
    def readers_of(cls, articles):
        """{article's pk: (reader's pk, name)} of those of `articles` that are from a reader."""
        rows = cls.objects.filter(article__in=articles).values_list("article_id", "reader_id", "reader__name")
        return {article: (reader, name) for article, reader, name in rows}
