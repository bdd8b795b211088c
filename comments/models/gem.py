"""神评: the comments that stood on the board 72小时神评妙论 when a day closed."""

from django.conf import settings
from django.db import models, transaction

from comments.models.ledger import LedgerEntry
from comments.models.reader import Reader
from news.models import Article


class GemQuerySet(models.QuerySet):
    def shown(self):
        """Those whose comment may still be read, with what a line shows."""
        published = Article.objects.published().values("pk")
        rows = self.filter(comment__state__in=("visible", "collapsed"), comment__article__in=published)
        return rows.select_related("comment__article", "comment__author").defer("comment__article__body")

    def of_day(self, day):
        """What stood there when `day` closed and may still be read, best first."""
        rows = self.shown().filter(day=day).order_by("-comment__hot", "-comment_id")
        return rows.select_related("comment__parent__author").prefetch_related("comment__mentions__reader")


class Gem(models.Model):
    comment = models.OneToOneField("comments.Comment", models.CASCADE, verbose_name="评论", related_name="gem")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="gems")
    day = models.DateField("日期")
    made_at = models.DateTimeField("时间")

    objects = GemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "神评"
        indexes = [
            models.Index(fields=["author", "-made_at"], name="gems_of_author"),
            models.Index(fields=["day"], name="gems_of_day"),
        ]

    def __str__(self):
        return f"{self.day}：{self.comment_id}"

    @classmethod
    @transaction.atomic
    def award(cls, comment, day, now):
        """Make a comment a gem, once for ever, with what that brings its author; return whether it is new."""
        comment = comment.locked_with_article()
        author = Reader.objects.locked(comment.author_id)[comment.author_id]
        if comment.state != comment.State.VISIBLE or cls.objects.filter(comment=comment).exists():
            return False
        cls.objects.create(comment=comment, author=author, day=day, made_at=now)
        LedgerEntry.write(author, LedgerEntry.Reason.GEM, comment=comment)
        return True
