"""The one ASGI application: it hands each request to the cheapest handler that can answer it."""

import asyncio
import logging
import os
from collections.abc import Awaitable
from time import monotonic
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings  # noqa: E402

from config.wsgi import application as django_wsgi  # noqa: E402  (sets Django up for everything below)

# isort: split
from comments.live.hub import Hub  # noqa: E402
from comments.live.redis_pubsub import answer_redis  # noqa: E402
from comments.live.stream import wants_stream  # noqa: E402
from comments.worker.loop import WorkerLoop  # noqa: E402
from config.monitoring.observing import Answer, ObservedApplication  # noqa: E402
from config.serving.api_limits import ApiLimits  # noqa: E402
from config.serving.bridge import Bridge  # noqa: E402
from config.serving.cached_page import Messages  # noqa: E402
from config.serving.files import Files  # noqa: E402
from config.serving.page_cache import PageCache  # noqa: E402
from config.serving.page_views import count, flush, flush_often, match_page_view  # noqa: E402
from config.serving.requests import are_too_long, clean_request  # noqa: E402
from config.serving.responses import RequestRefused, send_refusal  # noqa: E402
from config.serving.shutdown import chain_signals  # noqa: E402
from config.serving.signed_in import SignedInPages  # noqa: E402
from config.serving.streams import Streams  # noqa: E402

WORKER_SECONDS = 2
SESSION = settings.SESSION_COOKIE_NAME.encode()
logger = logging.getLogger(__name__)


class Application:
    """The page cache, streams, page views, files, and Django as WSGI in a bounded thread pool, on one port."""

    def __init__(self) -> None:
        bridge = Bridge(django_wsgi)
        self.hub, self.django, self.worker = Hub(), ApiLimits(bridge), WorkerLoop()
        self.page_cache, self.streams, self.files = PageCache(self.django), Streams(self.hub), Files()
        self.signed_in = SignedInPages(self.page_cache, bridge)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Live with the process; there are no websockets. Requests come to `answer`."""
        if scope["type"] == "lifespan":
            await self.live(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    def find_ready(self, scope: Any, now: float) -> Messages | None:
        """The answer to a request that needs nothing but what is in memory, and at most one small row; else None.

        Whoever reads what many read is answered here, so nothing is looked at that need not be: all other requests go
        the long way, which answers these too. `scope` as it came; `now`: monotonic seconds.
        """
        headers = dict(scope["headers"])
        if scope["method"] != "GET" or len(headers) < len(scope["headers"]) or are_too_long(scope["headers"]):
            return None
        pages = self.signed_in if SESSION in headers.get(b"cookie", b"") else self.page_cache
        try:
            return pages.find_ready(scope, headers, now)
        except Exception:
            logger.exception("an answer that seemed to be ready could not be given")
            return None

    async def answer(self, scope: Any, receive: Any, send: Answer) -> None:
        """Answer a request by the cheapest handler; what fails before Django's own guard is answered here."""
        try:
            await self.dispatch(clean_request(scope), receive, send)
        except RequestRefused as refused:
            await self.fail(scope, send, refused)
        except Exception:
            logger.exception("a request could not be answered")
            await self.fail(scope, send, RequestRefused(500, "服务器出错了，已记录。请稍后再试。"))

    async def fail(self, scope: Any, send: Answer, refused: Any) -> None:
        if not send.status:  # of two beginnings of an answer one is too many
            await send_refusal(scope, send, refused)

    def dispatch(self, scope: Any, receive: Any, send: Any) -> Awaitable[Any]:
        """What answers a request once it is awaited."""
        if article := match_page_view(scope):
            return count(article, scope, send)
        if wants_stream(scope):
            return self.streams.answer(scope, receive, send)
        return self.answer_page(scope, receive, send)

    async def answer_page(self, scope: Any, receive: Any, send: Any) -> None:
        if await self.files.answer(scope, receive, send) or await self.page_cache.answer(scope, receive, send):
            return
        if not await self.signed_in.answer(scope, send, monotonic()):
            await self.django(scope, receive, send)

    async def live(self, receive: Any, send: Any) -> None:
        """Start with the process; end the streams as soon as the process is told to end."""
        await receive()
        await self.hub.start()
        chain_signals(asyncio.get_running_loop(), self.stop)
        if settings.WORKER:
            self.worker.start()
        tasks = [asyncio.create_task(task) for task in (answer_redis(self.hub.mark_dirty), flush_often())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
        self.stop()
        await asyncio.to_thread(flush)
        await asyncio.to_thread(self.worker.join, WORKER_SECONDS)
        await send({"type": "lifespan.shutdown.complete"})

    def stop(self) -> None:
        self.hub.stop()
        self.worker.stop()

    def streams_open(self) -> int:
        return sum(buffer.watchers for buffer in list(self.hub.buffers.values()))

    def what_is_missing(self) -> str:
        """What keeps this process from being sent readers, or ""."""
        if self.hub.stopping or not self.hub.tasks:
            return "这个进程正在启动或停止。"
        alive = not settings.WORKER or (self.worker.thread and self.worker.thread.is_alive())
        return "" if alive else "后台工作线程没有在运行：请重启这个进程。"


application = ObservedApplication(Application())
