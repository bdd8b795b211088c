"""What is seen of every request: its id, its status and time; and the addresses at which machines ask how we are.

`/healthz`, `/readyz` and `/metrics` are answered ahead of Django, so whatever the host's name and without https.
"""

import asyncio
import logging
from bisect import bisect_left
from concurrent.futures import ThreadPoolExecutor
from secrets import compare_digest
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connections

from comments.live.stream import wants_stream
from config.monitoring import health
from config.monitoring.logs import make_request_id, new_request_id, request_id
from config.serving.cached_page import Messages

logger = logging.getLogger(__name__)
LIMITS = (0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
PATIENCE = 3  # seconds for an answer to those who ask how we are
UNWELL = "这个进程现在不能正常服务，原因见日志。"  # to strangers: reasons name folders and servers
FRESH_SECONDS = 1  # however many ask: the database is asked once in it


class Tally:
    """Numbers since the start of the process; touched by the event loop alone, so without a lock."""

    def __init__(self) -> None:
        self.statuses, self.slots = [0] * 6, [0] * (len(LIMITS) + 1)
        self.seconds, self.running = 0.0, 0

    def note(self, status: int, seconds: float) -> None:
        self.statuses[status // 100 if 100 <= status < 600 else 0] += 1
        self.slots[bisect_left(LIMITS, seconds)] += 1
        self.seconds += seconds


class Answer:
    """The `send` of a request, which puts its id on the answer and knows the status of it; 0 before it has begun."""

    def __init__(self, send: Any, identity: str) -> None:
        self.client, self.identity, self.status = send, identity, 0

    def __call__(self, message: Any) -> Any:
        """What sends the message once it is awaited."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = message | {"headers": [*message["headers"], (b"x-request-id", self.identity.encode())]}
        return self.client(message)


class ObservedApplication:
    """The application with an id on every answer, numbers of all of them, and the three addresses for machines."""

    def __init__(self, application: Any) -> None:
        self.application, self.tally = application, Tally()
        self.probes = {"/healthz": Probe(self.healthy), "/readyz": Probe(self.ready), "/metrics": Probe(self.metrics)}

    def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        """The coroutine that answers a request."""
        if scope["type"] != "http":
            return self.application(scope, receive, send)
        began = monotonic()
        answer = Answer(send, identify(scope["headers"]))
        if ready := self.application.find_ready(scope, began):
            return self.send_ready(ready, answer, began)
        request_id.set(answer.identity)
        if scope["path"] in self.probes and scope["method"] in ("GET", "HEAD"):
            return self.probe(scope, answer)
        return self.observe(scope, receive, answer, began)

    async def send_ready(self, ready: Messages, answer: Answer, began: float) -> None:
        for message in ready:
            await answer(message)
        self.tally.note(answer.status, monotonic() - began)

    async def observe(self, scope: Any, receive: Any, answer: Answer, began: float) -> None:
        counted = not wants_stream(scope)
        self.tally.running += counted
        try:
            await self.application.answer(scope, receive, answer)
        finally:
            self.tally.running -= counted
            # How long a stream was open says nothing of how long anybody waited.
            self.tally.note(answer.status or 500, monotonic() - began if counted else 0)

    async def probe(self, scope: Any, answer: Any) -> None:
        if scope["path"] == "/metrics" and not may_see_metrics(scope):
            status, text = 404, "没有这个页面。"
        else:
            status, text = await self.probes[scope["path"]].ask()
            text = text if status == 200 or is_near(scope) else UNWELL
        kind = b"text/plain; version=0.0.4; charset=utf-8"  # the version is that of the metrics' format
        body = f"{text}\n".encode()
        headers = [(b"content-type", kind), (b"cache-control", b"no-store"), (b"content-length", b"%d" % len(body))]
        await answer({"type": "http.response.start", "status": status, "headers": headers})
        shown = b"" if scope["method"] == "HEAD" else body
        await answer({"type": "http.response.body", "body": shown, "more_body": False})

    # -- in the probes' own threads ---------------------------------------------------------------

    def healthy(self) -> Any:
        wrong = health.check_database() or health.check_disk()
        return (503, wrong) if wrong else (200, "ok")

    def ready(self) -> Any:
        status, text = self.healthy()
        wrong = "" if status == 200 else text
        wrong = wrong or health.check_migrations() or self.application.what_is_missing()
        return (503, wrong) if wrong else (200, "ok")

    def metrics(self) -> Any:
        from config.monitoring.metrics import exposition

        return 200, exposition(self.tally, self.application)


def identify(headers: Any) -> str:
    """The id of a request, which a proxy of ours may have given it."""
    for name, value in headers:
        if name == b"x-request-id" and settings.TRUSTED_HOPS:
            return make_request_id(value.decode("latin-1"))
    return new_request_id()


class Probe:
    """One question, asked in a thread of its own: never twice at once, not again within a second, never for long."""

    def __init__(self, question: Any) -> None:
        self.question, self.executor = question, ThreadPoolExecutor(1, "probe")
        self.asking: asyncio.Future[Any] | None = None
        self.answer: Any = None  # (status, text) of the last time
        self.until = 0.0

    async def ask(self) -> tuple[int, str]:
        """(status, text); 503 if there is no answer in time."""
        if self.answer and monotonic() < self.until:
            return self.answer
        if self.asking is None:
            loop = asyncio.get_running_loop()
            self.asking = asyncio.ensure_future(loop.run_in_executor(self.executor, with_connection, self.question))
        done, _ = await asyncio.wait([self.asking], timeout=PATIENCE)
        if not done:
            return 503, "检查没有按时结束：数据库或磁盘没有回答。"
        asked, self.asking = self.asking, None if self.asking in done else self.asking
        if asked is not None:
            self.note(asked.result())
        return self.answer

    def note(self, answer: Any) -> None:
        """Keep an answer for a second; log what is wrong once, however often it is asked for."""
        if answer[0] != 200 and (self.answer is None or self.answer[0] == 200):
            logger.error("not well: %s", answer[1])
        self.answer, self.until = answer, monotonic() + FRESH_SECONDS


def with_connection(question: Any) -> Any:
    """Answer in a connection of its own: one that was opened before says nothing of a file that is gone since."""
    try:
        return question()
    except Exception as error:  # whatever it is, we are not well, and whoever asks has to hear it
        return 503, health.first_line(error)
    finally:
        connections.close_all()


def is_near(scope: Any) -> bool:
    """Whether a request comes from this machine itself, and through no proxy."""
    peer = scope["client"][0] if scope.get("client") else ""
    forwarded = any(name == b"x-forwarded-for" for name, _ in scope["headers"])
    return not forwarded and (peer == "::1" or peer.startswith("127."))


def may_see_metrics(scope: Any) -> bool:
    """Whether a request brings the token; without a token set, nobody may."""
    given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    return bool(settings.METRICS_TOKEN) and compare_digest(given, wanted)
