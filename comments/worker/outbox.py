"""Mail: notices become letters, letters go out. Nothing is sent twice or lost when this process is killed."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from comments.models import Letter, Notice, Reader
from comments.notices import letter_of
from comments.people.confirmed import confirmed_address

SETTLED = timedelta(seconds=5)  # what comes within it goes into one letter
AGAIN = timedelta(hours=1)  # no second letter on the same thing sooner, while the first has not been looked at
DIGEST_HOUR = 8
ROUND = 20  # letters, then the rest of the worker's round has its turn
logger = logging.getLogger(__name__)


def send_letters(running=lambda: True):
    """Send what is due, one letter after the other; return how many went out.

    One that fails ends the round: a server that does not answer must not keep the worker from all else.
    """
    sent = 0
    # Looking takes no lock; claiming does.
    while running() and sent < ROUND and Letter.objects.due().exists() and (letter := Letter.claim()):
        if not send(letter):
            break
        sent += 1
    return sent


def send(letter):
    """Hand one claimed letter to the mail server; whether it took it."""
    try:
        connection = get_connection()
        headers = letter.headers | {"Message-ID": letter.message_id}
        EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers, connection=connection).send()
    except (SMTPException, OSError, ValueError) as error:
        logger.warning("letter %s did not go out: %s", letter.pk, error)
        letter.failed(error)
        return False
    letter.went_out()
    return True


def write_letters(now=None):
    """Turn the notices whose time has come into letters, one for each reader."""
    now = now or timezone.now()
    due = due_notices(now)
    for pk in sorted(set(due.values_list("reader_id", flat=True))):
        write_letter(pk, now)


def due_notices(now, settled=SETTLED):
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
def write_letter(reader_pk, now):
    """One letter for all that is due to one reader; the notices and the letter change in one transaction."""
    reader = Reader.objects.locked(reader_pk)[reader_pk]
    events = events_for(reader, now)
    if not events:
        return
    address = confirmed_address(reader)
    if address:
        Letter.write(address, *letter_of(reader, events), script=reader.script)
    Notice.objects.filter(pk__in=[event.pk for event in events]).update(mail="", mailed_at=now if address else None)


def events_for(reader, now):
    """What the next letter tells: all there is, once the oldest of it has settled."""
    events = list(due_notices(now, settled=timedelta()).filter(reader=reader).drawn())
    settled = any(event.mail == Reader.Mail.DAILY or event.made_at <= now - SETTLED for event in events)
    return events if settled else []
