"""How often a password may be guessed: 20 times an hour for one account, whatever it is called by.

What was typed has its own limits, the same for names that nobody has; beyond them the answer says so. The account that
is meant has one more over all its names and addresses, and beyond that the answer is that of a wrong password: else the
limit met by one spelling would tell that another means the same account. A device on which the reader has been signed
in is counted for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.accounts import devices
from comments.rate_limits.limits import LIMITS, address_of, consume, give_back
from comments.readers.models import Reader
from comments.readers.names import skeleton

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


Count = tuple[str, str]


class TooMany(Exception):
    """No more guesses for now; `retry_after`: the seconds until the next."""

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Guess:
    """One attempt to sign in. `allowed`: whether the password may be looked at; `counted`: what it counts for."""

    def __init__(self, request: SiteRequest, login: str, reader: Reader | None) -> None:
        """Count the attempt before the password is looked at, for many come at once. TooMany beyond a limit that is
        told. Known and unknown logins are counted by the same number of queries."""
        self.counted: list[Count] = []
        device = devices.of(request, reader)
        typed = login.lower() if "@" in login else skeleton(login)
        if device:
            told = [("guess_device", f"device:{device}"), ("guess_device_hour", f"device:{device}")]
        else:
            told = [("guess_address", address_of(request)), ("guess_login", f"login:{typed}")]
            told += [("guess_hour", f"login:{typed}")]
        for action, who in told:
            self.count(action, who)
        who = f"account:{reader.pk}" if reader else f"login:{typed}"
        self.allowed = bool(device) or not consume("guess_account", who)
        self.counted += [] if device else [("guess_account", who)]

    def count(self, action: str, who: str) -> None:
        seconds = consume(action, who)
        if seconds:
            self.rollback()  # what is refused was no guess
            raise TooMany(LIMITS[action].sentence, seconds)
        self.counted.append((action, who))

    def rollback(self) -> None:
        """Count nothing of it: the password was right."""
        for action, who in self.counted:
            give_back(action, who)
        self.counted = []
