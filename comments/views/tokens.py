"""The token of a form, and from which site the form was sent."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware

from comments.refusals import StaleToken

STALE = "您打开这一页之后，登录状态有变化。内容还在，请再点一次。"
FOREIGN = "这张表单不是从本站的页面发出的，没有提交。请在本站的页面上再试一次。"


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


def stale_token(request: HttpRequest) -> StaleToken:
    """The refusal of a form whose token is not the session's. PermissionDenied if the form is another site's.

    Only a form of our own may come back with what was typed and a fresh token: else another site could put words into a
    form that needs no more than a press.
    """
    if not is_same_origin(request):
        raise PermissionDenied(FOREIGN)
    return StaleToken(STALE)


def check_token(request: HttpRequest) -> None:
    """Make Django's own CSRF check now; StaleToken or PermissionDenied if it fails."""
    if CsrfViewMiddleware(lambda _: None).process_view(request, check_token, (), {}):
        raise stale_token(request)
