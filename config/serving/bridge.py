"""Django as WSGI behind ASGI: the whole bounded body is here before a thread is taken, and addresses take turns."""

import io
import re
from typing import Any

from django.conf import settings

from config.serving.accounts import Accounts
from config.serving.bodies import Bodies
from config.serving.slow_answers import PatientSend
from config.serving.turns import FairTurns
from config.serving.wsgi_calls import WsgiCalls

THREADS = 8
SMALL_BODY = 1024 * 1024  # enough for every form of readers but those with pictures
PORTRAIT_BODY = 9 * 1024 * 1024
SUBMISSION_BODY = 31 * 1024 * 1024
SUBMISSION = re.compile(r"/submissions/(?:new|\d{1,18})/$")
WITHOUT_BODY = ("GET", "HEAD")


class Bridge:
    def __init__(self, wsgi: Any) -> None:
        self.calls = WsgiCalls(wsgi, THREADS)
        self.turns = FairTurns(THREADS, settings.WAITING_MOST, settings.WAITING_PER_ADDRESS)
        self.bodies, self.accounts = Bodies(), Accounts()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        """Let Django answer; RequestRefused if the body is too much or too slow, or too many wait."""
        if scope["method"] in WITHOUT_BODY and not declared_length(scope):
            return await self.pass_on(scope, io.BytesIO(), send)
        with self.bodies.reading(scope["network"]) as body:
            await self.bodies.read(body, receive, await self.limit_for(scope))
            body.file.seek(0)
            return await self.pass_on(with_length(scope, body.size), body.file, send)

    async def run(self, network: str, function: Any, *given: Any) -> Any:
        """What a function of Django's world returns, called in a thread, in the turn of this network."""
        async with self.turns.turn(network):
            return await self.calls.run(function, *given)

    async def pass_on(self, scope: Any, body: Any, send: Any) -> None:
        async with self.turns.turn(scope["network"]):
            messages = await self.calls.call(scope, body, PatientSend(send))
        for message in messages:
            await send(message)

    async def limit_for(self, scope: Any) -> Any:
        """How many bytes a body may have. Pictures come from people who are signed in, larger ones from staff."""
        limit, staff = upload_limit(scope["path"])
        if limit == SMALL_BODY or declared_length(scope) <= SMALL_BODY:
            return SMALL_BODY
        account = await self.accounts.fetch(scope)
        return limit if account and (account.is_staff or not staff) else SMALL_BODY


def upload_limit(path: str) -> Any:
    """(the most bytes that an address takes from people who are signed in, whether only from staff)."""
    if path.startswith("/admin/"):
        return settings.BODY_MAX_BYTES, True
    if SUBMISSION.search(path):
        return SUBMISSION_BODY, False
    return (PORTRAIT_BODY if path.endswith("/accounts/profile/") else SMALL_BODY), False


def declared_length(scope: Any) -> Any:
    """How long a body says it is; one that does not say (chunked) may be long."""
    headers = dict(scope["headers"])
    raw = headers.get(b"content-length", b"")
    if raw.isdigit():
        return int(raw[:18])
    return settings.BODY_MAX_BYTES if b"transfer-encoding" in headers else 0


def with_length(scope: Any, size: Any) -> Any:
    """The scope with the length of its body, which a chunked one did not say and Django wants to know."""
    headers = [header for header in scope["headers"] if header[0] not in (b"content-length", b"transfer-encoding")]
    return scope | {"headers": [*headers, (b"content-length", b"%d" % size)]}
