"""Pictures of stories and people: made in child processes, kept under random names, deleted when no row names them."""

import secrets
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from time import time
from typing import NamedTuple

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from news.media.imaging.limits import PURPOSES, Busy, NotAPicture
from news.media.imaging.pool import Patience, Picture, Pool
from news.media.imaging.render import FORMATS, WIDTHS, render_widths, widths_for

__all__ = [
    "FORMATS",
    "PHOTOS",
    "PURPOSES",
    "WIDTHS",
    "Busy",
    "NotAPicture",
    "Patience",
    "Picture",
    "StoredPicture",
    "delete_files_on_commit",
    "make_picture",
    "path_of",
    "pool",
    "random_name",
    "render_picture",
    "store",
    "store_picture",
    "sweep_folder",
    "widths_for",
]
PHOTOS = "photos"  # the folder of pictures in all their sizes
ORPHAN_SECONDS = 24 * 3600  # after which a file that no row names was left behind, by a process that was killed


@lru_cache(maxsize=1)
def pool() -> Pool:
    """This process's children."""
    return Pool(settings.PICTURE_CHILDREN, settings.PICTURE_MEMORY_MB)


def make_picture(file: File, purpose: str, patience: Patience | None = None) -> Picture:
    """The uploaded `file` as a picture for a `purpose` ("portrait", "photo", "desk"); NotAPicture or Busy otherwise.

    Takes up to some seconds: never call it inside a transaction, which on SQLite is the one lock of all writers.
    """
    return pool().make(file, purpose, patience)


def render_picture(image: Image.Image) -> Picture:
    """A picture of our own, made in this process: for the demo and for tests, never for what comes from outside."""
    size, files = render_widths(image)
    return Picture(size, list(files))


def random_name(folder: str, ending: str) -> str:
    return f"{folder}/{secrets.token_hex(12)}.{ending}"


def store(name: str, data: bytes) -> str:
    """Write a file under MEDIA_ROOT; return the name under which it is."""
    return default_storage.save(name, ContentFile(data))


def store_picture(picture: Picture) -> "StoredPicture":
    """Write all files of a picture under a random name, before the transaction in which a row comes to name it."""
    name = random_name(PHOTOS, "")[:-1]
    for file in picture.files:
        store(path_of(name, file.width, file.ending), file.data)
    return StoredPicture(name, picture.size)


def path_of(name: str, width: int, ending: str) -> str:
    return f"{name}-{width}.{ending}"


class StoredPicture(NamedTuple):
    """A picture whose files are there: what a row keeps of it. `size` is (width, height) of the largest."""

    name: str
    size: tuple[int, int]

    @property
    def paths(self) -> list[str]:
        return [path_of(self.name, width, ending) for width in widths_for(self.size[0]) for ending in FORMATS]

    def copy(self) -> "StoredPicture":
        """The same files once more, under another random name."""
        copied = StoredPicture(random_name(PHOTOS, "")[:-1], self.size)
        for path, place in zip(self.paths, copied.paths, strict=True):
            with default_storage.open(path) as file:
                default_storage.save(place, file)
        return copied

    def delete_files(self) -> None:
        for path in self.paths:
            default_storage.delete(path)


def delete_files_on_commit(paths: Iterable[str], is_named: Callable[[], bool]) -> None:
    """Delete files once the present transaction is committed, unless a row names them even then."""
    paths = list(paths)

    def delete() -> None:
        if not is_named():
            for path in paths:
                default_storage.delete(path)

    transaction.on_commit(delete, robust=True)


def sweep_folder(folder: str, is_named: Callable[[str], bool]) -> None:
    """Delete files of `folder` under MEDIA_ROOT that no row names, once they are a day old."""
    path = Path(settings.MEDIA_ROOT, folder)
    for file in path.glob("*") if path.is_dir() else ():
        if time() - file.stat().st_mtime > ORPHAN_SECONDS and not is_named(f"{folder}/{file.name}"):
            file.unlink(missing_ok=True)
