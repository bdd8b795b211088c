"""Second factors: passkeys, one-time codes, recovery codes. Staff must have one, everybody may."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter as account_adapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import Http404
from django.shortcuts import redirect
from django.utils.http import urlencode

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.http.requests import SiteRequest


NEEDED = "进编辑台的人要有第二道验证：请先添加通行密钥，或开启一次性验证码，然后再进编辑台。"
DESK = re.compile(r"/admin(?:/|$)")


class Factors(DefaultMFAAdapter):
    """The site and the reader as authenticator apps and browsers list them: by their names, never by an address."""

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def get_totp_label(self, user: Reader) -> str:
        return user.name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user: Reader) -> dict[str, bytes | str]:
        return super().get_public_key_credential_user_entity(user) | {"name": user.name}


class RequireSecondFactor:
    """Staff without a second factor are led to where they get one; whoever must confirm that it is them, to there."""

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        if settings.STAFF_SECOND_FACTOR and DESK.match(request.path_info) and lacks_factor(request.user):
            messages.warning(request, NEEDED)
            return redirect("mfa_index")
        return self.get_response(request)

    def process_exception(self, request: SiteRequest, exception: Http404) -> Any:
        """Then back to the page: what was sent is not kept in the session, and its form is asked for again."""
        if not isinstance(exception, ReauthenticationRequired):
            return None  # before anybody is asked for: to look would make every error page vary by cookie
        methods = account_adapter().get_reauthentication_methods(request.user)
        if not methods:
            return None
        way_back = urlencode({"next": request.path})
        return HttpResponseRedirect(f"{methods[0]['url']}?{way_back}")


def lacks_factor(reader: Reader) -> bool:
    return reader.is_authenticated and reader.is_staff and not get_adapter().is_mfa_enabled(reader)


def number_of(request: SiteRequest) -> Any:
    """None where the site was asked for by a name. By a number, to which passkeys cannot be bound: {"address": where
    it is found by a name instead, or ""}."""
    host = urlsplit(f"//{request.get_host()}")
    try:
        number = ipaddress.ip_address(host.hostname or "")
    except ValueError:
        return None
    port = f":{host.port}" if host.port else ""
    return {"address": f"{request.scheme}://localhost{port}/" if number.is_loopback else ""}
