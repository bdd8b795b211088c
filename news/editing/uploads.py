"""Pictures on their way into a story: uploaded one by one by its page, or sent with its form; made before any lock."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.http import JsonResponse, QueryDict
from django.views.decorators.http import require_http_methods

from news.media import pictures
from news.media.models import DeskPicture
from news.text.markup import BLOCK
from news.text.pasted import MARK, Pasted, read_paste
from news.text.pasted_pictures import PastedPicture

if TYPE_CHECKING:
    from django.core.files import File

    from news.http.requests import SiteRequest

PHOTO_FIELD = re.compile(r"photos-(\d{1,4})-file")
DATA_IMAGE = re.compile(r"<img\b[^<>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)[^<>]*>", re.IGNORECASE)
DESK_WAIT_SECONDS = 5  # an editor is in less of a hurry than the site is
PICTURES_MOST = 20  # that one save of the form may bring
NOT_TAKEN = "正文里有 {} 张图片只有地址，没有带入（本站不抓取别站的图片），请另行上传：{}"


@require_http_methods(["GET", "POST"])
def desk_pictures(request: SiteRequest) -> JsonResponse:
    """GET: what the waiting picture `name` looks like. POST: make `file` one; the answer names it, or says why not."""
    if request.method == "GET":
        row = DeskPicture.objects.filter(name=request.GET.get("name", "")[:100]).first()
        return JsonResponse(describe(row) if row else {"error": "这张图片已不在，请重新上传。"})
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": "请选一张图片。"}, status=400)
    try:
        row = keep_upload(file, request.user.pk, pictures.Patience(DESK_WAIT_SECONDS))
    except pictures.Busy as error:  # its page tries again by itself
        return JsonResponse({"error": str(error), "busy": True}, status=503, headers={"Retry-After": "2"})
    except pictures.NotAPicture as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse(describe(row))


def describe(row: DeskPicture) -> dict[str, Any]:
    return {"picture": row.name, "thumbnail": row.thumbnail, "width": row.width, "height": row.height}


def keep_upload(file: File, uploader: int, patience: pictures.Patience) -> DeskPicture:
    """The uploaded `file` as a picture that waits for a story; NotAPicture otherwise. Not inside a transaction."""
    return DeskPicture.keep(pictures.store_picture(pictures.make_picture(file, "desk", patience)), uploader)


def take_uploads(request: Any) -> list[str]:
    """Make pictures of the files sent with a story's form, and of those in its body; change `request` to name them.

    A file of which none was made stays, with its `refusal`. Return sentences about what was left behind.
    """
    patience = pictures.Patience(DESK_WAIT_SECONDS)
    data, files = request.POST.copy(), request.FILES
    taken = 0
    for field in [name for name in files if PHOTO_FIELD.fullmatch(name)]:
        try:
            if taken >= PICTURES_MOST:
                raise pictures.NotAPicture(f"一次最多上传 {PICTURES_MOST} 张图片，请保存后再传其余的。")
            taken += 1
            data[field.removesuffix("file") + "picture"] = keep_upload(files[field], request.user.pk, patience).name
            del files[field]
        except pictures.NotAPicture as error:
            files[field].refusal = error
    said = take_body_pictures(data, request.user.pk, patience) if "<img" in data.get("body", "").lower() else []
    request.POST = data
    return said


def take_body_pictures(data: QueryDict, uploader: int, patience: pictures.Patience) -> list[str]:
    """Let the pictures in the body of a form (`data`, changed) be rows of it; return what is to be said about them."""
    pasted = read_typed(str(data["body"]), data.get("sources-0-url", ""))
    body, left, said = pasted.html, [], []
    for number, picture in enumerate(pasted.pictures, 1):
        mark = ""
        try:
            if picture.is_data:
                mark = f"[图{add_row(data, keep_data(picture, uploader, patience), picture.caption)}]"
            else:
                left.append(picture.source)
        except pictures.NotAPicture as error:
            said.append(f"正文里的第 {number} 张图片没有带入：{error}")
        body = body.replace(MARK.format(number), mark)
    data["body"] = body.replace("<p></p>", "")
    return [*said, *([NOT_TAKEN.format(len(left), "、".join(left[:10]))] if left else [])]


def read_typed(body: str, base: str) -> Pasted:
    """The pictures of a body as it was typed: HTML, or text in which only the pictures are HTML."""
    if BLOCK.search(body):
        return read_paste(body, base)
    found: list[PastedPicture] = []

    def mark(match: re.Match[str]) -> str:
        found.append(PastedPicture(match[1], ""))
        return f"\n\n{MARK.format(len(found))}\n\n"

    return Pasted(DATA_IMAGE.sub(mark, body), found)


def keep_data(picture: PastedPicture, uploader: int, patience: pictures.Patience) -> DeskPicture:
    try:
        content = b64decode(picture.source.partition(",")[2], validate=True)
    except binascii.Error as error:
        raise pictures.NotAPicture("这不是图片。") from error
    return keep_upload(ContentFile(content, "pasted"), uploader, patience)


def add_row(data: QueryDict, picture: DeskPicture, caption: str) -> int:
    """Add a row for `picture` to the form's pictures; return which picture of the story it is, from 1."""
    total = int(data.get("photos-TOTAL_FORMS") or 0)
    rows = [number for number in range(total) if is_row(data, f"photos-{number}-")]
    positions = [int(raw) for number in rows if (raw := data.get(f"photos-{number}-position", "")).isdecimal()]
    data[f"photos-{total}-picture"], data[f"photos-{total}-caption"] = picture.name, caption
    data[f"photos-{total}-position"] = str(min(max([0, *positions]) + 1, 32_767))
    data["photos-TOTAL_FORMS"] = str(total + 1)
    data.setdefault("photos-INITIAL_FORMS", "0")
    return len(rows) + 1


def is_row(data: QueryDict, prefix: str) -> bool:
    """Whether a row of the form is, or will be, a picture of the story."""
    held = any(data.get(f"{prefix}{name}") for name in ("id", "picture"))
    return held and not data.get(f"{prefix}DELETE")
