"""How an act is answered: with a redirect, or with the fragment to a script; to guests, with a redirect to sign-in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from comments.exceptions import Refused, StaleToken, TooFast
from comments.rate_limits.limits import account_of, enforce
from comments.responses.tokens import check_token
from news.caching.pages import convert_parts, render_page, respond
from news.caching.parts import parse_parts, strip_parts
from news.http.origins import is_same_origin
from news.http.paging import query_string

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


RETRY_SECONDS = 5
NOT_SENT_AGAIN = ("csrfmiddlewaretoken", "back")


def is_fragment_request(request: SiteRequest) -> bool:
    return request.headers.get("X-Fragment") == "yes"


def redirect(address: str) -> HttpResponse:
    """303 to an address of ours, which may hold names as they are written."""
    return HttpResponse(status=303, headers={"Location": iri_to_uri(address), "Cache-Control": "no-store"})


def render_answer(request: SiteRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A fragment for the script, in the variant of the page that it goes into."""
    story = context.get("article") or getattr(context.get("comment"), "article", None)
    parts = render_page(request, template, context, ("article", story.pk) if story else None)
    return no_store(respond(strip_parts(parts), status=status))


def answer_with(request: SiteRequest, html: str, story: int) -> HttpResponse:
    """A fragment that is rendered already, of the page of a `story` (a pk), in the variant of that page."""
    return no_store(respond(convert_parts(request, parse_parts(html, {}), ("article", story))))


def no_store(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


def render_form(
    request: SiteRequest, template: str, context: dict[str, Any], error: Refused | None = None
) -> HttpResponse:
    """A page with a form: asked for, come back with mistakes (400), or with why its act was refused."""
    status = error.status if error else 400 if request.method == "POST" else 200
    response = render_answer(request, template, context | {"error": str(error or "")}, status=status)
    return with_retry(response, error)


def ask_again(response: HttpResponse) -> HttpResponse:
    """Say that the site had no time for this just now; the page holds what was typed, to be sent again."""
    response.status_code, response.headers["Retry-After"] = 503, str(RETRY_SECONDS)
    return response


def to_sign_in(address: str) -> HttpResponse:
    """A redirect to sign-in, which leads back to `address` afterwards."""
    return redirect(f"{reverse(settings.LOGIN_URL)}?next={quote(address)}")


def reader_action(anchor: str, limit: str = "", keep: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """A POST by which a signed-in reader does something to the thing `pk` or `name`; `anchor`: where it stands.

    `limit`: the name under which the module of limits counts it, unless the act itself does. Guests go to sign-in,
    token or not, and come back to where they pressed; a `Refused` becomes its sentence. `keep(request, **thing)` notes
    in a guest's session what they pressed on a page of ours, to be done after they have signed in.
    """

    def decorator(view: Callable[..., Any]) -> Callable[..., Any]:
        @csrf_exempt
        @require_POST
        @wraps(view)
        def wrapper(request: SiteRequest, **thing: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                if keep and is_same_origin(request):
                    with suppress(Refused):  # nothing that could be done, or too many: then they only sign in
                        keep(request, **thing)
                return to_sign_in(where_pressed(request, anchor.format(**thing)))
            try:
                check_token(request)
                if limit:
                    enforce(limit, account_of(request))
                return view(request, **thing)
            except Refused as error:
                return render_refusal(request, error)

        return wrapper

    return decorator


def render_refusal(request: SiteRequest, error: Any) -> HttpResponse:
    if isinstance(error, StaleToken) and not is_fragment_request(request):
        return render_resend(request, error)
    context = {"status": error.status, "sentence": str(error)}
    template = "comments/notifications/_notice.html" if is_fragment_request(request) else "error.html"
    return with_retry(render_answer(request, template, context, status=error.status), error)


def render_resend(request: SiteRequest, error: StaleToken) -> HttpResponse:
    """What was sent, once more, with a fresh token and a button; passwords are not sent back."""
    values = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in values if name not in NOT_SENT_AGAIN and "password" not in name]
    address, back = request.path_info + query_string(request), where_pressed(request, "")
    context = {"sentence": str(error), "fields": fields, "address": address, "back": back}
    return with_retry(
        render_answer(request, "comments/responses/press_again.html", context, status=error.status), error
    )


def with_retry(response: HttpResponse, error: Any) -> HttpResponse:
    """Say in the answer to a refused act when, or how, it may be tried again."""
    if isinstance(error, TooFast):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, StaleToken):
        response.headers["X-Token"] = "stale"  # the page's script fetches a fresh one and tries once more
    return response


def where_pressed(request: SiteRequest, anchor: str) -> str:
    """The place on the page of ours that the reader pressed on; without a Referer, on the page of the thing.

    The field `back` comes from `render_resend`, whose own address is none to go back to.
    """
    path = request.POST.get("back") or path_of_referer(request)
    thing = f"{request.path_info.rstrip('/').rpartition('/')[0]}/"
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    return (path if ours else thing) + anchor


def path_of_referer(request: SiteRequest) -> str:
    """The path and query of the page of ours that sent this; "" if it was none, or is not named."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    path = f"{page.path}?{page.query}" if page.query else page.path
    return path if page.netloc == request.get_host() else ""
