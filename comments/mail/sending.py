"""Mail: what waits in the queue goes out. Nothing is sent twice or lost when this process is killed."""

import logging
from collections.abc import Callable
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage, get_connection

from comments.mail.models import OutgoingMail

logger = logging.getLogger(__name__)
ROUND = 20  # mails, then the other steps of the worker have their turn


def send_mail_queue(running: Callable[..., Any] = lambda: True) -> int:
    """Send what is due, one mail after the other; return how many went out.

    One that fails ends the round: a server that does not answer must not keep the worker from all else.
    """
    sent = 0
    # Looking takes no lock; claiming does.
    while running() and sent < ROUND and OutgoingMail.objects.due().exists() and (letter := OutgoingMail.claim()):
        if not send(letter):
            break
        sent += 1
    return sent


def send(letter: OutgoingMail) -> bool:
    """Hand one claimed mail to the mail server; whether it took it."""
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
