"""What a guest typed or pressed, while they sign in: in a session that lasts an hour, as long as there is room."""

from django.http import HttpRequest, HttpResponse

from comments.limits import HOUR, address_of, enforce
from comments.refusals import TooFast
from comments.views.answers import fragment, to_sign_in, with_retry

SITE = "site"


def keep_in_session(request: HttpRequest, name: str, value: dict) -> None:
    """Keep `value` in the guest's session under `name`; TooFast where their network or the site has kept enough."""
    enforce("guest_text", address_of(request))
    enforce("guest_texts", SITE)
    request.session[name] = value
    request.session.set_expiry(HOUR)


def sign_in_with_text(request: HttpRequest, name: str, value: dict, back: str) -> HttpResponse:
    """Lead a guest to sign-in and then to `back`, where what they typed waits; else give it back in a page."""
    try:
        keep_in_session(request, name, value)
        return to_sign_in(back)
    except TooFast as error:
        typed = "\n\n".join(str(text) for text in value.values() if isinstance(text, str) and text)
        context = {"sentence": str(error), "typed": typed, "back": back}
        return with_retry(fragment(request, "comments/guest_text.html", context, status=error.status), error)
