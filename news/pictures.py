"""Pictures: measured before they are decoded, made anew, stripped of what they carry along."""

import secrets
import warnings
from io import BytesIO
from threading import Lock

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 12_000
MAX_SHAPE = 40  # times as long as wide: a line of millions of pixels costs a library gigabytes
DECODING = Lock()  # one at a time: a decoded picture takes hundreds of megabytes
WIDTHS = (480, 960, 1600)
FORMATS = {"webp": {"quality": 78, "method": 2}, "jpg": {"quality": 82, "progressive": True}}
TOO_MANY_PIXELS = "图片的像素太多，请缩小后再上传。"
ACCEPTED = ("JPEG", "PNG", "WEBP", "GIF")


class NotAPicture(ValueError):
    """The bytes are no picture that we take; the message says why, in the reader's words."""


def random_name(folder, ending):
    return f"{folder}/{secrets.token_hex(12)}.{ending}"


def opened(file, within=None, pixels=MAX_PIXELS):
    """Open `file` (bytes, seekable) as an RGB picture, upright; raise NotAPicture if it is none or too large.

    Size and frames are read from the header first: a small file may unpack to gigabytes. `within`: shrink it to this
    (width, height) before anything else is done with it.
    """
    if file.size > MAX_BYTES:
        raise NotAPicture("图片不能超过 20 MB。")
    try:
        with DECODING, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return decoded(measured(Image.open(file, formats=ACCEPTED), pixels), within)
    except NotAPicture:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise NotAPicture(TOO_MANY_PIXELS) from error
    except Exception as error:  # Pillow raises nearly anything on broken bytes
        raise NotAPicture("这不是能识别的图片，请换一张 JPEG、PNG、WebP 或 GIF。") from error


def measured(picture, pixels):
    """A picture whose header says that it can be decoded; NotAPicture otherwise."""
    longer, shorter = max(picture.size), max(1, min(picture.size))
    if longer > MAX_SIDE or longer * shorter > pixels:
        raise NotAPicture(TOO_MANY_PIXELS)
    if longer > shorter * MAX_SHAPE:
        raise NotAPicture("图片太狭长了，请裁一下再上传。")
    return picture


def decoded(picture, within):
    if within:
        picture.thumbnail(within)
    upright = ImageOps.exif_transpose(picture)
    upright.info = {}  # comments and profiles would be written out again
    if upright.mode.startswith("I"):  # 16-bit grey: Pillow itself would clip it to white
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    if upright.mode in ("RGBA", "LA", "P"):
        upright = upright.convert("RGBA")
        paper = Image.new("RGB", upright.size, "white")
        paper.paste(upright, mask=upright.getchannel("A"))
        return paper
    return upright.convert("RGB")


def fitting(picture, width):
    """`picture` at most `width` pixels wide, never enlarged."""
    if picture.width <= width:
        return picture
    return picture.resize((width, max(1, round(picture.height * width / picture.width))), Image.LANCZOS)


def encoded(picture, ending):
    """`picture` as a file of the format behind `ending` ("jpg", "webp"), without any metadata."""
    out = BytesIO()
    picture.save(out, {"jpg": "JPEG", "webp": "WEBP"}[ending], **FORMATS[ending])
    return ContentFile(out.getvalue())


def widths_for(width):
    """The widths to make of an original `width` pixels wide: all smaller steps, and itself when small."""
    widest = min(width, WIDTHS[-1])
    return [step for step in WIDTHS if step < widest] + [widest]
