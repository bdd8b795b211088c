"""认领: an imported name becomes the account of whoever proved to a moderator that it was theirs."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from comments.accounts import adapter as accounts
from comments.exceptions import Gone
from comments.mail.models import OutgoingMail
from comments.profiles.models import Claim
from comments.readers.models import Reader

TAKEN = "这个用户名已有人认领。"


@transaction.atomic
def claim(imported: Reader, email: str, proof: str) -> Claim | None:
    """Ask for an imported name; Gone if it is nobody's to claim. Asked again by the same address, it is one claim."""
    imported = Reader.objects.locked(imported.pk)[imported.pk]
    if not imported.imported:
        raise Gone(TAKEN)
    if Claim.objects.filter(imported=imported, email=email, state=Claim.State.WAITING).exists():
        return None  # nobody is told which address has asked already
    return Claim.objects.create(imported=imported, email=email, proof=proof)


def answer_claim(asked: Claim, granted: bool) -> None:
    """Tell the claimant. With a yes the name takes their address, and the mail has the link to set a password."""
    reader = Reader.objects.locked(asked.imported_id)[asked.imported_id]
    if granted and not reader.imported:  # somebody else was told yes before
        granted, asked.state, asked.answer = False, Claim.State.REFUSED, asked.answer or TAKEN
        asked.save(update_fields=["state", "answer"])
    if granted:
        reader.imported, reader.email = False, asked.email
        reader.save(update_fields=["imported", "email"])
        EmailAddress.objects.filter(user=reader).delete()
        EmailAddress.objects.create(user=reader, email=asked.email, primary=True, verified=False)
    context = {
        "name": reader.name,
        "granted": granted,
        "answer": asked.answer,
        "site_name": settings.SITE_NAME,
        "link": accounts.password_link(reader) if granted else "",
    }
    subject = f"{settings.SITE_NAME}：您对 {reader.name} 的认领"
    OutgoingMail.write(asked.email, subject, render_to_string("comments/profiles/claim_mail.txt", context))
