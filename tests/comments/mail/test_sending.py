"""The mail queue: what the mail server refuses is tried again; nothing is lost when a worker dies, or sent by two."""

import smtplib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone

from comments.mail.models import CLAIMED, DELAYS
from comments.mail.sending import send_mail_queue
from comments.models import Notice, OutgoingMail
from comments.notifications.mails import write_notice_mails
from comments.worker import loop
from tests.conftest import make_reader
from tests.working import aged, clock, give_address, post, waiting

FAILURES = [
    smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
    smtplib.SMTPRecipientsRefused({"x@example.com": (550, b"unknown")}),
    smtplib.SMTPDataError(451, "稍后再试".encode()),
    ConnectionRefusedError(111, "Connection refused"),
    TimeoutError("timed out"),
]


def letter(number=1):
    return OutgoingMail.write(f"x{number}@example.com", f"第 {number} 封", "正文")


def broken(monkeypatch, error):
    """Let the mail server fail from now on."""

    def send_messages(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


@pytest.mark.django_db
def test_what_went_out_is_not_kept(db):
    letter()
    assert len(post()) == 1 and post() == []
    sent = OutgoingMail.objects.get()
    assert (sent.body, sent.error, sent.tries, sent.claimed_until) == ("", "", 1, None) and sent.sent_at


@pytest.mark.django_db
@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
def test_what_the_server_refuses_is_tried_again_later(monkeypatch, error):
    letter(1)
    message_id = letter(2).message_id
    with monkeypatch.context() as patch:
        broken(patch, error)
        assert post() == post() == []
    assert [one.tries for one in waiting()] == [1, 1] and all(one.error for one in waiting())
    now = timezone.now()
    assert post(now + timedelta(seconds=50)) == []
    assert [one.subject for one in post(now + timedelta(seconds=61))] == ["第 1 封", "第 2 封"]
    assert mail.outbox[-1].message()["Message-ID"] == message_id


@pytest.mark.django_db
def test_tries_become_rarer_and_end_after_two_days(monkeypatch):
    broken(monkeypatch, ConnectionRefusedError(111, "拒绝连接" * 200))
    letter()
    now = begin = timezone.now() + timedelta(seconds=1)
    for number, minutes in enumerate(DELAYS, 1):
        post(now)
        assert OutgoingMail.objects.get().tries == number and waiting().exists()
        assert post(now + timedelta(minutes=minutes, seconds=-1)) == [] and OutgoingMail.objects.get().tries == number
        now += timedelta(minutes=minutes)
    post(now)
    assert OutgoingMail.objects.get().given_up and timedelta(days=1) < now - begin < timedelta(days=2)
    monkeypatch.undo()
    assert post(now + timedelta(days=9)) == []


@pytest.mark.django_db
def test_a_server_that_does_not_answer_is_asked_once_in_a_round(monkeypatch):
    broken(monkeypatch, TimeoutError("timed out"))
    for number in range(5):
        letter(number)
    post()
    assert sorted(one.tries for one in waiting()) == [0, 0, 0, 0, 1]


@pytest.mark.django_db
def test_a_full_outbox_leaves_the_rest_of_the_round_its_turn():
    for number in range(50):
        letter(number)
    assert [len(post()) for _ in range(4)] == [20, 20, 10, 0]


@pytest.mark.django_db
def test_one_address_that_is_refused_does_not_hold_up_the_rest(monkeypatch):
    send = EmailBackend.send_messages

    def picky(self, messages):
        if messages[0].to == ["x1@example.com"]:
            raise FAILURES[1]
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", picky)
    for number in range(4):
        letter(number)
    assert [[one.subject for one in post()] for _ in range(3)] == [["第 0 封"], ["第 2 封", "第 3 封"], []]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("to", "subject"), [("x@example.com", "一\nBcc: y@example.com"), ("x@example.com\r\nBcc: y@example.com", "一")]
)
def test_a_header_of_two_lines_never_goes_out(to, subject):
    OutgoingMail.write(to, subject, "正文")
    assert post() == [] and "newline" in OutgoingMail.objects.get().error


