"""Django, which is WSGI, behind ASGI: called in one of a few threads.

An answer that Django has made whole leaves the thread at once and is sent by the event loop, in one piece: between
thread and loop there is one way there and one back. Only a stream (an archive) passes piece by piece, as its client
takes them.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from itertools import chain, islice
from typing import Any

Message = dict[str, Any]


class WsgiCalls:
    """A WSGI application of Django's with its threads."""

    def __init__(self, application: Any, threads: int) -> None:
        self.application = application
        self.executor = ThreadPoolExecutor(threads, "WSGI")

    async def call(self, scope: dict[str, Any], body: Any, send: Callable[..., Any]) -> list[Message]:
        """Let Django answer a request; return the messages of its answer, none if it was a stream that `send` has sent.

        `body`: a file. The thread is free again when this returns.
        """
        call = WsgiCall(self.application, make_environ(scope, body), send)
        await self.run(copy_context().run, call.run)
        return call.whole

    async def run(self, function: Callable[..., Any], *given: Any) -> Any:
        """What a function returns that is called in one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self.executor, function, *given)


class WsgiCall:
    """One request in its thread. `whole`: the messages of the answer, unless it is a stream."""

    def __init__(self, application: Any, environ: dict[str, Any], send: Callable[..., Any]) -> None:
        self.application, self.environ, self.send = application, environ, send
        self.loop = asyncio.get_running_loop()
        self.whole: list[Message] = []

    def run(self) -> None:
        response = self.application(self.environ, self.start_response)
        try:
            if getattr(response, "streaming", True):  # only Django's own answers say that they are none
                self.send_pieces(response)
            else:
                self.whole = [self.head, body_message(b"".join(response))]
        finally:
            if hasattr(response, "close"):
                response.close()

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        """What WSGI tells of an answer before its body: nothing is sent yet."""
        lines = [(name.strip().lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers]
        self.head: Message = {"type": "http.response.start", "status": int(status[:3]), "headers": lines}

    def send_pieces(self, response: Any) -> None:
        """Send a stream, waiting until each piece is taken."""
        pieces = iter(response)
        first = list(islice(pieces, 1))  # before it, an application need not have called `start_response`
        self.wait_for(self.head)
        for piece in chain(first, pieces):
            self.wait_for(body_message(piece, more=True))
        self.wait_for(body_message(b""))

    def wait_for(self, message: Message) -> None:
        asyncio.run_coroutine_threadsafe(self.send(message), self.loop).result()


def body_message(body: bytes, more: bool = False) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


def make_environ(scope: dict[str, Any], body: Any) -> dict[str, Any]:
    """The environ of WSGI (PEP 3333) for a scope of ASGI.

    Headers with an underscore are left out: `X_Forwarded_For` would pass for the one that only proxies may set.
    """
    server, port = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server,
        "SERVER_PORT": str(port or 0),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.get("client"):
        environ["REMOTE_ADDR"], environ["REMOTE_PORT"] = scope["client"][0], str(scope["client"][1])
    for raw, value in scope["headers"]:
        if b"_" not in raw:
            name = raw.decode("latin-1").upper().replace("-", "_")
            name = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
            said = value.decode("latin-1")
            environ[name] = f"{environ[name]},{said}" if name in environ else said
    return environ
