"""A public page as ready bytes: its headers, and its body in every encoding that somebody asked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from config.serving.compressing import COMPRESSOR
from config.serving.page_requests import ENCODERS, PageRequest

if TYPE_CHECKING:
    from comments.personal.pages import PublicPage

OVERHEAD = 2000  # bytes of a snapshot besides its bodies, roughly
SMALL = 700  # bytes below which nothing is won by compressing
EMPTY: dict[str, Any] = {"type": "http.response.body", "body": b"", "more_body": False}
Messages = tuple[dict[str, Any], dict[str, Any]]  # of ASGI: the start of an answer, and its whole body
SENT = {
    b"content-type",
    b"content-security-policy",
    b"x-content-type-options",
    b"referrer-policy",
    b"x-frame-options",
    b"cross-origin-opener-policy",
    b"strict-transport-security",
    b"cdn-cache-control",
    b"cache-control",
    b"link",
    b"last-modified",
    b"x-robots-tag",
}


class CachedPage:
    """One page as it was at `made` (monotonic seconds), its body in every encoding that somebody asked for."""

    def __init__(self, made: float, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self.made, self.bodies, self.counted = made, {b"": body}, 0
        self.encoding: dict[Any, Any] = {}  # {encoding: the task that compresses}
        self.answers: dict[bytes, Messages] = {}  # {encoding: the answer to a GET}
        self.public: PublicPage | None = None  # how it is cut for readers who are signed in
        self.etag, self.modified = dict(headers)[b"etag"], dict(headers).get(b"last-modified")
        self.headers = [(name, value) for name, value in headers if name in SENT]
        self.headers += [(b"etag", self.etag), (b"vary", b"Accept-Encoding")]

    @property
    def is_html(self) -> bool:
        return dict(self.headers).get(b"content-type", b"").startswith(b"text/html")

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + OVERHEAD + (self.public.split.size if self.public else 0)

    def is_known(self, asked: PageRequest) -> bool:
        """Whether the client has this already; a mark says more than a time."""
        if asked.marks:
            return self.etag in asked.marks or b"*" in asked.marks
        return bool(self.modified) and asked.since == self.modified

    def reuse_bodies(self, before: CachedPage | None) -> None:
        """Use what was compressed before, if the page is still the same."""
        if before and before.bodies[b""] == self.bodies[b""]:
            self.bodies, self.public = before.bodies, before.public

    def encoding_for(self, accepted: bytes) -> bytes:
        """The encoding in which the page is sent to a client that takes this one, or none."""
        return accepted if len(self.bodies[b""]) >= SMALL else b""

    def answer_in(self, encoding: bytes) -> Messages:
        """The messages that send the page in an encoding; KeyError if it has not been compressed so yet."""
        if encoding not in self.answers:
            body = self.bodies[encoding]
            headers = [*self.headers, (b"content-length", b"%d" % len(body))]
            headers += [(b"content-encoding", encoding)] if encoding else []
            start = {"type": "http.response.start", "status": 200, "headers": headers}
            self.answers[encoding] = start, {"type": "http.response.body", "body": body, "more_body": False}
        return self.answers[encoding]

    async def encode(self, encoding: bytes) -> bytes:
        """The body in an encoding; compressed once, in a thread, however many ask."""
        if encoding in self.bodies:
            return self.bodies[encoding]
        if encoding not in self.encoding:
            self.encoding[encoding] = asyncio.ensure_future(self.compress(encoding))
        return await asyncio.shield(self.encoding[encoding])

    async def compress(self, encoding: bytes) -> bytes:
        try:
            self.bodies[encoding] = await COMPRESSOR.run(ENCODERS[encoding], self.bodies[b""])
            return self.bodies[encoding]
        finally:
            del self.encoding[encoding]
