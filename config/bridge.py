"""Django as WSGI behind ASGI: the whole bounded body is here before a thread is taken."""

import asyncio
import re

from a2wsgi import WSGIMiddleware
from django.conf import settings

SESSION = f"{settings.SESSION_COOKIE_NAME}=".encode()
THREADS = 8
BODY_SECONDS = 30
SMALL_BODY = 1024 * 1024  # enough for every form of readers but one
LARGE_AT_ONCE = 2
PORTRAIT_BODY = 9 * 1024 * 1024
SUBMISSION_BODY = 31 * 1024 * 1024
SUBMISSION = re.compile(r"/submissions/(?:new|\d{1,18})/$")


class Bridge:
    def __init__(self, wsgi):
        self.application = WSGIMiddleware(wsgi, workers=THREADS)
        # Anybody may send a cookie, so bodies of pictures are held in memory only so many at a time.
        self.large = asyncio.Semaphore(LARGE_AT_ONCE)

    async def __call__(self, scope, receive, send):
        limit = limit_for(scope)
        if limit == SMALL_BODY or said_length(scope) <= SMALL_BODY:
            return await self.pass_on(scope, receive, send, SMALL_BODY)
        try:
            await asyncio.wait_for(self.large.acquire(), BODY_SECONDS)
        except TimeoutError:
            return await refuse(send, 503, "现在上传的人太多，请过一会儿再试。")
        try:
            return await self.pass_on(scope, receive, send, limit)
        finally:
            self.large.release()

    async def pass_on(self, scope, receive, send, limit):
        try:
            body = await asyncio.wait_for(whole_body(receive, limit), BODY_SECONDS)
        except TimeoutError:
            return await refuse(send, 408, "数据传得太慢，请再试一次。")
        if body is None:
            return await refuse(send, 413, "发来的内容太大了。")
        return await self.application(scope, again(body), send)


def said_length(scope):
    """How long a body says it is; one that does not say (chunked) may be long."""
    raw = dict(scope["headers"]).get(b"content-length", b"")
    if raw.isdigit():
        return int(raw)
    return 0 if scope["method"] in ("GET", "HEAD") else settings.BODY_MAX_BYTES


def limit_for(scope):
    """Pictures come in through the desk and as portraits, and nobody is there without a session."""
    signed = has_session(scope)
    if signed and scope["path"].startswith("/admin/"):
        return settings.BODY_MAX_BYTES
    if signed and SUBMISSION.search(scope["path"]):
        return SUBMISSION_BODY
    return PORTRAIT_BODY if signed and scope["path"].endswith("/accounts/profile/") else SMALL_BODY


def has_session(scope):
    """Whether a request carries a session's cookie, good or not."""
    return any(name == b"cookie" and SESSION in value for name, value in scope["headers"])


async def whole_body(receive, limit):
    """The request's body, or None if it is longer than `limit` bytes or the client left in the middle."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > limit:
            return None
    return bytes(body)


def again(body):
    """A `receive` that gives the body once more, whole; it must be a coroutine, which granian's is not."""

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def refuse(send, status, sentence):
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{sentence}\n".encode(), "more_body": False})
