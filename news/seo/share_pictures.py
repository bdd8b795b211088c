"""The picture by which a story is shared: its title in a Chinese face, the site's badge. Functions without Django."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

from PIL import Image, ImageDraw, ImageFont

FACE = Path(__file__).parent / "fonts" / "NotoSerifCJKsc-Bold-subset.otf"
# For letters that our own face does not have; where none of them is there, they are left out.
OTHERS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)
WIDTH, HEIGHT, MARGIN = 1200, 630, 84
SIZES, LINES = (84, 74, 64, 56), 4
PAPER, INK, SOFT, RED, HAIR = "#fbf9f5", "#1f1d1a", "#5d5850", "#a8201a", "#ddd6ca"
NEVER_FIRST = set("，。！？、；：”’）》」』〉】…—·,.!?;:)%％")
NEVER_LAST = set("“‘（《「『〈【(")
drawing = Lock()  # one at a time: a face is not made for many threads


@lru_cache(maxsize=16)
def face(path: Path | str, size: int) -> Any:
    return ImageFont.truetype(str(path), size)


@lru_cache(maxsize=1)
def faces() -> list[Path | str]:
    """The faces there are, ours first."""
    return [path for path in (FACE, *OTHERS) if Path(path).exists()]


@lru_cache(maxsize=8192)
def face_of(letter: str) -> Any:
    """The first face that can draw a letter, or None."""
    for path in faces():
        drawn = face(path, 64).getmask(letter)
        if letter.isspace() or (drawn.getbbox() and bytes(drawn) != blank(path)):
            return path
    return None


@lru_cache(maxsize=8)
def blank(path: Path | str) -> bytes:
    """How a face draws what it does not have."""
    return bytes(face(path, 64).getmask("\U0010fffd"))


def card(title: str, site: str, below: str) -> bytes:
    """A PNG of 1200 × 630: `title` large, `site` above it, `below` (channel, day) under it."""
    with drawing:
        picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, 0, WIDTH, 14), fill=RED)
        badge(pen, MARGIN, 62)
        write(pen, MARGIN + 84, 66, site, 44, RED)
        pen.line((MARGIN, 158, WIDTH - MARGIN, 158), fill=HAIR, width=2)
        size, lines = set_title(title)
        for number, line in enumerate(lines):
            write(pen, MARGIN, 196 + number * size * 1.32, line, size, INK)
        write(pen, MARGIN, HEIGHT - 86, below, 32, SOFT)
        out = BytesIO()
        picture.quantize(64).save(out, "PNG", optimize=True)
        return out.getvalue()


def badge(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """The egg with its flower."""
    pen.rounded_rectangle((x, y, x + 64, y + 64), 12, fill=RED)
    pen.ellipse((x + 16, y + 9, x + 48, y + 55), fill="#fbf1dc")
    for dx, dy in ((32, 26), (24, 33), (27, 43), (37, 43), (40, 33)):
        pen.ellipse((x + dx - 5, y + dy - 5, x + dx + 5, y + dy + 5), fill="#d6477c")
    pen.ellipse((x + 28, y + 32, x + 36, y + 40), fill="#f5c542")


def write(pen: ImageDraw.ImageDraw, x: float, y: float, text: str, size: int, fill: str) -> None:
    """A line of text, each letter in a face that has it."""
    for letter in text:
        if path := face_of(letter):
            one = face(path, size)
            pen.text((x, y), letter, font=one, fill=fill)
            x += one.getlength(letter)


def set_title(title: str) -> tuple[int, list[str]]:
    """(size, lines): the largest size at which a title fits into four lines; else the smallest, cut."""
    title = " ".join(title.split())
    for size in SIZES:
        lines = broken(title, size)
        if len(lines) <= LINES - (size > 70):
            return size, lines
    return size, [*lines[: LINES - 1], f"{lines[LINES - 1][:-1]}…"]


def broken(title: str, size: int) -> list[str]:
    """A title in lines: Latin words stay whole, no line begins or ends with a mark that must not."""
    room, lines, line, used = WIDTH - 2 * MARGIN, [], "", 0.0
    for piece in pieces(title, size, room):
        step = width(piece, size)
        if line and used + step > room:
            lines.append(line.rstrip())
            line, used, piece = "", 0, piece.lstrip()
            step = width(piece, size)
        line, used = line + piece, used + step
    return [*lines, line.rstrip()] if line.strip() else lines


def width(text: str, size: int) -> float:
    return sum(face(face_of(letter) or FACE, size).getlength(letter) for letter in text)


def pieces(title: str, size: int, room: int) -> list[str]:
    """What stays together on a line: a word with the marks that belong to it; letters, if that is too wide."""
    found: list[str] = []
    space = ""
    for word in words(title.strip()):
        if word.isspace():
            space = word
        elif found and (word in NEVER_FIRST or found[-1].rstrip()[-1:] in NEVER_LAST):
            found[-1] += space + word
            space = ""
        else:
            found.append(space + word)
            space = ""
    return [part for piece in found for part in ([piece] if width(piece.strip(), size) <= room else piece)]


def words(title: str) -> Iterator[str]:
    """Letters one by one, ASCII words whole (but for absurd ones)."""
    word = ""
    for letter in title:
        if letter.isascii() and letter.isalnum() and len(word) < 18:
            word += letter
            continue
        if word:
            yield word
        word = letter if letter.isascii() and letter.isalnum() else ""
        if not word:
            yield letter
    if word:
        yield word
