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
    while running() and sent < ROUND and OutgoingMail.objects.due().exists() and (mail := OutgoingMail.claim()):
        if not send(mail):
            break
        sent += 1
    return sent


def send(mail: OutgoingMail) -> bool:
    """Hand one claimed mail to the mail server; whether it took it."""
    try:
        connection = get_connection()
        headers = mail.headers | {"Message-ID": mail.message_id}
        EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers, connection=connection).send()
    except (SMTPException, OSError, ValueError) as error:
        logger.warning("mail %s did not go out: %s", mail.pk, error)
        mail.record_failure(error)
        return False
    mail.mark_sent()
    return True
