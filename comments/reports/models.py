"""举报: what readers and guests say breaks a rule; one row for each person and thing."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from comments.exceptions import Conflict
from comments.notifications.models import Notice
from comments.reasons import REPORT_REASONS
from comments.rulings.models import Ruling
from comments.sections.models import in_sections_of
from comments.states import CommentState

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from comments.thread.models import Comment

READER = settings.AUTH_USER_MODEL
TEXT_LONGEST = 300
ZERO = Decimal("0.0")
LEAST = Decimal("0.1")
TRUST = 2  # a new reporter is taken to have been right this often
THINGS = ("comment", "article", "poll", "person")


def exactly_one(*columns: str) -> Q:
    """The condition that one of these columns is filled, and no other."""
    cases = (Q(**{f"{column}__isnull": column != filled for column in columns}) for filled in columns)
    return reduce(or_, cases)


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        return self.filter(state=Report.State.OPEN)

    def moderated_by(self, moderator: Any) -> ReportQuerySet:
        """Those that this moderator may answer: of a 版块版主, those of what stands in their sections."""
        return in_sections_of(
            moderator, self, "comment__article__channel", "article__channel", "poll__article__channel"
        )


class Report(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "待处理"
        UPHELD = "upheld", "成立"
        REJECTED = "rejected", "不成立"
        MOOT = "moot", "已由作者删除"

    reporter = models.ForeignKey(READER, models.CASCADE, verbose_name="举报人", related_name="reports", null=True)
    # Of a guest: a keyed hash of their network's address, by which one reports a thing once.
    address = models.CharField(max_length=32, blank=True, editable=False)
    # What is reported: one of four, and its name, such as "comment:12", for the constraints.
    thing = models.CharField(max_length=30, editable=False)
    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, verbose_name="评论", related_name="reports", null=True
    )
    article = models.ForeignKey("news.Article", models.CASCADE, verbose_name="文章", related_name="reports", null=True)
    poll = models.ForeignKey("comments.Poll", models.CASCADE, verbose_name="问卷", related_name="reports", null=True)
    person = models.ForeignKey(READER, models.CASCADE, verbose_name="网友", related_name="reports_about", null=True)
    reason = models.CharField("理由", max_length=8, choices=REPORT_REASONS)
    text = models.CharField("说明", max_length=TEXT_LONGEST, blank=True)
    weight = models.DecimalField("权重", max_digits=3, decimal_places=1, default=0)
    state = models.CharField("结果", max_length=8, choices=State, default=State.OPEN)
    ruling = models.ForeignKey(
        Ruling, models.PROTECT, verbose_name="处理", related_name="reports_closed", null=True, blank=True
    )
    made_at = models.DateTimeField("时间", default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "举报"
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "thing"], condition=Q(reporter__isnull=False), name="one_report_of_reader"
            ),
            models.UniqueConstraint(
                fields=["address", "thing"], condition=Q(reporter__isnull=True), name="one_report_of_guest"
            ),
            models.CheckConstraint(condition=exactly_one(*THINGS), name="report_of_one_thing"),
        ]
        indexes = [
            models.Index(fields=["-weight", "id"], condition=Q(state="open"), name="reports_open"),
            models.Index(fields=["reporter", "-id"], name="reports_of_reader"),
            models.Index(fields=["made_at"], name="reports_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.thing_name}：{self.get_reason_display()}"

    @property
    def thing_name(self) -> str:
        """What was reported, in a word."""
        return {"comment": "评论", "article": "文章", "poll": "问卷", "person": "网友"}[self.thing.partition(":")[0]]

    @property
    def target(self) -> Any:
        """The row that was reported."""
        return self.comment or self.article or self.poll or self.person

    @classmethod
    @transaction.atomic
    def make(cls, kind: str, thing: Any, reporter: Reader | None, address: str, reason: str, text: str = "") -> Report:
        """Report `thing`, which is a `kind` of THINGS; return the report, the earlier one where it is sent twice.

        Conflict if this person has reported it before in other words. A report by itself changes nothing that readers
        see: it puts a comment into the moderators' queue. Guests and new accounts weigh nothing there.
        """
        locked = thing.locked_with_article() if kind == "comment" else thing
        who: dict[str, Any] = {"reporter": reporter} if reporter else {"reporter": None, "address": address}
        name = f"{kind}:{thing.pk}"
        if earlier := cls.objects.filter(thing=name, **who).first():
            return earlier.same_or_conflict(reason, text)
        try:
            with transaction.atomic():
                report = cls.objects.create(
                    thing=name, reason=reason, text=text, weight=weight_of(reporter), **who, **{kind: thing}
                )
        except IntegrityError:  # of things that are not locked: by another request at this very moment
            return cls.objects.get(thing=name, **who).same_or_conflict(reason, text)
        if kind == "comment":
            count_open(locked)
            locked.settle_reported()
            locked.save(update_fields=COUNTED)
        return report

    def same_or_conflict(self, reason: str, text: str) -> Report:
        if (self.reason, self.text) != (reason, text):
            raise Conflict("您已经举报过了，不必再次举报；处理结果会在通知里告诉您。")
        return self

    @transaction.atomic
    def decide(self, moderator: Reader, act: Ruling.Act, note: str = "") -> Ruling | None:
        """Answer this report of a story, poll or person, and all others of the same thing that wait; None if none does.

        `act`: UPHOLD or DISMISS.
        """
        waiting = Report.objects.open().select_for_update(of=("self",)).filter(thing=self.thing)
        if not list(waiting):
            return None
        ruling = Ruling.record(moderator, act, self.person, reason=self.reason, note=note)
        close(waiting, ruling, Report.State.UPHELD if act == Ruling.Act.UPHOLD else Report.State.REJECTED)
        return ruling


COUNTED = ["open_reports", "report_weight", "reported", "review_weight"]
UPHOLDING = (Ruling.Act.HIDE, Ruling.Act.COLLAPSE)
REJECTING = (Ruling.Act.KEEP, Ruling.Act.RESTORE, Ruling.Act.APPROVE, Ruling.Act.GRANT)


def weight_of(reporter: Reader | None) -> Decimal:
    """What a report weighs: (U + 2) / (U + R + 2) of U upheld and R rejected ones before; of new accounts nothing."""
    if reporter is None or reporter.is_new:
        return ZERO
    counts = reporter.reports.aggregate(
        upheld=Count("pk", filter=Q(state=Report.State.UPHELD)),
        rejected=Count("pk", filter=Q(state=Report.State.REJECTED)),
    )
    right = counts["upheld"] + TRUST
    return max(LEAST, round(Decimal(right) / (right + counts["rejected"]), 1))


def count_open(comment: Comment) -> None:
    """Let the counters of a comment (locked) follow from the rows; does not save."""
    open_ones = Report.objects.open().filter(comment=comment).aggregate(n=Count("pk"), weight=Sum("weight"))
    comment.open_reports, comment.report_weight = open_ones["n"], open_ones["weight"] or ZERO


def answer_reports(ruling: Ruling) -> None:
    """A ruling on a comment (locked, saved afterwards) answers the reports of it; undone, they wait again."""
    comment: Any = ruling.comment
    if ruling.act == Ruling.Act.UNDO:
        reopen(Report.objects.filter(ruling=ruling.about))
    elif comment.open_reports and ruling.act in (*UPHOLDING, *REJECTING):
        state = Report.State.UPHELD if ruling.act in UPHOLDING else Report.State.REJECTED
        close(Report.objects.open().filter(comment=comment), ruling, state)
    else:
        return
    count_open(comment)


def close_deleted(comment: Comment) -> None:
    """What its author took back need not be judged: its reporters hear of it, and nothing counts against them."""
    if comment.state == CommentState.DELETED and comment.open_reports:
        close(Report.objects.open().filter(comment=comment), None, Report.State.MOOT)
        count_open(comment)
        type(comment).objects.filter(pk=comment.pk).update(
            open_reports=comment.open_reports, report_weight=comment.report_weight
        )


def close(reports: ReportQuerySet, ruling: Ruling | None, state: Report.State) -> None:
    """Give these open reports their outcome, and tell those who made them."""
    rows = list(reports.select_related("reporter"))
    Report.objects.filter(pk__in=[report.pk for report in rows]).update(state=state, ruling=ruling)
    for report in rows:
        if report.reporter:
            report.state = state
            Notice.tell(
                [report.reporter],
                Notice.Kind.REPORT,
                f"report:{report.pk}",
                f"report:{report.pk}:{ruling.pk if ruling else 0}",
                text=outcome_of(report),
            )


def reopen(reports: ReportQuerySet) -> None:
    """The ruling that answered these was undone: they wait again, and who was told of it unread is told no more."""
    rows = list(reports)
    subjects = [f"report:{report.pk}" for report in rows]
    Notice.objects.filter(kind=Notice.Kind.REPORT, subject__in=subjects).unseen().delete()
    Report.objects.filter(pk__in=[report.pk for report in rows]).update(state=Report.State.OPEN, ruling=None)


def outcome_of(report: Report) -> str:
    """What the reporter is told."""
    ends = {
        Report.State.UPHELD: "版主已处理，谢谢您",
        Report.State.REJECTED: "版主看过，认为没有违规",
        Report.State.MOOT: "已由作者删除",
        Report.State.OPEN: "等待版主处理",
    }
    return f"您举报的{report.thing_name}（{report.get_reason_display()}）：{ends[Report.State(report.state)]}"
