"""The address to which a reader's mail may go: one that they have proved to be theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress

if TYPE_CHECKING:
    from comments.readers.models import Reader


def confirmed_address(reader: Reader) -> str:
    """The reader's confirmed e-mail address, or ""."""
    rows = EmailAddress.objects.filter(user=reader, verified=True).order_by("-primary", "pk")
    return rows.values_list("email", flat=True).first() or ""
