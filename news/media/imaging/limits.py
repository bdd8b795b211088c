"""How large a picture may be, by its kind and by the way it comes in; how much a child process may take for it.

Bytes of memory for each pixel, measured with Pillow 13: PNG 4, GIF 1, WebP 16 (two canvases and two copies), JPEG 4 of
what is left after it was shrunk while decoding, and for one of several scans 3 to 8 more.
"""

from typing import NamedTuple

from news.media.imaging.headers import Header

MB = 1024 * 1024
SIDE_MAX = 12_000
SHAPE_MAX = 40  # times as long as wide: a line of millions of pixels costs a library gigabytes
FRAMES_MAX = 1000  # of an animation, of which only the first is decoded
OUTPUT_PIXELS = 6_000_000  # of the largest size made: an encoder takes 12 bytes for each
LABELS = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP", "GIF": "GIF"}

UNKNOWN = "这不是能识别的图片，请换一张 JPEG、PNG、WebP 或 GIF。"
TOO_NARROW = "图片太狭长了，请裁一下再上传。"
TOO_LONG = "图片的像素太多，请缩小后再上传。"  # one that cannot be shrunk while it is decoded
TOO_MANY_FRAMES = "动画的帧数太多，请换一张图片。"
TOO_COMPLEX = "这张图片太复杂，无法处理，请缩小后再上传。"
BUSY = "正在处理的图片太多，请稍等几秒再试。"


class NotAPicture(ValueError):
    """The bytes are no picture that we take; the message says why, in the reader's words."""


class Busy(NotAPicture):
    """Too many pictures are being made just now; the same one may be taken in a moment."""


class Purpose(NamedTuple):
    """What a picture is for: its bounds in bytes and millions of pixels, its square's side (0: the widths of photos).

    `scans`: a JPEG of several scans. `decoded`: whatever is left of any picture once it is in memory.
    `memory`: how many times the memory of a child; `seconds`: of processor time.
    """

    max_mb: int
    side: int = 0
    jpeg: float = 64
    scans: float = 12.5
    png: float = 8.5  # a screen of 3840 × 2160
    webp: float = 5
    gif: float = 8.5
    decoded: float = 12.5
    memory: int = 1
    seconds: int = 5

    def pixels(self, header: Header) -> int:
        millions = {
            "JPEG": self.scans if header.buffered else self.jpeg,
            "PNG": self.png,
            "WEBP": self.webp,
            "GIF": self.gif,
        }[header.kind]
        return int(millions * 1_000_000)


PURPOSES = {
    "portrait": Purpose(8, side=256),
    "photo": Purpose(20),
    # Staff are trusted with more; they are few.
    "desk": Purpose(20, scans=24, png=24, webp=12.5, gif=24, decoded=24, memory=2, seconds=10),
}


def too_large(purpose: Purpose) -> str:
    return f"上传的文件过大（最多 {purpose.max_mb} MB）。"


def too_many_pixels(header: Header, purpose: Purpose) -> str:
    most = purpose.pixels(header) // 10_000
    return f"图片的像素太多（{LABELS[header.kind]} 最多 {most} 万像素），请缩小后再上传。"


def check_header(header: Header, purpose: Purpose) -> None:
    """NotAPicture if a picture of this header is not to be decoded."""
    longer, shorter = max(header.width, header.height), min(header.width, header.height)
    if shorter < 1:
        raise NotAPicture(UNKNOWN)
    if longer > SIDE_MAX or longer * shorter > purpose.pixels(header):
        raise NotAPicture(too_many_pixels(header, purpose))
    if longer > shorter * SHAPE_MAX:
        raise NotAPicture(TOO_NARROW)
