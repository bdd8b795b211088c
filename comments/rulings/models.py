"""Rulings: what a moderator decided, about what, and why. Never altered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from comments.exceptions import Forbidden
from comments.notifications.models import Notice
from comments.readers.models import Reader
from comments.reputation.models import LedgerEntry
from comments.states import CommentState, VoteKind


class Ruling(models.Model):
    class Act(models.TextChoices):
        HIDE = "hide", "隐藏"
        RESTORE = "restore", "恢复"
        HOLD = "hold", "转待审"
        APPROVE = "approve", "通过"
        COLLAPSE = "collapse", "折叠"
        KEEP = "keep", "保留"

    class Reason(models.TextChoices):
        ABUSE = "abuse", "人身攻击"
        RUMOUR = "rumour", "造谣"
        SPAM = "spam", "广告"
        OFFTOPIC = "offtopic", "离题"
        LAW = "law", "违反法律或版权"
        MISTAKE = "mistake", "误判更正"
        FINE = "fine", "无违规"
        OTHER = "other", "其他"

    comment = models.ForeignKey("comments.Comment", models.CASCADE, verbose_name="评论", related_name="rulings")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="处理人", related_name="rulings_made"
    )
    act = models.CharField("处理", max_length=8, choices=Act)
    reason = models.CharField("理由", max_length=10, choices=Reason)
    note = models.CharField("备注", max_length=300, blank=True)
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "处理记录"
        ordering = ["-pk"]

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

    @classmethod
    @transaction.atomic
    def make(cls, comment: Any, moderator: Reader, act: Ruling.Act, reason: str, note: str = "") -> Ruling | None:
        """Rule on a comment, and let every open page know; return the ruling, or None where the act does not apply.

        Forbidden on the moderator's own comment.
        """
        comment = comment.locked_with_article()
        if comment.author_id == moderator.pk:
            raise Forbidden("不能处理自己的评论。")
        applies, state = cls.TRANSITIONS[act]
        if comment.state not in applies:
            return None
        if comment.state == CommentState.HELD and act == cls.Act.RESTORE:
            act = cls.Act.APPROVE
        was, stood = comment.state, comment.floor is not None
        # What comes back from the queue was not looked at for its eggs: they may still fold it up.
        comment.reviewed = act not in (cls.Act.HOLD, cls.Act.APPROVE)
        ruling = cls.objects.create(comment=comment, moderator=moderator, act=act, reason=reason, note=note)
        comment.show() if state == CommentState.VISIBLE else comment.become(state)
        if stood and CommentState.HIDDEN in (was, state):
            charge(comment, removed=state == CommentState.HIDDEN)
        if act != cls.Act.KEEP or was != state:  # whose comment stays as it was hears nothing
            ruling.tell_author()
        return ruling

    def tell_author(self) -> None:
        said = f"{self.get_act_display()}：{self.get_reason_display()}"
        fields = {"comment": self.comment, "text": said}
        Notice.tell(
            [self.comment.author], Notice.Kind.RULING, f"ruling:{self.comment_id}", f"ruling:{self.pk}", **fields
        )


def charge(comment: Any, removed: bool) -> None:
    """What a removal costs its author and those who had flowered it; a restored comment gives it back."""
    givers = comment.votes.filter(kind=VoteKind.FLOWER).values_list("reader_id", flat=True)
    people = Reader.objects.locked(comment.author_id, *givers)
    act = LedgerEntry.write_all if removed else LedgerEntry.undo_all
    act([people.pop(comment.author_id)], LedgerEntry.Reason.REMOVAL, comment)
    act(list(people.values()), LedgerEntry.Reason.FLOWERED, comment)
