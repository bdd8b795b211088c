"""Where a request came from, as its browser says."""

from django.http import HttpRequest


def is_foreign(request: HttpRequest) -> bool:
    """Whether a form was sent from a page that is not ours."""
    origin = request.headers.get("Origin")
    elsewhere = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
    return elsewhere or (origin is not None and origin.partition("://")[2] != request.get_host())
