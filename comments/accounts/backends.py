"""Which reader is meant by what was typed at sign-in, and the one password that is then checked."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from comments.readers.managers import OF_PK
from comments.readers.models import Reader


def find_reader(login: str) -> Reader | None:
    """The reader who signs in with this name or confirmed address, or None.

    An address that nobody has confirmed is nobody's: several accounts may have written down the same one.
    """
    if "@" not in login:  # no name contains it
        return Reader.objects.named(login).first()
    address = EmailAddress.objects.filter(email=login.lower(), verified=True).select_related("user").first()
    return address and address.user


class ReaderBackend(ModelBackend):
    """One look-up and one password check, whoever is meant: the time taken does not tell who is registered.

    A closed account is returned too: allauth leads it to the page that says so, and `get_user` knows it no more.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        email: str | None = None,
        **credentials: Any,
    ) -> Reader | None:
        login = username or email or ""
        guess = getattr(request, "guess", None)
        if guess and not guess.allowed:  # as if nobody were meant: one password is hashed all the same
            login = ""
        reader = find_reader(login)
        if reader is None:
            Reader().set_password(password)
            return None
        return reader if reader.check_password(password) else None

    def get_user(self, user_id: int) -> Reader | None:
        """Who is signed in, asked for by every request that Django answers; None if the account is closed."""
        reader = OF_PK.first(pk=user_id)
        return reader if reader and self.user_can_authenticate(reader) else None
