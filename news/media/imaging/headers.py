"""The headers of JPEG, PNG, WebP and GIF: kind, size and frames of a picture, read without decoding it."""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

SEGMENTS_MAX = 4000  # of a JPEG before its picture begins
CHUNKS_MAX = 4000  # of a PNG before its picture begins
BLOCKS_MAX = 120_000  # of a GIF or WebP: 20 MB of ordinary ones
SIZES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}  # SOF markers
SEQUENTIAL = {0xC0, 0xC1}
BARE = {0x01, *range(0xD0, 0xD9)}  # markers without a segment


class Header(NamedTuple):
    """`kind` as Pillow names it; `width` and `height` in pixels; `depth` in bits of a channel.

    `buffered`: a JPEG of several scans, which a decoder keeps whole in memory however small it is wanted.
    """

    kind: str
    width: int
    height: int
    depth: int = 8
    buffered: bool = False


def read_header(file: BinaryIO) -> Header:
    """Read the header of a seekable `file`; leave it at its beginning. ValueError: none of the four kinds."""
    file.seek(0)
    try:
        start = file.read(30)
        reader = next((reader for magic, reader in READERS if start.startswith(magic)), None)
        if reader is None:
            raise ValueError("no picture of a known kind")
        return reader(file, start)
    except (struct.error, IndexError) as error:
        raise ValueError("a header that is cut short") from error
    finally:
        file.seek(0)


def read_png(_file: BinaryIO, start: bytes) -> Header:
    if start[12:16] != b"IHDR":
        raise ValueError("a PNG without its header")
    width, height, depth = struct.unpack(">IIB", start[16:25])
    return Header("PNG", width, height, depth)


def read_gif(file: BinaryIO, start: bytes) -> Header:
    """A first frame beyond the screen enlarges the picture, so the larger of both is its size."""
    width, height = struct.unpack("<HH", start[6:10])
    for frame in gif_frames(file):
        left, top, wide, high = frame
        return Header("GIF", max(width, left + wide), max(height, top + high))
    raise ValueError("a GIF without a frame")


def read_webp(_file: BinaryIO, start: bytes) -> Header:
    if start[8:12] != b"WEBP":
        raise ValueError("a RIFF file of another kind")
    if start[12:16] == b"VP8X":
        width, height = (1 + int.from_bytes(start[at : at + 3], "little") for at in (24, 27))
    elif start[12:16] == b"VP8L":
        bits = struct.unpack("<I", start[21:25])[0]
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif start[12:16] == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", start[26:30]))
    else:
        raise ValueError("a WebP without a picture")
    return Header("WEBP", width, height)


def read_jpeg(file: BinaryIO, _start: bytes) -> Header:
    header, parts = None, 0
    for marker, data in jpeg_segments(file):
        if marker in SIZES:
            depth, height, width, parts = struct.unpack(">BHHB", data[:6])
            header = Header("JPEG", width, height, depth, buffered=marker not in SEQUENTIAL)
        elif marker == 0xDA and header:  # the first scan: it holds all parts, or there are more scans to come
            return header._replace(buffered=header.buffered or data[0] < parts)
    raise ValueError("a JPEG without a picture")


def jpeg_segments(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield (marker, first bytes of its data) up to the first scan; a bounded number."""
    file.seek(2)
    for _ in range(SEGMENTS_MAX):
        marker = file.read(2)
        if len(marker) < 2 or marker[0] != 0xFF:
            return
        if marker[1] == 0xFF:  # padding
            file.seek(-1, 1)
        elif marker[1] not in BARE:
            length = struct.unpack(">H", file.read(2))[0]
            yield marker[1], file.read(min(max(length - 2, 0), 16))
            file.seek(max(length - 2 - 16, 0), 1)


def count_frames(file: BinaryIO, header: Header, most: int) -> int:
    """How many frames an animation has, counted up to `most` + 1. Walks the file: for the child process only."""
    counters = {"PNG": png_frames, "GIF": gif_frames, "WEBP": webp_frames}
    number = 1
    if header.kind in counters:
        for number, _ in enumerate(counters[header.kind](file), 1):  # noqa: B007
            if number > most:
                break
    file.seek(0)
    return number


def png_frames(file: BinaryIO) -> Iterator[int]:
    file.seek(8)
    for _ in range(CHUNKS_MAX):
        start = file.read(12)
        if len(start) < 12 or start[4:8] == b"IDAT":
            return
        if start[4:8] == b"acTL":
            yield from range(struct.unpack(">I", start[8:12])[0])
            return
        file.seek(int.from_bytes(start[:4], "big"), 1)


def webp_frames(file: BinaryIO) -> Iterator[bytes]:
    file.seek(12)
    for _ in range(BLOCKS_MAX):
        start = file.read(8)
        if len(start) < 8:
            return
        if start[:4] == b"ANMF":
            yield start
        length = int.from_bytes(start[4:], "little")
        file.seek(length + length % 2, 1)


def gif_frames(file: BinaryIO) -> Iterator[tuple[int, int, int, int]]:
    """Yield (left, top, width, height) of each frame; ValueError if the file is chopped absurdly small."""
    file.seek(10)
    flags = file.read(3)[0]
    file.seek(table_size(flags), 1)
    blocks = iter(range(BLOCKS_MAX))
    while (kind := file.read(1)) in (b"!", b","):
        if kind == b"!":
            file.seek(1, 1)
        else:
            frame = struct.unpack("<HHHHB", file.read(9))
            yield frame[:4]
            file.seek(table_size(frame[4]) + 1, 1)
        while length := file.read(1)[0]:
            if next(blocks, None) is None:
                raise ValueError("a GIF of too many blocks")
            file.seek(length, 1)


def table_size(flags: int) -> int:
    """Bytes of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


READERS = (
    (b"\xff\xd8\xff", read_jpeg),
    (b"\x89PNG\r\n\x1a\n", read_png),
    (b"RIFF", read_webp),
    (b"GIF87a", read_gif),
    (b"GIF89a", read_gif),
)
