"""What readers ask of moderators: a title of their own, an imported name that was theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from comments.exceptions import Conflict, Forbidden
from comments.notifications.models import Notice
from comments.readers.models import Reader
from news import hooks

READER = settings.AUTH_USER_MODEL


class ReaderRequest(models.Model):
    """A request that a moderator answers once, with a reason."""

    if TYPE_CHECKING:
        objects: ClassVar[models.Manager[Any]]

    class State(models.TextChoices):
        WAITING = "waiting", "待定"
        GRANTED = "granted", "同意"
        REFUSED = "refused", "不同意"

    state = models.CharField("状态", max_length=7, choices=State, default=State.WAITING)
    answer = models.CharField("答复", max_length=200, blank=True)
    moderator = models.ForeignKey(READER, models.PROTECT, null=True, editable=False, related_name="+")
    made_at = models.DateTimeField("时间", default=timezone.now, editable=False)
    answered_at = models.DateTimeField("答复时间", null=True, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def settle(self, moderator: Reader, granted: bool, answer: str) -> bool:
        """Answer this request once; False if it was answered already."""
        row = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.state != self.State.WAITING:
            return False
        row.state = self.State.GRANTED if granted else self.State.REFUSED
        row.moderator, row.answer, row.answered_at = moderator, answer, timezone.now()
        row.save()
        row.carry_out(granted)
        return True


class TitleRequest(ReaderRequest):
    reader = models.ForeignKey(READER, models.CASCADE, verbose_name="网友", related_name="title_requests")
    text = models.CharField("头衔", max_length=20)

    class Meta:
        verbose_name = verbose_name_plural = "头衔申请"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reader"],
                condition=models.Q(state=ReaderRequest.State.WAITING),
                name="one_waiting_title_request",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def ask(cls, reader: Reader, text: str) -> TitleRequest:
        """Ask for a title; Forbidden below the level that may, Conflict while another request waits."""
        reader = Reader.objects.locked(reader.pk)[reader.pk]
        if not reader.rank.may_title:
            raise Forbidden("升到七级才可以申请头衔。")
        if cls.objects.filter(reader=reader, state=cls.State.WAITING).exists():
            raise Conflict("您的上一个申请还在等版主答复。")
        return cls.objects.create(reader=reader, text=text)

    def carry_out(self, granted: bool) -> None:
        if granted:
            reader = Reader.objects.locked(self.reader_id)[self.reader_id]
            reader.title = self.text
            reader.save_and_rerender("title")
        cause = f"title:{self.pk}"
        said = f"{self.text}：{self.get_state_display()}{'。' + self.answer if self.answer else ''}"
        Notice.tell([self.reader], Notice.Kind.TITLE, cause, cause, text=said)


class Claim(ReaderRequest):
    """Somebody says that an imported name was theirs. A yes sends the link that makes it their account."""

    imported = models.ForeignKey(READER, models.CASCADE, verbose_name="旧站名字", related_name="claims")
    email = models.EmailField("电子邮箱")
    proof = models.TextField("凭据", max_length=1000)

    class Meta:
        verbose_name = verbose_name_plural = "认领申请"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["imported", "email"],
                condition=models.Q(state=ReaderRequest.State.WAITING),
                name="one_waiting_claim",
            )
        ]

    def __str__(self) -> str:
        return f"{self.imported} 的认领申请"

    def carry_out(self, granted: bool) -> None:
        hooks.call("claim_answered", self, granted)
