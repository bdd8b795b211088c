"""The mail queue: every mail is a row, written in the transaction of its cause and sent by the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from news.variants.models import ConversionOverride
from news.variants.plain_text import convert_text
from news.variants.text import lang_of

CLAIMED = timedelta(minutes=3)  # longer than one sending may take: EMAIL_TIMEOUT for each of its steps
DELAYS = [1, 5, 15, 60, 240, 720, 1440]  # minutes until the next try


class OutgoingMailQuerySet(models.QuerySet):
    def due(self) -> OutgoingMailQuerySet:
        """What waits to be sent and is in nobody's hand."""
        now = timezone.now()
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        return self.filter(free, sent_at=None, given_up=False, due_at__lte=now)


class OutgoingMail(models.Model):
    to = models.EmailField("收件人")
    subject = models.CharField("主题", max_length=200)
    body = models.TextField("正文")
    headers = models.JSONField(default=dict)
    # The same at every try: whoever gets a mail twice after a crash can tell.
    message_id = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField("写成", default=timezone.now)
    due_at = models.DateTimeField("待发", default=timezone.now)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("发出", null=True)
    given_up = models.BooleanField("放弃", default=False)
    error = models.CharField("上次的错误", max_length=300, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "邮件"
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None, given_up=False), name="letters_due"),
            models.Index(fields=["sent_at"], condition=Q(sent_at__isnull=False), name="letters_sent"),
            models.Index(fields=["made_at"], condition=Q(given_up=True), name="letters_given_up"),
        ]

    def __str__(self) -> str:
        return self.subject

    @classmethod
    def write(
        cls, to: str, subject: str, body: str, headers: dict[str, str] | None = None, variant: str = ""
    ) -> OutgoingMail:
        """Put a mail into the queue, in the reader's `variant`; it goes out if the transaction commits."""
        message_id = f"<{get_random_string(24)}@{settings.SITE_HOST}>"
        table = ConversionOverride.table(variant)
        lang = lang_of(variant)
        subject, body = convert_text(subject, variant, table), convert_text(body, variant, table)
        fields = {"subject": subject[:200], "body": body, "headers": {"Content-Language": lang} | (headers or {})}
        return cls.objects.create(to=to, message_id=message_id, **fields)

    @classmethod
    @transaction.atomic
    def claim(cls) -> OutgoingMail | None:
        """Claim the next mail that is due for this process alone, or None; a lost claim runs out by itself."""
        mail = cls.objects.due().select_for_update(skip_locked=True).order_by("due_at", "pk").first()
        if mail:
            mail.tries, mail.claimed_until = mail.tries + 1, timezone.now() + CLAIMED
            mail.save(update_fields=["tries", "claimed_until"])
        return mail

    def mark_sent(self) -> None:
        """The server has taken it. What it said is not kept."""
        self.sent_at, self.claimed_until, self.error, self.body = timezone.now(), None, "", ""
        self.save(update_fields=["sent_at", "claimed_until", "error", "body"])

    def record_failure(self, error: Any) -> None:
        """Try again later, less and less often; after two days give up."""
        self.given_up = self.tries > len(DELAYS)
        self.due_at = timezone.now() + timedelta(minutes=DELAYS[min(self.tries, len(DELAYS)) - 1])
        self.claimed_until, self.error = None, str(error)[:300]
        self.save(update_fields=["given_up", "due_at", "claimed_until", "error"])
