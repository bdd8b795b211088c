"""Decode a picture, make it right (upright, on white, in sRGB) and small, and encode it anew."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from math import ceil, floor
from typing import NamedTuple

from PIL import Image, ImageChops, ImageCms, ImageOps

from news.media.imaging.limits import OUTPUT_PIXELS

WIDTHS = (480, 960, 1600)
FORMATS = {"webp": {"quality": 78, "method": 2}, "jpg": {"quality": 82, "progressive": True}}
NAMES = {"webp": "WEBP", "jpg": "JPEG"}  # as Pillow calls them
STRIP_ROWS = 256  # of the larger picture worked on at a time: so it is never in memory twice
PROFILE_MAX = 1024 * 1024  # bytes of a colour profile; a larger one is not a picture's
ORIENTATION, SIDEWAYS = 0x0112, (5, 6, 7, 8)
GREY, PLAIN = ("1", "L", "LA", "La", "I", "I;16", "I;16B", "F"), ("L", "RGB", "CMYK")


class File(NamedTuple):
    """One encoded size of a picture: `width` in pixels, `ending` of `FORMATS`."""

    width: int
    ending: str
    data: bytes


def widths_for(width: int) -> list[int]:
    """The widths to make of an original `width` pixels wide: all smaller steps, and itself when small."""
    widest = min(width, WIDTHS[-1])
    return [step for step in WIDTHS if step < widest] + [widest]


def render_widths(picture: Image.Image, depth: int = 8) -> tuple[tuple[int, int], Iterator[File]]:
    """(width, height) of the largest size of `picture`, and every size of it in every format.

    `depth`: bits of a channel, as the file's header says. The files are made one by one, after `picture` was let go.
    """
    size = largest_size(upright_size(picture))
    largest = finish(picture, None, size, depth)
    return size, (
        File(width, ending, encode(resize(largest, fit_width(size, width)), ending))
        for width in widths_for(size[0])
        for ending in FORMATS
    )


def render_square(picture: Image.Image, most: int, depth: int = 8) -> tuple[tuple[int, int], Iterator[File]]:
    """The middle of `picture` as a square of at most `most` pixels, as WebP."""
    short = min(picture.size)
    left, top = (picture.width - short) // 2, (picture.height - short) // 2
    side = min(most, short)
    square = finish(picture, (left, top, left + short, top + short), (side, side), depth)
    return (side, side), (File(side, ending, encode(square, ending)) for ending in ("webp",))


def draft(picture: Image.Image, side: int) -> None:
    """Let a JPEG be decoded at a fraction of its size, at least as large as it is wanted; others stay as they are."""
    if side:
        scale = min(1, 2 * side / min(picture.size))
        wanted = (ceil(picture.width * scale), ceil(picture.height * scale))
    else:
        wanted = largest_size(picture.size)  # of one that lies on its side the height may be less
        if orientation_of(picture) in SIDEWAYS:
            wanted = largest_size(upright_size(picture))[::-1]
    picture.draft(picture.mode, wanted)


def largest_size(size: tuple[int, int]) -> tuple[int, int]:
    """The largest size to make of an original of `size`: bounded in width and, for long ones, in pixels."""
    width, height = size
    return fit_width(size, min(WIDTHS[-1], int((OUTPUT_PIXELS * width / height) ** 0.5) or 1))


def fit_width(size: tuple[int, int], width: int) -> tuple[int, int]:
    """`size` at most `width` wide, never enlarged."""
    if size[0] <= width:
        return size
    return width, max(1, round(size[1] * width / size[0]))


def orientation_of(picture: Image.Image) -> int:
    with suppress(Exception):  # whatever EXIF holds, it is only asked which way is up
        return picture.getexif().get(ORIENTATION, 1)
    return 1


def upright_size(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    return (height, width) if orientation_of(picture) in SIDEWAYS else (width, height)


def finish(
    picture: Image.Image, box: tuple[int, int, int, int] | None, size: tuple[int, int], depth: int
) -> Image.Image:
    """The part `box` of `picture` (all of it: None) as an upright sRGB picture of `size`, without metadata."""
    orientation = orientation_of(picture)
    profile, grey = picture.info.get("icc_profile"), picture.mode in GREY
    raw = size[::-1] if orientation in SIDEWAYS else size
    smaller = shrink(picture, box or (0, 0, *picture.size), raw, transparent_colour(picture, depth))
    smaller = to_srgb(smaller, profile, grey)
    smaller.info = {}  # comments and profiles would be written out again
    if orientation != 1:
        exif = smaller.getexif()
        exif.clear()
        exif[ORIENTATION] = orientation
        smaller = ImageOps.exif_transpose(smaller)
        smaller.info = {}
    return smaller


def transparent_colour(picture: Image.Image, depth: int) -> int | tuple[int, int, int] | None:
    """The one colour that a PNG calls transparent, in the values of its pixels; or None."""
    key = picture.info.get("transparency")
    if picture.mode == "L" and depth < 8 and isinstance(key, int):  # pixels are spread over 0..255, the key is not
        return key * 255 // (2**depth - 1)
    if picture.mode == "RGB" and depth == 16 and isinstance(key, tuple):
        return tuple(value >> 8 for value in key)
    return key


def shrink(
    picture: Image.Image, box: tuple[int, int, int, int], size: tuple[int, int], key: int | tuple[int, int, int] | None
) -> Image.Image:
    """The part `box` of `picture` on white, in `size`; made in strips, so that only one copy is whole."""
    left, top, right, bottom = box
    scale = (bottom - top) / size[1]
    margin = ceil(3 * max(scale, 1)) + 1  # how far the filter reaches
    if picture.mode in PLAIN and key is None and box == (0, 0, *picture.size) and picture.size == size:
        return picture
    result = None
    rows = max(1, int(STRIP_ROWS / scale))
    for row in range(0, size[1], rows):
        end = min(row + rows, size[1])
        first = max(floor(top + row * scale) - margin, top)
        last = min(ceil(top + end * scale) + margin, bottom)
        strip = flatten(picture.crop((left, first, right, last)), key)
        within = (0, top + row * scale - first, right - left, top + end * scale - first)
        part = resize(strip, (size[0], end - row), within)
        result = result or Image.new(part.mode, size)
        result.paste(part, (0, row))
    assert result is not None  # every size has a row
    return result


def resize(
    picture: Image.Image, size: tuple[int, int], box: tuple[int, float, int, float] | None = None
) -> Image.Image:
    if box is None and picture.size == size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, box)


def flatten(strip: Image.Image, key: int | tuple[int, int, int] | None) -> Image.Image:
    """`strip` in one of the modes `PLAIN`, on white where it is transparent."""
    if strip.mode.startswith("I"):  # 16 bits: Pillow itself would clip them to white
        return on_white(high_byte(strip), different(strip.convert("I"), key) if isinstance(key, int) else None)
    if strip.mode in PLAIN and key is None:
        return strip
    if key is not None:
        strip.info["transparency"] = key
    grey = strip.mode in GREY
    if strip.has_transparency_data or strip.mode in ("La", "RGBa", "PA"):
        strip = strip.convert("RGBA")
        return on_white(strip.convert("L" if grey else "RGB"), strip.getchannel("A"))
    return strip.convert("L" if grey else "RGB")


def on_white(strip: Image.Image, mask: Image.Image | None) -> Image.Image:
    if mask is None:
        return strip
    paper = Image.new(strip.mode, strip.size, "white")
    paper.paste(strip, mask=mask)
    return paper


def high_byte(strip: Image.Image) -> Image.Image:
    return strip.convert("I").point(lambda value: value / 256).convert("L")


def different(strip: Image.Image, key: int) -> Image.Image:
    """255 where a pixel of `strip` (mode I) is not `key`."""
    above = strip.point(lambda value: value * 1 - key).convert("L")
    below = strip.point(lambda value: value * -1 + key).convert("L")
    return ImageChops.add(above, below).point(lambda value: 255 if value else 0)


def to_srgb(picture: Image.Image, profile: bytes | None, grey: bool) -> Image.Image:
    """`picture` in sRGB: through its own colour profile, if it has one that fits."""
    if profile and len(profile) <= PROFILE_MAX:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            mode = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}.get(source.profile.xcolor_space.strip())
            if mode == picture.mode or (mode == "L" and grey):
                made = ImageCms.profileToProfile(
                    picture.convert(mode),
                    source,
                    ImageCms.createProfile("sRGB"),
                    outputMode="RGB",
                )
                assert made is not None  # nothing is returned only for work in place
                return made
    return picture.convert("RGB")


def encode(picture: Image.Image, ending: str) -> bytes:
    """`picture` in the format behind `ending` ("jpg", "webp"), without any metadata."""
    out = BytesIO()
    picture.save(out, NAMES[ending], **FORMATS[ending])
    return out.getvalue()
