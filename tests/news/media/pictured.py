"""Pictures to upload: honest ones, bombs, and what becomes of them."""

import struct
import zlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from news.media.imaging.child import render
from news.media.imaging.limits import PURPOSES

SECRET = b"SECRET-39.9042N"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"


def bytes_of(picture, form, **options):
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def file_of(picture, form, **options):
    return ContentFile(bytes_of(picture, form, **options))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width, height, more=b""):
    """A PNG that promises a size and holds no picture at all: whoever decodes it fails."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return ContentFile(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more + chunk(b"IDAT", b"") + chunk(b"IEND", b""))


def webp_header(width, height):
    """An extended WebP that promises a canvas and holds no picture."""
    sides = b"".join((side - 1).to_bytes(3, "little") for side in (width, height))
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + sides
    return ContentFile(b"RIFF" + struct.pack("<I", len(body)) + body)


def jpeg_header(width, height, marker=0xC0):
    """A JPEG that ends where its first scan begins."""
    parts = b"".join(bytes([number, 0x11, 0]) for number in (1, 2, 3))
    frame = struct.pack(">BHHB", 8, height, width, 3) + parts
    scan = bytes([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])
    segments = ((marker, frame), (0xDA, scan))
    heads = [b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data for mark, data in segments]
    return ContentFile(b"\xff\xd8" + b"".join(heads))


def made(file, purpose="photo"):
    """The files that a child makes of `file`, as Pillow opens them, the largest last; made in this process."""
    _, files = render(BytesIO(file.read() if hasattr(file, "read") else file), PURPOSES[purpose])
    return [Image.open(BytesIO(one.data)) for one in files]


def colour_at(file, place=(4, 4), purpose="photo"):
    return made(file, purpose)[-1].convert("RGB").getpixel(place)


def is_near(colour, wanted, by=4):
    return max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) <= by
