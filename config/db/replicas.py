"""Reading replicas: pages for everybody may lag a moment, so they are read from `REPLICA_URL` where there is one.

A page's cursor comes from the same replica as its rows; what it has not seen yet, its stream brings.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse

from config.serving.accounts import NAME
from config.serving.page_requests import APART

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


asked = local()


class PagesMayLag:
    """Mark the requests whose answers are for everybody; the outermost of the middlewares that ask the database."""

    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        public = request.method in ("GET", "HEAD") and NAME not in request.COOKIES
        asked.lagging = "replica" in settings.DATABASES and public and not APART.search(request.path_info.encode())
        try:
            return self.get_response(request)
        finally:
            asked.lagging = False


class Replicas:
    """Django's router: everything is written to the one database, and read from it but for marked requests."""

    def db_for_read(self, model: Any, **hints: Any) -> Any:
        return "replica" if getattr(asked, "lagging", False) else "default"

    def db_for_write(self, model: Any, **hints: Any) -> Any:
        return "default"

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> Any:
        return True

    def allow_migrate(self, db: Any, *args: Any, **hints: Any) -> Any:
        return db == "default"
