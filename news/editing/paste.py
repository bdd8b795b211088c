"""粘贴: the page of the story's form sends what was pasted, and gets it back as a body and a list of pictures."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from news.text.markup import clean_body, typed_body
from news.text.pasted import LONGEST, read_paste


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """`html` as a body (`html`), with its pictures: their `source`, a `caption`. `base`: the address of its page."""
    html = request.POST.get("html", "")
    if len(html) > LONGEST:
        return JsonResponse({"error": f"粘贴的内容太长（最多 {LONGEST // 10_000} 万字符），请分几次粘贴。"}, status=400)
    pasted = read_paste(html, request.POST.get("base", ""))
    pictures = [{"source": picture.source, "caption": picture.caption} for picture in pasted.pictures]
    return JsonResponse({"html": pasted.html, "pictures": pictures})


@require_POST
def convert_body(request: HttpRequest) -> JsonResponse:
    """A body in its two ways of writing: `html`, as the page of the story has it, and `typed`, with plain marks."""
    body = clean_body(request.POST.get("body", "").replace("\x00", "")[:LONGEST])
    return JsonResponse({"html": body, "typed": typed_body(body)})
