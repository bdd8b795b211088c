"""Devices on which a reader has been signed in: guesses made elsewhere do not count against them.

After the OWASP's "device cookies": https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.utils.crypto import get_random_string

from comments.origins.models import DEVICE, hash_device
from news.variants.text import VARIANTS

if TYPE_CHECKING:
    from comments.readers.models import Reader
    from news.http.requests import SiteRequest


YEAR = 60 * 60 * 24 * 365
signer = signing.TimestampSigner(salt="huadan.device")
# One for the sign-in pages of each variant: a cookie is sent only to the addresses below its path.
PATHS = {f"device{slug and '-' + slug}": f"/{slug}/accounts/" if slug else "/accounts/" for slug in ("", *VARIANTS)}


def remember(request: SiteRequest, response: HttpResponse, reader: Reader) -> None:
    """Mark the browser that gets `response` as one where `reader` has signed in.

    The device keeps its id whoever signs in on it; the session carries its hash, for posts: see `comments.origins`.
    """
    device = read_cookie(request)[2] or get_random_string(16)
    request.session[DEVICE] = hash_device(device)
    value = signer.sign_object([reader.pk, reader.session_epoch, device])
    for name, path in PATHS.items():
        response.set_cookie(
            name, value, max_age=YEAR, path=path, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )


def of(request: SiteRequest, reader: Reader | None) -> str:
    """The id of this device if `reader` has been signed in on it since they last signed out everywhere; else ""."""
    if reader is None:
        return ""
    if request.user.is_authenticated and request.user.pk == reader.pk:
        return f"{reader.pk}:{request.session.session_key}"
    pk, epoch, device = read_cookie(request)
    return f"{pk}:{device}" if (pk, epoch) == (reader.pk, reader.session_epoch) else ""


def read_cookie(request: SiteRequest) -> tuple[int, int, str]:
    """(pk, epoch, id of the device) as they were last signed for this browser; zeros and "" without a valid cookie."""
    value = next((request.COOKIES[name] for name in PATHS if name in request.COOKIES), "")
    try:
        pk, epoch, device = signer.unsign_object(value, max_age=YEAR)
    except (signing.BadSignature, ValueError, TypeError):
        return 0, 0, ""
    return pk, epoch, device
