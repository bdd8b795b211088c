"""The hub: one in a process. It watches the articles that somebody reads, renders what changed, and wakes them."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

from django.db import close_old_connections

from comments.live.buffer import RESYNC, ChangeBuffer, Ids, Rendered
from comments.live.catchup import changes_since, position
from comments.live.rendering import convert_element, render_changes
from news import hooks
from news.articles.models import Article
from news.caching.parts import join_parts

LOOK_SECONDS = 1  # also without being called: a message may be lost
PACE_SECONDS = 0.3  # after a frame, the article's next one waits this long
BEAT_SECONDS = 15
BUFFERS_BYTES = 64 * 1024 * 1024  # of elements in the buffers of all articles
logger = logging.getLogger(__name__)


class Hub:
    def __init__(self) -> None:
        self.buffers: dict[int, ChangeBuffer] = {}
        self.render_tasks: dict[int, asyncio.Task[None]] = {}
        self.opening: dict[int, asyncio.Task[ChangeBuffer | None]] = {}
        self.tasks: list[asyncio.Task[None]] = []
        self.stopping = False
        self.beats = 0

    # -- its life ---------------------------------------------------------------------------------

    async def start(self) -> None:
        self.loop = asyncio.get_running_loop()
        # One thread: the database is asked by one hub at a time, however many articles are watched.
        self.executor = ThreadPoolExecutor(1, "hub")
        # Who comes or is behind is served beside, never ahead of what is live.
        self.joiner = ThreadPoolExecutor(1, "joins")
        hooks.register("changes_committed", self.note_change)
        loops = (self.poll_loop(), self.beat())
        self.tasks = [self.loop.create_task(loop) for loop in loops]

    def stop(self) -> None:
        """End every stream now; must not wait, for the server waits for the streams."""
        self.stopping = True
        hooks.unregister("changes_committed", self.note_change)
        for buffer in self.buffers.values():
            buffer.wake()
        for task in [*self.tasks, *self.render_tasks.values()]:
            task.cancel()

    async def run_in_thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await self.loop.run_in_executor(self.executor, with_connection, function, arguments)

    async def run_in_joining_thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await self.loop.run_in_executor(self.joiner, with_connection, function, arguments)

    # -- being called, and looking once a second ---------------------------------------------------

    def note_change(self, article_pk: int) -> None:
        """Note that an article changed; from any thread, also when nobody watches or the loop has ended."""
        try:
            self.loop.call_soon_threadsafe(self.mark_dirty, article_pk)
        except RuntimeError:
            pass

    def mark_dirty(self, article_pk: int) -> None:
        if buffer := self.buffers.get(article_pk):
            buffer.dirty.set()

    async def poll_loop(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            watched = {pk: buffer.cursor for pk, buffer in self.buffers.items()}
            try:
                for pk in await self.run_in_thread(find_moved_articles, watched) if watched else ():
                    self.mark_dirty(pk)
            except Exception:
                logger.exception("the slow look failed; the next one comes in a second")

    async def beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            self.beats += 1
            for buffer in list(self.buffers.values()):
                buffer.wake()

    # -- watching ---------------------------------------------------------------------------------

    async def join(self, article_pk: int, variant: str, raw: str) -> tuple[ChangeBuffer, Any] | None:
        """Enter a connection; return (buffer, cursor or RESYNC), or None if there is no such article."""
        buffer = self.buffers.get(article_pk) or await self.open_buffer(article_pk)
        if buffer is None or self.stopping:
            return None
        buffer.enter(variant)
        try:
            return buffer, await self.reach_back_to(buffer, position(raw))
        except BaseException:
            self.leave(buffer, variant)
            raise

    async def open_buffer(self, article_pk: int) -> ChangeBuffer | None:
        """The buffer of an article, opened once for all who come at the same time; None if there is no such article."""
        if article_pk not in self.opening:
            self.opening[article_pk] = self.loop.create_task(self.open(article_pk))
            self.opening[article_pk].add_done_callback(lambda _: self.opening.pop(article_pk, None))
        return await asyncio.shield(self.opening[article_pk])

    async def open(self, article_pk: int) -> ChangeBuffer | None:
        cursor = await self.run_in_joining_thread(cursor_of, article_pk)
        if cursor is None or article_pk in self.buffers:
            return self.buffers.get(article_pk)
        buffer = self.buffers[article_pk] = ChangeBuffer(article_pk, cursor)
        self.render_tasks[article_pk] = self.loop.create_task(self.render_loop(buffer))
        return buffer

    def leave(self, buffer: ChangeBuffer, variant: str) -> None:
        buffer.leave(variant)
        if not buffer.watchers and self.buffers.get(buffer.article_pk) is buffer:
            del self.buffers[buffer.article_pk]
            self.render_tasks.pop(buffer.article_pk).cancel()

    async def reach_back_to(self, buffer: ChangeBuffer, cursor: int | None) -> Any:
        """Make the buffer reach back to a page's cursor; RESYNC if that is too far or was never given out."""
        if cursor is None:
            return RESYNC
        if cursor > buffer.cursor:
            await self.update(buffer)  # the page may be newer than our last look
        if cursor < buffer.start:
            found = await self.run_in_joining_thread(render_since, buffer.article_pk, cursor, tuple(buffer.variants))
            if found is None:
                return RESYNC
            buffer.reach_back(cursor, *newest_known(buffer, *found))
            self.trim(buffer)
            return cursor if cursor >= buffer.start else RESYNC
        return cursor if cursor <= buffer.cursor else RESYNC

    async def render_loop(self, buffer: ChangeBuffer) -> None:
        """Render what changed on one article whenever it is dirty: at once after quiet, else at most every 300 ms."""
        while True:
            await buffer.dirty.wait()
            buffer.dirty.clear()
            started = monotonic()
            try:
                await self.update(buffer)
            except Exception:
                logger.exception("article %s could not be rendered; the slow look will try again", buffer.article_pk)
            await asyncio.sleep(max(0, PACE_SECONDS - (monotonic() - started)))

    async def update(self, buffer: ChangeBuffer) -> None:
        variants = tuple(variant for variant, watching in buffer.variants.items() if watching)
        found = await self.run_in_thread(render_since, buffer.article_pk, buffer.cursor, variants)
        if found is None:  # more than a buffer holds: everybody loads the page anew
            buffer.cursor = await self.run_in_thread(cursor_of, buffer.article_pk) or buffer.cursor
            buffer.forget()
        elif found[0]:
            buffer.take(*found)
            self.trim(buffer)
        if found is None or found[0]:
            buffer.wake()

    async def frame(self, buffer: ChangeBuffer, variant: str, after: int) -> Any:
        """The next (bytes, cursor) for a connection at `after`, or RESYNC; renders in a variant that is new."""
        # Again until none is lacking: a look that began before this reader came may add some meanwhile.
        while lacking := buffer.missing_in(variant, after):
            await self.run_in_joining_thread(add_variant, lacking, variant, buffer.article_pk)
            self.trim(buffer)
        return buffer.frame(variant, after)

    def trim(self, grown: ChangeBuffer) -> None:
        """Measure a buffer that has grown; the largest of all are emptied while there is too much."""
        grown.measure()
        total = sum(buffer.size for buffer in self.buffers.values())
        while total > BUFFERS_BYTES:
            largest = max(self.buffers.values(), key=lambda buffer: buffer.size)
            total -= largest.size
            largest.forget()


