"""Where a request came from, as its browser says."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of this site, as the browser says. Without a word of it, it was not."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin") or origin_of(request.headers.get("Referer", ""))
    if origin:
        ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
        return origin in ours and site in (None, "same-origin")
    return site == "same-origin"


def origin_of(address: str) -> str:
    """The origin of an absolute address; "" if it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
