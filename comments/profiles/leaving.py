"""注销: a reader leaves, with a day to think it over; what they wrote stays under another name, or goes too."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from comments.mail.models import OutgoingMail
from comments.readers.models import ERASED, Reader
from comments.thread.mentions import Mention
from comments.thread.models import Comment
from comments.thread.tasks import rerender_author
from news import hooks
from news.media.files import delete_replaced

DELAY = timedelta(hours=24)
BATCH = 100
PRIVATE = ("bio", "title", "sign", "email", "portrait", "pen_name")


def leave(reader: Reader, removes: bool) -> datetime:
    """Note that `reader` wants to go, and whether with their comments; carried out in 24 hours."""
    due = timezone.now() + DELAY
    Reader.objects.filter(pk=reader.pk).update(leaving_at=due, leaving_removes=removes)
    return due


def stay(reader: Reader) -> bool:
    """Change one's mind, as long as nothing was carried out; whether there was something to undo."""
    return Reader.objects.filter(pk=reader.pk, erased_at=None).update(leaving_at=None, leaving_removes=False) > 0


def erase_due(now: datetime | None = None) -> None:
    """Carry out every departure whose time has come. Cut short, the next call goes on where this one ended."""
    due = Reader.objects.filter(leaving_at__lte=now or timezone.now()).order_by("leaving_at", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        erase(pk)


def erase(reader_pk: int) -> None:
    """First the person, at once and whole; then what they wrote, in small transactions; at last the mark."""
    reader = anonymise(reader_pk)
    if reader is None:
        return
    if reader.leaving_removes:
        remove_comments(reader)
    rerender_author.enqueue(reader.pk)
    Reader.objects.filter(pk=reader.pk).update(leaving_at=None)


@transaction.atomic
def anonymise(reader_pk: int) -> Reader | None:
    """Take everything personal off the row; no sign-in, no page, no name lead to it any more. None: they stay."""
    reader = Reader.objects.locked(reader_pk)[reader_pk]
    if reader.erased_at or not reader.leaving_at:
        return reader if reader.erased_at else None
    delete_replaced(Reader._meta.get_field("portrait"), reader.portrait.name)
    delete_personal_rows(reader)
    for field in PRIVATE:
        setattr(reader, field, "")
    reader.import_name = None
    reader.name, reader.skeleton = ERASED, f"!{get_random_string(32)}"
    reader.is_active = reader.is_staff = reader.is_superuser = reader.verified = False
    reader.mail, reader.erased_at = Reader.Mail.NEVER, timezone.now()
    reader.set_unusable_password()
    reader.session_epoch += 1
    reader.revision += 1
    reader.save()
    hooks.call("name_changed", reader)
    return reader


def delete_personal_rows(reader: Reader) -> None:
    """Delete the rows that are about this person alone. Votes stay: they are others' counts."""
    delete_mails(reader)
    delete_drafts(reader)
    for name in ("emailaddress_set", "authenticator_set", "socialaccount_set"):  # the last is not always installed
        if hasattr(reader, name):
            getattr(reader, name).all().delete()
    for rows in (
        reader.notices,
        reader.follows,
        reader.followers,
        reader.story_follows,
        reader.blocks,
        reader.blocked_by,
        reader.muted_words,
        reader.title_requests,
        reader.error_reports,
        reader.known_names,
        reader.level_changes,
        reader.gems,
        reader.mentions,
        reader.claims,
        reader.reports_about,
        reader.staff_notes,
        reader.post_origins,
        reader.pipeline_events,
    ):
        rows.all().delete()
    reader.groups.clear()
    at_the_desk = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Reader), object_id=reader.pk)
    at_the_desk.update(object_repr=ERASED)


def delete_drafts(reader: Reader) -> None:
    """What was never published goes with its pictures; stories that stand are others' reading."""
    reader.submissions.filter(article=None).delete()


def delete_mails(reader: Reader) -> None:
    """Delete what was or would be mailed to `reader`; an address that others wrote down too may be theirs."""
    own = {reader.email, *EmailAddress.objects.filter(user=reader).values_list("email", flat=True)}
    others = EmailAddress.objects.exclude(user=reader).filter(email__in=own).values_list("email", flat=True)
    OutgoingMail.objects.filter(to__in=own - set(others)).delete()


def remove_comments(reader: Reader) -> None:
    """Take back every comment of a reader, and what each said; replies stay."""
    rows = Comment.objects.filter(author=reader).exclude(state=Comment.State.DELETED, text="")
    while pks := list(rows.order_by("article_id", "pk").values_list("pk", flat=True)[:BATCH]):
        for pk in pks:
            remove(Comment.objects.get(pk=pk))


@transaction.atomic
def remove(comment: Comment) -> None:
    comment = comment.locked_with_article()
    comment.edits.all().delete()
    Mention.objects.filter(comment=comment).delete()
    comment.text = comment.digest = comment.folded = ""
    comment.become(Comment.State.DELETED)
