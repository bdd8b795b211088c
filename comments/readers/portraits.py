"""Portraits: an uploaded picture as a small square, or the first letter of the name, drawn."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.files import File

from news.media.pictures import Patience, make_picture, random_name, store

if TYPE_CHECKING:
    from comments.readers.models import Reader


FOLDER = "portraits"
# Grounds on which a light letter can be read (contrast above 4.5 with #fff).
GROUNDS = ("#8c2f39", "#7a4b12", "#4f5d2f", "#2f5d50", "#2b5876", "#44407a", "#6b3a6e", "#5c4a3d")


def portrait_path(reader: Reader, filename: str) -> str:
    """Where a portrait is kept; what the reader called the file is forgotten."""
    return random_name(FOLDER, "webp")


def make_portrait(file: File, patience: Patience | None = None) -> bytes:
    """An uploaded picture as a square WebP of at most 256 pixels; NotAPicture (or Busy) with a sentence if not."""
    return make_picture(file, "portrait", patience).files[0].data


def store_portrait(data: bytes) -> str:
    """Write a portrait's file; return the name for `Reader.portrait`."""
    return store(random_name(FOLDER, "webp"), data)


def letter_portrait(name: str) -> tuple[str, str]:
    """(letter, ground) of the portrait that is drawn from a name."""
    return name[:1].upper(), GROUNDS[sha256(name.encode()).digest()[0] % len(GROUNDS)]
