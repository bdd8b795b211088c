"""Page views where no handler in front of Django takes them: under `runserver`."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from news.http.clients import client_address, is_own_origin
from news.page_views.counting import TALLY

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


SECONDS = 1
_flushed = [0.0]


@csrf_exempt
@require_POST
def count_page_view(request: SiteRequest, pk: int) -> HttpResponse:
    if not is_own_origin(request.headers.get("Origin", ""), request.get_host()):
        return HttpResponse(status=403, headers={"Cache-Control": "no-store"})
    asked = request.META
    forwarded = asked.get("HTTP_X_FORWARDED_FOR", "")
    address = client_address(asked.get("REMOTE_ADDR", ""), forwarded, settings.TRUSTED_HOPS)
    TALLY.note(pk, address, asked.get("HTTP_USER_AGENT", ""), asked.get("HTTP_COOKIE", ""))
    if monotonic() - _flushed[0] >= SECONDS:
        _flushed[0] = monotonic()
        TALLY.flush()
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
