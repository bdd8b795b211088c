"""申诉: one appeal against each ruling, decided by another moderator; the outcome is a ruling that names the first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from comments.bans.models import Ban
from comments.exceptions import Conflict, Forbidden, Gone
from comments.readers.models import Reader
from comments.reasons import Reason
from comments.rulings.models import Ruling
from comments.sections.models import in_sections_of
from comments.states import CommentState

READER = settings.AUTH_USER_MODEL
TEXT_LONGEST = 500
OPEN_FOR = timedelta(days=30)
ALONE = "本站只有一位可以裁决的版主，由其本人复核。"


class AppealQuerySet(models.QuerySet["Appeal"]):
    def waiting(self) -> AppealQuerySet:
        return self.filter(state=Appeal.State.WAITING)

    def moderated_by(self, moderator: Any) -> AppealQuerySet:
        """Those that this moderator may see: of a 版块版主, those against rulings of their sections."""
        return in_sections_of(moderator, self, "ruling__comment__article__channel", "ruling__ban__channel")


class Appeal(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "待裁决"
        GRANTED = "granted", "成立"
        DENIED = "denied", "驳回"
        MOOT = "moot", "处理已撤销"

    ruling = models.OneToOneField(Ruling, models.PROTECT, verbose_name="处理", related_name="appeal")
    reader = models.ForeignKey(READER, models.PROTECT, verbose_name="申诉人", related_name="appeals")
    text = models.TextField("申诉", max_length=TEXT_LONGEST)
    state = models.CharField("结果", max_length=8, choices=State, default=State.WAITING)
    outcome = models.OneToOneField(
        Ruling, models.PROTECT, verbose_name="裁决", related_name="decided_appeal", null=True, blank=True
    )
    made_at = models.DateTimeField("时间", default=timezone.now)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "申诉"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["made_at"], condition=models.Q(state="waiting"), name="appeals_waiting")]

    def __str__(self) -> str:
        return f"{self.reader}：{self.ruling}"

    @classmethod
    @transaction.atomic
    def make(cls, ruling: Ruling, reader: Reader, text: str) -> Appeal:
        """Appeal against `ruling`; return the appeal, the earlier one where the same words are sent twice.

        Forbidden for others than whom it concerns, after 30 days, and once it is undone; Conflict for a second appeal.
        """
        if earlier := cls.objects.filter(ruling=ruling).first():
            if earlier.reader_id == reader.pk and earlier.text == text:
                return earlier
            raise Conflict("对这次处理您已经申诉过了，每次处理只能申诉一次。")
        if problem := why_not(ruling, reader):
            raise Forbidden(problem)
        try:
            with transaction.atomic():
                return cls.objects.create(ruling=ruling, reader=reader, text=text)
        except IntegrityError:  # sent twice at the same moment
            return cls.objects.get(ruling=ruling)

    @transaction.atomic
    def decide(self, moderator: Reader, granted: bool, note: str = "") -> Ruling:
        """Grant or deny it. Forbidden for whose ruling it is, unless nobody else could; Conflict if it was decided.

        Granted, the ruling's effect is taken back: the comment stands where it stood, points return, a ban ends.
        """
        comment = self.ruling.comment.locked_with_article() if self.ruling.comment else None
        appeal = (
            Appeal.objects.select_for_update(of=("self",))
            .select_related("ruling__moderator", "outcome")
            .get(pk=self.pk)
        )
        if appeal.state != self.State.WAITING:
            said = appeal.outcome.sentence if appeal.outcome else "这次处理已经撤销，不必再裁决。"
            raise Conflict(said)
        first = appeal.ruling
        refuse_judge(first, moderator)
        if moderator.pk == first.moderator_id:
            note = f"{note} {ALONE}".strip()
        outcome = grant(first, comment, moderator, note) if granted else deny(first, moderator, note)
        state = self.State.GRANTED if granted else self.State.DENIED
        Appeal.objects.filter(pk=appeal.pk).update(state=state, outcome=outcome)
        return outcome


def why_not(ruling: Ruling, reader: Reader) -> str:
    """Why `reader` cannot appeal against `ruling`; "" if they can."""
    if ruling.person_id != reader.pk or ruling.act not in Ruling.APPEALABLE:
        return "这次处理不能申诉。"
    if timezone.now() - ruling.made_at > OPEN_FOR:
        return "处理超过 30 天，不能再申诉。"
    if ruling.answers.exists():
        return "这次处理已经撤销，不必申诉。"
    return ""


def refuse_judge(ruling: Ruling, moderator: Reader) -> None:
    """Forbidden for whom the ruling is about, and for who made it, unless nobody else on this site may decide."""
    if not moderator.has_perm("comments.change_appeal"):
        raise Forbidden("申诉由首席版主裁决。")
    if ruling.person_id == moderator.pk:
        raise Forbidden("不能裁决自己的申诉。")
    if ruling.moderator_id == moderator.pk and has_other_judge(ruling):
        raise Forbidden("申诉要由另一位版主裁决，不能由作出处理的人自己裁决。")


def has_other_judge(ruling: Ruling) -> bool:
    """Whether anybody may decide on an appeal besides who made the ruling."""
    return Reader.objects.staff_with("change_appeal").exclude(pk__in=[ruling.moderator_id, ruling.person_id]).exists()


def grant(first: Ruling, comment: Any, moderator: Reader, note: str) -> Ruling:
    if first.act == Ruling.Act.BAN:
        ban = Ban.objects.get(ruling=first)
        return ban.lift(moderator, Reason.MISTAKE, note, Ruling.Act.GRANT) or deny(
            first, moderator, note, Ruling.Act.GRANT
        )
    if comment.state == CommentState.DELETED:
        raise Gone("评论已由作者删除，不必再裁决。")
    return Ruling.enter(comment, moderator, Ruling.Act.GRANT, CommentState.VISIBLE, Reason.MISTAKE, note, first)


def deny(first: Ruling, moderator: Reader, note: str, act: Ruling.Act = Ruling.Act.DENY) -> Ruling:
    """A ruling that leaves everything as it is; the person hears of it."""
    ruling = Ruling.record(
        moderator, act, first.person, comment=first.comment, reason=first.reason, note=note, about=first
    )
    ruling.tell_author()
    return ruling


def close_undone(ruling: Ruling) -> None:
    """An appeal against a ruling that was undone is answered by that."""
    if ruling.about_id and ruling.act in (Ruling.Act.UNDO, Ruling.Act.UNBAN):
        Appeal.objects.waiting().filter(ruling=ruling.about_id).update(state=Appeal.State.MOOT)
