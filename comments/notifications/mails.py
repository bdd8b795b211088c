"""Mail about notices: when it is due, what it says, and how it is unsubscribed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from comments.mail.addresses import confirmed_address
from comments.mail.models import OutgoingMail
from comments.notifications.grouping import group_events
from comments.notifications.models import Notice
from comments.readers.models import Reader

if TYPE_CHECKING:
    from comments.notifications.models import NoticeQuerySet


signer = Signer(salt="huadan.unsubscribe")


def render_notice_mail(reader: Reader, events: list[Notice]) -> tuple[str, str, dict[str, str]]:
    """(subject, body, headers) of the mail about these events, with the one-click unsubscribing of RFC 8058."""
    link = f"{settings.SITE_URL}{reverse('unsubscribe', args=[signer.sign(str(reader.pk))])}"
    notices = group_events(events)
    context = {"reader": reader, "notices": notices, "unsubscribe": link, "site_url": settings.SITE_URL}
    # The links of a mail lead into the variant that its reader chose.
    context |= {"site_name": settings.SITE_NAME, "prefix": f"/{reader.variant}" if reader.variant else ""}
    subject = " ".join(
        render_to_string("comments/notifications/mail_subject.txt", context).split()
    )  # a header is one line
    headers = {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return subject, render_to_string("comments/notifications/mail.txt", context), headers


def read_unsubscribe_token(token: str) -> Reader | None:
    """The reader who is meant by a link in a mail, or None if the link was not made here."""
    try:
        pk = signer.unsign(token)
    except BadSignature:
        return None
    return Reader.objects.filter(pk=pk).first()


SETTLED = timedelta(seconds=5)  # what comes within it goes into one mail
AGAIN = timedelta(hours=1)  # no second mail on the same thing sooner, while the first has not been looked at
DIGEST_HOUR = 8


def write_notice_mails(now: datetime | None = None) -> None:
    """Turn the notices whose time has come into mails, one for each reader."""
    now = now or timezone.now()
    due = due_notices(now)
    for pk in sorted(set(due.values_list("reader_id", flat=True))):
        write_notice_mail(pk, now)


def due_notices(now: datetime, settled: timedelta = SETTLED) -> NoticeQuerySet:
    """Unseen notices that shall go out by now: at once when they are `settled` old, or with this morning's digest.

    Not those of a subject that was mailed just now and has not been looked at since.
    """
    morning = timezone.localtime(now).replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    morning = morning if morning <= now else morning - timedelta(days=1)
    due = Q(mail="now", made_at__lte=now - settled) | Q(mail="daily", made_at__lte=morning)
    unseen = Notice.objects.unseen()
    mailed = unseen.filter(reader=OuterRef("reader"), subject=OuterRef("subject"), mailed_at__gt=now - AGAIN)
    # `exclude`: so that the database takes the index of what waits, twice a second.
    return unseen.readable().exclude(mail="").filter(due, ~Exists(mailed))


@transaction.atomic
def write_notice_mail(reader_pk: int, now: datetime) -> None:
    """One mail for all that is due to one reader; the notices and the mail are written in one transaction."""
    reader = Reader.objects.locked(reader_pk)[reader_pk]
    events = events_for(reader, now)
    if not events:
        return
    address = confirmed_address(reader)
    if address:
        OutgoingMail.write(address, *render_notice_mail(reader, events), variant=reader.variant)
    Notice.objects.filter(pk__in=[event.pk for event in events]).update(mail="", mailed_at=now if address else None)


def events_for(reader: Reader, now: datetime) -> list[Notice]:
    """The notices of the next mail: all there are, once the oldest of them has settled."""
    events = list(due_notices(now, settled=timedelta()).filter(reader=reader).for_rendering())
    settled = any(event.mail == Reader.Mail.DAILY or event.made_at <= now - SETTLED for event in events)
    return events if settled else []
