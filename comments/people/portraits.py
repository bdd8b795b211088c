"""Portraits: an uploaded picture made anew as a small square, or the first letter of the name, drawn."""

from hashlib import sha256

from PIL import Image

from news.pictures import encoded, opened, random_name

SIDE = 256
MAX_BYTES = 8 * 1024 * 1024
# Grounds on which a light letter can be read (contrast above 4.5 with #fff).
GROUNDS = ("#8c2f39", "#7a4b12", "#4f5d2f", "#2f5d50", "#2b5876", "#44407a", "#6b3a6e", "#5c4a3d")


def shelf(reader, filename):
    """Where a portrait is kept; what the reader called the file is forgotten."""
    return random_name("portraits", "webp")


def square(file):
    """Return an uploaded picture as a square of at most 256 pixels, encoded anew; NotAPicture if it is none."""
    picture = opened(file)
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    cut = picture.crop((left, top, left + side, top + side))
    return encoded(cut.resize((min(SIDE, side),) * 2, Image.LANCZOS), "webp")


def drawn(name):
    """(letter, ground) of the portrait that is drawn from a name."""
    return name[:1].upper(), GROUNDS[sha256(name.encode()).digest()[0] % len(GROUNDS)]
