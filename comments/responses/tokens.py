"""The token of a form, and the refusal of one that is not the session's."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware

from comments.exceptions import StaleToken
from news.http.origins import is_same_origin

STALE = "您打开这一页之后，登录状态有变化。内容还在，请再点一次。"
FOREIGN = "这张表单不是从本站的页面发出的，没有提交。请在本站的页面上再试一次。"


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
    # Neither is called: of the second Django only asks whether it is exempt.
    if CsrfViewMiddleware(lambda _: None).process_view(request, check_token, (), {}):  # type: ignore[arg-type]
        raise stale_token(request)
