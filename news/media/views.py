"""Media files where no nginx serves them; the icon, and the health check under `runserver`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static as static_url
from django.views import static
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


@require_safe
def serve(request: SiteRequest, path: str) -> Any:
    """A kept file. Its random name never means another file, so browsers keep it for ever."""
    try:
        response = static.serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (Http404, SuspiciousFileOperation, OSError) as error:  # such as a name longer than the disk takes
        raise Http404("没有这个文件。") from error
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def favicon(request: SiteRequest) -> Any:
    """For pages that name no icon of their own, such as the admin's."""
    return redirect(static_url("img/icon.svg"))


@require_safe
def healthz(request: SiteRequest) -> HttpResponse:
    """200 while the database answers."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
