"""What a request carries on this site, for type checkers: nobody makes one."""

from typing import Any

from django.http import HttpRequest


class SiteRequest(HttpRequest):
    """Django's request with what our middleware and views put on it."""

    user: Any  # a Reader or AnonymousUser: `news` knows no readers
    session: Any
    variant: str  # the slug of the variant in the address; "" is as written
    rows: dict[str, Any] | None  # the rows put aside while a page of parts is rendered
    guess: Any  # what a sign-in was counted under, so that a success is taken off again
    stays: bool  # whether this answer leaves the reader on a public page
    retry_after: int  # seconds until the refused act may be tried again
    stale: str  # why the form of this request was refused for its token
