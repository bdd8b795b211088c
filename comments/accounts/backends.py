"""Who is meant by what was typed at the door, and the one password that is then checked."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress

from comments.readers.models import Reader


def find_reader(login):
    """The reader who signs in with this name or confirmed address, or None.

    An address that nobody has confirmed is nobody's: several accounts may have written down the same one.
    """
    if "@" not in login:  # no name contains it
        return Reader.objects.named(login).first()
    address = EmailAddress.objects.filter(email=login.lower(), verified=True).select_related("user").first()
    return address and address.user


class ReaderBackend(AuthenticationBackend):
    """One look-up and one password check, whoever is meant: the time taken does not tell who is registered."""

    def _authenticate(self, request, **credentials):
        login = credentials.get("username") or credentials.get("email") or ""
        guess = getattr(request, "guess", None)
        if guess and not guess.allowed:  # as if nobody were meant: one password is hashed all the same
            login = ""
        return self._check_password(find_reader(login), credentials["password"])
