"""Answers that are made without Django, with the headers that Django's own have."""

import json
import re
from html import escape
from typing import Any

from django.conf import settings

from news.http.secure_headers import SECURE_HEADERS

PAGE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{sentence} - {site}</title></head>
<body><main><h1>{status}</h1><p role="alert">{sentence}</p>
<p>请按浏览器的“后退”返回，您写的内容还在那里。</p><p><a href="/">回首页</a></p></main></body></html>
"""
FRAGMENT = '<p class="problem" role="alert">{sentence}</p>\n'
API = re.compile(r"^(?:/zh-hans|/zh-hant|/zh-hk)?/api(?:/|$)")


class RequestRefused(Exception):
    """A request that is not passed on: `status`, the sentence for the reader, seconds until it may be tried again."""

    def __init__(self, status: int, sentence: str, retry_after: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.retry_after = status, sentence, retry_after


async def send_refusal(scope: Any, send: Any, refused: RequestRefused) -> None:
    """Answer with a page of ours, with a fragment to the page's own script, with JSON below `/api/`."""
    kind, text = render_refusal(scope, refused)
    headers = [(b"content-type", kind), (b"cache-control", b"no-store"), *SECURE_HEADERS]
    if refused.retry_after:
        headers.append((b"retry-after", b"%d" % refused.retry_after))
    await send_whole(scope, send, refused.status, headers, text.encode())


def render_refusal(scope: Any, refused: RequestRefused) -> tuple[bytes, str]:
    """(content type, text) of the answer to a request that is not passed on."""
    if is_api(scope["path"]):
        said = {"status": refused.status, "message": refused.sentence}
        return b"application/json; charset=utf-8", json.dumps(said, ensure_ascii=False)
    by_script = any(name == b"x-fragment" for name, _ in scope["headers"])
    template = FRAGMENT if by_script else PAGE
    text = template.format(status=refused.status, sentence=escape(refused.sentence), site=escape(settings.SITE_NAME))
    return b"text/html; charset=utf-8", text


def is_api(path: str) -> bool:
    """Whether a path, with or without a variant's prefix, is one of the API."""
    return bool(API.match(path))


async def send_whole(scope: Any, send: Any, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    """Send one answer with a known length; to HEAD only its headers."""
    if status != 204:
        headers = [*headers, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else body
    await send({"type": "http.response.body", "body": body, "more_body": False})
