"""The worker's rounds, turned by hand: what waits is done now, in the test's own thread."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from allauth.account.models import EmailAddress
from django.core import mail
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.mail.sending import send_mail_queue
from comments.models import Notice, OutgoingMail, Reader
from comments.notifications.mails import write_notice_mails
from comments.worker.loop import WorkerLoop


def run_jobs():
    """Do every job that waits, and those that these leave behind; none of them may fail."""
    worker = WorkerLoop().jobs
    while job := DBTaskResult.objects.ready().first():
        job.claim(worker.worker_id)
        worker.run_task(job)
        assert job.status == "SUCCESSFUL", job.traceback


@contextmanager
def clock(now):
    """Let everything that asks for the time hear `now`."""
    with patch.object(timezone, "now", lambda: now):
        yield


def post(now=None):
    """One round of the mail at `now`; return what went out in it."""
    before, now = len(mail.outbox), now or timezone.now()
    write_notice_mails(now)
    with clock(max(now, timezone.now())):  # what was written just now is due a moment after `now`
        send_mail_queue()
    return mail.outbox[before:]


def waiting():
    """The letters that are still to be sent."""
    return OutgoingMail.objects.filter(sent_at=None, given_up=False)


def give_address(reader, email="tangju@example.com", verified=True, mail="now"):
    """Let `reader` have an e-mail address and say when mails shall come."""
    EmailAddress.objects.create(user=reader, email=email, verified=verified, primary=True)
    Reader.objects.filter(pk=reader.pk).update(email=email, mail=mail)
    reader.refresh_from_db()
    return reader


def aged(**by):
    """Let every notice have been made so much earlier."""
    Notice.objects.update(made_at=F("made_at") - timedelta(**by))
