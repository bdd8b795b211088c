"""Finds the file of a picture of another site in a folder that the operator has copied here. Functions without Django.

The server itself fetches no address.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

SIZED = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled)(?=\.\w{1,5}$)")  # WordPress names its smaller copies so
UPLOADS = "/uploads/"


def find_picture(folder: Path, address: str) -> Path | None:
    """The file under `folder` of the picture at `address`, the largest copy there is; never one outside of it."""
    root = folder.resolve()
    for name in candidates(address):
        try:
            file = (root / name).resolve()
            if file.is_relative_to(root) and file.is_file():
                return file
        except (OSError, ValueError):
            continue
    return None


def candidates(address: str) -> list[str]:
    """The names to look for: below the folder of uploads, the whole path, the file's name alone."""
    try:
        path = unquote(urlsplit(address).path).lstrip("/")
    except ValueError:
        return []
    below = path.partition(UPLOADS.lstrip("/"))[2] if path.startswith("uploads/") else f"/{path}".partition(UPLOADS)[2]
    names = [below, path, path.rpartition("/")[2]]
    return [form for name in names if name for form in dict.fromkeys((without_size(name), name))]


def without_size(address: str) -> str:
    """The name or address of the picture of which this is a smaller copy, or itself."""
    return SIZED.sub("", address)
