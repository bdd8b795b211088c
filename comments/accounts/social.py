"""Signing in through others, where the operator has named some: a name of ours, a word of theirs for nothing else.

Loaded only where `SOCIAL_PROVIDERS` is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.socialaccount import forms as library
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.db import IntegrityError, transaction

from comments.accounts.adapter import TAKEN
from comments.accounts.forms import name_field, optional_address

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


class Elsewhere(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: SiteRequest, sociallogin: Any) -> None:
        """What others say of an address is no proof to us: it is confirmed by a mail like any other."""
        for address in sociallogin.email_addresses:
            address.verified = False


class Signup(library.SignupForm):
    """A name by our rule for somebody who signs in elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_field(self.fields["username"])
        optional_address(self.fields["email"])

    def try_save(self, request: SiteRequest) -> Any:
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.add_error("username", TAKEN)
            raise