def newest_known(buffer: ChangeBuffer, ids: Ids, rendered: Rendered) -> tuple[Ids, Rendered]:
    """Only what the buffer did not already have at its own start: later changes come by `render_loop`."""
    return {thing: pk for thing, pk in ids.items() if pk <= buffer.cursor}, rendered


# -- in the hub's thread ------------------------------------------------------------------------------


def with_connection(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    close_old_connections()
    try:
        return function(*arguments)
    finally:
        close_old_connections()


def cursor_of(article_pk: int) -> int | None:
    return Article.objects.published().filter(pk=article_pk).values_list("cursor", flat=True).first()


def find_moved_articles(watched: dict[int, int]) -> list[int]:
    """The articles whose cursor is no longer the watched one."""
    now = Article.objects.filter(pk__in=watched).values_list("pk", "cursor")
    return [pk for pk, cursor in now if cursor != watched[pk]]


def render_since(article_pk: int, cursor: int, variants: tuple[str, ...]) -> tuple[Ids, Rendered] | None:
    """({thing: change id}, {thing: {variant: HTML}}) after `cursor`, or None if that cannot be told."""
    article = Article.objects.filter(pk=article_pk).only("pk", "cursor", "pruned_to").first()
    ids = changes_since(article, cursor) if article else {}
    if not ids:
        return None if ids is None else ({}, {})
    rendered = {thing: {"": join_parts((part,))} for thing, part in render_changes(article_pk, list(ids)).items()}
    for variant in variants:
        add_variant(rendered.values(), variant, article_pk)
    return ids, rendered


def add_variant(rendered: Iterable[dict[str, str]], variant: str, article_pk: int) -> None:
    for by_variant in rendered:
        if variant not in by_variant:
            by_variant[variant] = convert_element(by_variant[""], variant, article_pk)
