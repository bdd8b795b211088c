"""自动保存: the page of a story's form sends what is typed every few seconds, and asks for it when opened again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.views.decorators.http import require_http_methods

from news.editing.models import EditingDraft

if TYPE_CHECKING:
    from news.http.requests import SiteRequest

SLOT = re.compile(r"[A-Za-z0-9:_-]{1,80}")  # a story's pk, or `add:` and the key of a form for a new one
TOO_LONG = "内容太长，没有自动保存到服务器；它还在这个浏览器里。"


@require_http_methods(["GET", "POST"])
def drafts(request: SiteRequest) -> JsonResponse:
    """GET: the newest draft of a slot that begins with `slot`. POST: keep `fields`, or forget the draft without any."""
    data = request.POST if request.method == "POST" else request.GET
    slot, editor = data.get("slot", ""), request.user.pk
    if not SLOT.fullmatch(slot):
        return JsonResponse({"error": "没有这张表单。"}, status=400)
    if request.method == "GET":
        row = EditingDraft.objects.filter(editor=editor, slot__startswith=slot).order_by("-saved_at").first()
        return JsonResponse({"slot": row.slot, "at": row.saved_at, "fields": row.fields} if row else {})
    fields = data.get("fields", "").replace("\x00", "")
    if len(fields) > EditingDraft.LONGEST:
        return JsonResponse({"error": TOO_LONG}, status=400)
    if fields:
        EditingDraft.keep(editor, slot, fields)
    else:
        EditingDraft.forget(editor, slot)
    return JsonResponse({"kept": bool(fields)})
