"""Portraits: an uploaded picture made anew as a small square, or the first letter of the name, drawn."""

from hashlib import sha256
from pathlib import Path
from time import time

from django.conf import settings
from PIL import Image

from news.pictures import encoded, opened, random_name

SIDE = 256
FOLDER = "portraits"
MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 24_000_000  # what a telephone's camera makes
FORGOTTEN = 24 * 3600  # seconds after which a file that nobody's row names is one that was left behind
# Grounds on which a light letter can be read (contrast above 4.5 with #fff).
GROUNDS = ("#8c2f39", "#7a4b12", "#4f5d2f", "#2f5d50", "#2b5876", "#44407a", "#6b3a6e", "#5c4a3d")


def shelf(reader, filename):
    """Where a portrait is kept; what the reader called the file is forgotten."""
    return random_name(FOLDER, "webp")


def square(file):
    """Return an uploaded picture as a square of at most 256 pixels, encoded anew; NotAPicture if it is none."""
    picture = opened(file, within=(SIDE * 8, SIDE * 8), pixels=MAX_PIXELS)
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    cut = picture.crop((left, top, left + side, top + side))
    return encoded(cut.resize((min(SIDE, side),) * 2, Image.LANCZOS), "webp")


def drawn(name):
    """(letter, ground) of the portrait that is drawn from a name."""
    return name[:1].upper(), GROUNDS[sha256(name.encode()).digest()[0] % len(GROUNDS)]


def sweep(named):
    """Delete portraits that no row names any more: `named` is a function of a file's name. A day old at least."""
    folder = Path(settings.MEDIA_ROOT, FOLDER)
    for path in folder.glob("*") if folder.is_dir() else ():
        if time() - path.stat().st_mtime > FORGOTTEN and not named(f"{FOLDER}/{path.name}"):
            path.unlink(missing_ok=True)
