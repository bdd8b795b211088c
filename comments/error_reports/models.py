"""指正: what a reader says is wrong in a story, for editors alone; one row for each, with what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from comments.bans.models import refuse_banned
from comments.exceptions import Conflict
from comments.notifications.models import Notice
from comments.readers.models import Reader
from news.articles.models import Article, Correction

READER = settings.AUTH_USER_MODEL
TEXT_LONGEST, ANSWER_LONGEST = 300, 200
TITLE_SHOWN = 60  # letters of a story's title in a notice


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    def open(self) -> ErrorReportQuerySet:
        return self.filter(state=ErrorReport.State.OPEN)


class ErrorReport(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "待处理"
        CORRECTED = "corrected", "已更正"
        ANSWERED = "answered", "已答复"

    reader = models.ForeignKey(READER, models.CASCADE, verbose_name="网友", related_name="error_reports")
    article = models.ForeignKey("news.Article", models.CASCADE, verbose_name="新闻", related_name="error_reports")
    text = models.CharField("哪里有误", max_length=TEXT_LONGEST)
    state = models.CharField("状态", max_length=9, choices=State, default=State.OPEN)
    answer = models.CharField("答复", max_length=ANSWER_LONGEST, blank=True)
    # The note on the story that came of it, if any.
    correction = models.ForeignKey(
        Correction, models.SET_NULL, null=True, editable=False, verbose_name="更正说明", related_name="+"
    )
    editor = models.ForeignKey(
        READER, models.PROTECT, null=True, editable=False, verbose_name="处理人", related_name="+"
    )
    made_at = models.DateTimeField("时间", default=timezone.now)
    answered_at = models.DateTimeField("处理时间", null=True, editable=False)

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指正"
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "article"], condition=models.Q(state="open"), name="one_open_error_report"
            )
        ]
        indexes = [models.Index(fields=["made_at"], condition=models.Q(state="open"), name="error_reports_open")]

    def __str__(self) -> str:
        return f"{self.reader}：{self.text[:30]}"

    @classmethod
    @transaction.atomic
    def make(cls, article: Article, reader: Reader, text: str) -> ErrorReport:
        """Report an error; return the row, the earlier one where the same words are sent twice.

        Forbidden for who is banned; Conflict while another report of this reader on this story waits.
        """
        reader = Reader.objects.locked(reader.pk)[reader.pk]  # of two sent at once, the second finds the first
        if earlier := cls.objects.open().filter(reader=reader, article=article).first():
            if earlier.text == text:
                return earlier
            raise Conflict(f"您对{article.noun_phrase}的上一条指正还在等待处理，得到答复后才能再提交。")
        refuse_banned(reader)
        return cls.objects.create(reader=reader, article=article, text=text)

    @transaction.atomic
    def settle(self, editor: Reader, corrected: bool, answer: str = "", correction: str = "") -> bool:
        """Answer it, once, and tell the reader; False if somebody else has.

        `correction`: a note that the story shows from now on, of one that was `corrected`.
        """
        article = Article.objects.select_for_update().get(pk=self.article_id)
        row = ErrorReport.objects.select_for_update(of=("self",)).select_related("reader").get(pk=self.pk)
        if row.state != self.State.OPEN:
            return False
        if corrected and correction:
            row.correction = Correction.objects.create(article=article, text=correction)
            Article.objects.filter(pk=article.pk).update(revised_at=timezone.now())
            article.announce()
        row.state = self.State.CORRECTED if corrected else self.State.ANSWERED
        row.editor, row.answer, row.answered_at = editor, answer, timezone.now()
        row.save()
        said = f"{row.get_state_display()}。{answer}" if corrected else answer
        cause = f"error:{row.pk}"
        text = f"您对《{article.title[:TITLE_SHOWN]}》的指正：{said}"
        Notice.tell([row.reader], Notice.Kind.ERROR, cause, cause, text=text)
        return True
