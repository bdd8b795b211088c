"""Small pages that say one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse

from news.caching.pages import render_public

if TYPE_CHECKING:
    from news.http.requests import SiteRequest


def contact(request: SiteRequest) -> HttpResponse:
    """Where a take-down request goes: the mailbox that RFC 2142 keeps for it."""
    mailbox = f"abuse@{urlsplit(settings.SITE_URL).hostname}"
    text = "内容侵权、失实或违规，请来信说明：页面的地址、涉及的段落或评论、您的理由和联系方式。核实后立即撤下。"
    return render_public(
        request, "news/pages/contact.html", {"title": "联系我们", "text": text, "mailbox": mailbox}, ["door"]
    )
