"""The address to which a reader's mail may go: one that they have proved to be theirs."""

from allauth.account.models import EmailAddress


def confirmed_address(reader):
    """The reader's confirmed e-mail address, or ""."""
    rows = EmailAddress.objects.filter(user=reader, verified=True).order_by("-primary", "pk")
    return rows.values_list("email", flat=True).first() or ""