@pytest.mark.django_db
def test_the_letter_of_a_killed_worker_goes_out_when_its_claim_has_run_out():
    made = letter()
    now = timezone.now() + timedelta(seconds=1)
    with clock(now):
        assert OutgoingMail.claim() == made and OutgoingMail.claim() is None
    assert post(now + CLAIMED - timedelta(seconds=1)) == []
    [sent] = post(now + CLAIMED + timedelta(seconds=1))
    assert sent.message()["Message-ID"] == made.message_id and OutgoingMail.objects.get().tries == 2


@pytest.mark.django_db
def test_a_worker_that_is_told_to_stop_sends_the_letter_in_hand_and_no_other():
    for number in range(3):
        letter(number)
    running = iter([True, False])
    assert send_mail_queue(lambda: next(running)) == 1
    assert waiting().count() == 2 and not waiting().exclude(claimed_until=None).exists()


@pytest.mark.django_db
def test_a_letter_is_written_with_its_cause_or_not_at_all(monkeypatch):
    reader = give_address(make_reader("糖桔"))
    Notice.tell([reader], "title", "title:1", "title:1", text="一票总统：同意")
    aged(minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr("comments.notifications.mails.render_notice_mail", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            write_notice_mails()
    assert OutgoingMail.objects.count() == 0 and Notice.objects.get().mail == "now"
    assert len(post()) == 1


@pytest.mark.django_db
def test_letters_that_are_done_with_are_forgotten_after_a_week():
    for number in range(4):
        letter(number)
    old = timezone.now() - timedelta(days=8)
    OutgoingMail.objects.filter(to="x0@example.com").update(sent_at=old)
    OutgoingMail.objects.filter(to="x1@example.com").update(sent_at=timezone.now())
    OutgoingMail.objects.filter(to="x2@example.com").update(given_up=True, made_at=old)
    loop.tidy()
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["x1@example.com", "x3@example.com"]


@pytest.mark.django_db
def test_sessions_that_have_run_out_are_forgotten():
    now = timezone.now()
    for key, days in (("old", -1), ("fresh", 1)):
        Session.objects.create(session_key=key, session_data="x", expire_date=now + timedelta(days=days))
    loop.tidy()
    assert Session.objects.get().session_key == "fresh"


@pytest.mark.django_db
def test_a_chore_that_fails_does_not_keep_the_others_from_being_done(monkeypatch):
    monkeypatch.setattr(loop, "close_days", lambda: 1 / 0)
    OutgoingMail.objects.filter(pk=letter().pk).update(sent_at=timezone.now() - timedelta(days=8))
    worker = loop.WorkerLoop()
    monkeypatch.setattr(worker.stopping, "wait", lambda seconds: worker.stop())
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)  # this thread's is the test's own
    worker.run()
    assert OutgoingMail.objects.count() == 0


def at_once(count, act):
    gate = Barrier(count)

    def run(_):
        try:
            gate.wait(30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rows_of_migrations")
def test_six_workers_at_once_send_every_letter_once():
    ids = {letter(number).message_id for number in range(60)}
    assert sum(at_once(6, send_mail_queue)) == 60
    sent = Counter(one.message()["Message-ID"] for one in mail.outbox)
    assert set(sent) == ids and set(sent.values()) == {1} and not waiting().exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rows_of_migrations")
def test_six_workers_at_once_write_one_letter_for_each_reader():
    readers = [give_address(make_reader(f"读者{number}号"), f"x{number}@example.com") for number in range(5)]
    for reader in readers:
        for number in range(3):
            Notice.tell([reader], "title", f"title:{number}", f"title:{number}", text="一票总统：同意")
    aged(minutes=1)
    at_once(6, write_notice_mails)
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == [
        f"x{number}@example.com" for number in range(5)
    ]
    assert not Notice.objects.exclude(mail="").exists()
