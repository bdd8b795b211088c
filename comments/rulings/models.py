"""Rulings: what a moderator decided, about what, and why. Never altered, never deleted: what is undone is a new row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from comments.exceptions import Conflict, Forbidden
from comments.notifications.models import Notice
from comments.readers.models import Reader
from comments.reasons import Reason
from comments.reputation.models import LedgerEntry
from comments.rulings.numbers import ModeratorNumber
from comments.sections.models import in_sections_of
from comments.states import CommentState, VoteKind
from news import hooks

NOTE_LONGEST = 300


class RulingQuerySet(models.QuerySet["Ruling"]):
    def told_to(self, person: Reader) -> RulingQuerySet:
        """What this person hears of: rulings about them, but not that a comment of theirs was left as it is."""
        return self.filter(person=person).exclude(act__in=Ruling.UNTOLD)

    def moderated_by(self, moderator: Any) -> RulingQuerySet:
        """Those that this moderator may act on: of a 版块版主, those about comments and bans of their sections."""
        return in_sections_of(moderator, self, "comment__article__channel", "ban__channel", "about__ban__channel")


class Ruling(models.Model):
    if TYPE_CHECKING:
        person_id: int | None
        moderator_id: int
        comment_id: int | None
        about_id: int | None

    class Act(models.TextChoices):
        HIDE = "hide", "隐藏"
        RESTORE = "restore", "恢复"
        HOLD = "hold", "转待审"
        APPROVE = "approve", "通过"
        COLLAPSE = "collapse", "折叠"
        KEEP = "keep", "保留"
        BAN = "ban", "禁言"
        UNBAN = "unban", "取消禁言"
        UPHOLD = "uphold", "举报成立"
        DISMISS = "dismiss", "举报不成立"
        GRANT = "grant", "申诉成立"
        DENY = "deny", "申诉驳回"
        UNDO = "undo", "撤销"

    comment = models.ForeignKey(
        "comments.Comment", models.PROTECT, verbose_name="评论", related_name="rulings", null=True, blank=True
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="当事人", related_name="rulings_about", null=True
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="处理人", related_name="rulings_made"
    )
    number = models.PositiveIntegerField("版主编号", default=0)
    act = models.CharField("处理", max_length=8, choices=Act)
    reason = models.CharField("理由", max_length=10, choices=Reason)
    note = models.CharField("备注", max_length=NOTE_LONGEST, blank=True)
    # The ruling that this one undoes, or on whose appeal it decides.
    about = models.ForeignKey(
        "self", models.PROTECT, verbose_name="所涉处理", related_name="answers", null=True, blank=True
    )
    state_before = models.CharField("原状态", max_length=9, choices=CommentState, blank=True)
    reviewed_before = models.BooleanField(default=False)
    # What was decided at one press bears one mark, and is undone at one press.
    batch = models.CharField(max_length=32, blank=True, editable=False)
    made_at = models.DateTimeField("时间", default=timezone.now)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "处理记录"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["-made_at", "-id", "act"], name="rulings_newest"),
            models.Index(fields=["reason", "-made_at", "-id"], name="rulings_by_reason"),
            models.Index(fields=["number", "reason", "-made_at", "-id"], name="rulings_by_number_reason"),
            models.Index(fields=["number", "-made_at", "-id"], name="rulings_by_number"),
            models.Index(fields=["person", "-id"], name="rulings_about_person"),
            models.Index(fields=["batch"], condition=~models.Q(batch=""), name="rulings_of_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}：{self.get_reason_display()}"

    # What each act applies to, and what it makes of it. What its author deleted stays deleted.
    TRANSITIONS = {
        Act.HIDE: ({CommentState.HELD, CommentState.VISIBLE, CommentState.COLLAPSED}, CommentState.HIDDEN),
        Act.RESTORE: ({CommentState.HELD, CommentState.HIDDEN, CommentState.COLLAPSED}, CommentState.VISIBLE),
        Act.HOLD: ({CommentState.VISIBLE, CommentState.COLLAPSED}, CommentState.HELD),
        Act.COLLAPSE: ({CommentState.VISIBLE, CommentState.COLLAPSED}, CommentState.COLLAPSED),
        Act.KEEP: ({CommentState.VISIBLE, CommentState.COLLAPSED}, CommentState.VISIBLE),
    }
    UNTOLD = (Act.KEEP, Act.UPHOLD, Act.DISMISS)
    # What the person concerned may appeal against.
    APPEALABLE = (Act.HIDE, Act.COLLAPSE, Act.BAN)

    @classmethod
    @transaction.atomic
    def make(
        cls,
        comment: Any,
        moderator: Reader,
        act: str,
        reason: str,
        note: str = "",
        seen: int | None = None,
        batch: str = "",
    ) -> Ruling | None:
        """Rule on a comment, and let every open page know; return the ruling, or None where the act does not apply.

        `seen`: the pk of the newest ruling that the moderator knew of (0: of none); Conflict, which says what was
        decided, if there is a newer one. Forbidden on the moderator's own comment.
        """
        comment = comment.locked_with_article()
        refuse_own(comment.author_id, moderator)
        if seen is not None:
            refuse_overtaken(comment, seen)
        act = cls.Act(act)
        applies, state = cls.TRANSITIONS[act]
        if comment.state not in applies:
            return None
        if comment.state == CommentState.HELD and act == cls.Act.RESTORE:
            act = cls.Act.APPROVE
        return cls.enter(comment, moderator, act, state, reason, note, batch=batch)

    @transaction.atomic
    def undo(self, moderator: Reader, note: str = "") -> Ruling:
        """Take this ruling on a comment back: a new ruling, which names it and restores what stood before.

        Conflict if it was undone already, or if somebody has ruled on the comment since.
        """
        assert self.comment is not None  # bans are lifted: see `comments.bans`
        comment = self.comment.locked_with_article()
        refuse_own(comment.author_id, moderator)
        refuse_overtaken(comment, self.pk)
        if comment.state == CommentState.DELETED:
            raise Conflict("评论已由作者删除，不能撤销。")
        return Ruling.enter(comment, moderator, self.Act.UNDO, self.state_before, Reason.MISTAKE, note, self)

    @classmethod
    def enter(
        cls,
        comment: Any,
        moderator: Reader,
        act: Ruling.Act,
        state: str,
        reason: str,
        note: str,
        about: Ruling | None = None,
        batch: str = "",
    ) -> Ruling:
        """Write a ruling on `comment`, which is locked, and bring it into `state` with all that follows."""
        was, reviewed, stood = comment.state, comment.reviewed, comment.floor is not None
        before = {"state_before": was, "reviewed_before": reviewed}
        facts = {"comment": comment, "reason": reason, "note": note, "about": about, "batch": batch}
        ruling = cls.record(moderator, act, comment.author, **facts, **before)
        if act == cls.Act.UNDO and about:
            comment.reviewed = about.reviewed_before
        else:  # what comes back from the queue was not looked at for its eggs: they may still fold it up
            comment.reviewed = act not in (cls.Act.HOLD, cls.Act.APPROVE)
        if act in (cls.Act.APPROVE, cls.Act.KEEP, cls.Act.RESTORE):  # what the site said of it is answered
            comment.flagged_for = ""
        hooks.call("ruling_made", ruling)
        comment.show() if state == CommentState.VISIBLE else comment.become(state)
        if stood and was != state and CommentState.HIDDEN in (was, state):
            charge(comment, removed=state == CommentState.HIDDEN)
        if act != cls.Act.KEEP or was != state:  # whose comment stays as it was hears nothing
            ruling.tell_author()
        return ruling

    @classmethod
    def record(cls, moderator: Reader, act: Ruling.Act, person: Reader | None, **fields: Any) -> Ruling:
        """Write the row alone."""
        return cls.objects.create(
            moderator=moderator, number=ModeratorNumber.of(moderator), act=act, person=person, **fields
        )

    def tell_author(self) -> None:
        assert self.person is not None
        said = f"{self.get_act_display()}：{self.get_reason_display()}"
        fields = {"comment": self.comment, "text": said}
        subject = f"ruling:{self.comment_id or f'person{self.person_id}'}"
        Notice.tell([self.person], Notice.Kind.RULING, subject, f"ruling:{self.pk}", **fields)

    @property
    def sentence(self) -> str:
        """What a colleague is told of it: who, when, what and why."""
        when = timezone.localtime(self.made_at)
        return f"{self.moderator.name} 已于 {when:%m月%d日 %H:%M} 处理：{self}。"


def refuse_own(author_pk: int, moderator: Reader) -> None:
    """Forbidden where a moderator would rule on what is their own."""
    if author_pk == moderator.pk:
        raise Forbidden("不能处理自己的评论。")


def refuse_overtaken(comment: Any, seen: int) -> None:
    """Conflict if there is a ruling on `comment` (locked) that is newer than the one with the pk `seen`."""
    newest = comment.rulings.select_related("moderator").order_by("-pk").first()
    if newest and newest.pk > seen:
        raise Conflict(newest.sentence)


def charge(comment: Any, removed: bool) -> None:
    """What a removal costs its author and those who had flowered it; a restored comment gives it back."""
    givers = comment.votes.filter(kind=VoteKind.FLOWER).values_list("reader_id", flat=True)
    people = Reader.objects.locked(comment.author_id, *givers)
    act = LedgerEntry.write_all if removed else LedgerEntry.undo_all
    act([people.pop(comment.author_id)], LedgerEntry.Reason.REMOVAL, comment)
    act(list(people.values()), LedgerEntry.Reason.FLOWERED, comment)
