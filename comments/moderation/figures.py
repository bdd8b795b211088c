"""How the desk is doing: how long cases wait, what each moderator decided and how often it was overturned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from comments.mail.addresses import confirmed_address
from comments.mail.models import OutgoingMail
from comments.readers.models import Reader
from comments.reports.models import Report
from comments.rulings.models import Ruling
from comments.states import CommentState
from comments.thread.models import Comment

WINDOW = timedelta(days=30)
OVERTURNING = (Ruling.Act.UNDO, Ruling.Act.GRANT)
DECIDING = (Ruling.Act.HIDE, Ruling.Act.COLLAPSE, Ruling.Act.BAN)


def oldest_waiting() -> datetime | None:
    """Since when the case that has waited longest waits: a held comment, or an open report; None if none does."""
    held = Comment.objects.filter(state=CommentState.HELD).order_by("created_at")
    reports = Report.objects.open().filter(Q(comment=None) | Q(comment__reported=True)).order_by("made_at")
    times = [held.values_list("created_at", flat=True).first(), reports.values_list("made_at", flat=True).first()]
    return min((moment for moment in times if moment), default=None)


def moderators_figures() -> list[dict[str, Any]]:
    """[{name, decided, overturned, rate}] of the last 30 days, who decided most first.

    `decided`: rulings against somebody; `overturned`: how many of these were undone by others or by an appeal.
    """
    others = Ruling.objects.filter(about=OuterRef("pk"), act__in=OVERTURNING).exclude(moderator=OuterRef("moderator"))
    rows = Ruling.objects.filter(act__in=DECIDING, made_at__gt=timezone.now() - WINDOW)
    counted = rows.annotate(lost=Exists(others)).order_by().values("moderator__name")
    figures = counted.annotate(decided=Count("pk"), overturned=Count("pk", filter=Q(lost=True))).order_by("-decided")
    return [
        {
            "name": row["moderator__name"],
            "decided": row["decided"],
            "overturned": row["overturned"],
            "rate": f"{row['overturned'] / row['decided']:.0%}",
        }
        for row in figures
    ]


def has_waited_too_long() -> bool:
    """Whether a case has waited longer than CASES_WAIT_HOURS (0: never)."""
    since, hours = oldest_waiting(), settings.CASES_WAIT_HOURS
    return bool(hours and since and timezone.now() - since >= timedelta(hours=hours))


def remind_of_waiting() -> None:
    """Write to the moderators how long the oldest case has waited."""
    since = oldest_waiting()
    waited = (timezone.now() - since) // timedelta(hours=1) if since else 0
    address = f"{settings.SITE_URL}{reverse('admin:comments_queue')}"
    for reader, to in addresses():
        body = f"{reader.name}，您好：\n\n处理队列里最早的一件已经等了 {waited} 小时。\n{address}\n"
        OutgoingMail.write(to, f"{settings.SITE_NAME}：有案例等待处理", body, variant=reader.variant)


def addresses() -> Iterator[tuple[Reader, str]]:
    for reader in Reader.objects.staff_with("change_comment").exclude(mail=Reader.Mail.NEVER).order_by("pk"):
        if to := confirmed_address(reader):
            yield reader, to
