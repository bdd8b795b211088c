"""Files of a backup: written beside and renamed, so that what has its name is whole."""

import hashlib
import os
import shutil
from pathlib import Path

CHUNK = 1024 * 1024


class BackupError(Exception):
    """Why a backup or restore was not made, in one line for whoever runs the site."""


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sync(path: Path) -> None:
    """Make sure that a file, or the entries of a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file so that `target` is either absent or complete."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.copy2(source, draft)
        sync(draft)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def is_same(one: Path, other: Path) -> bool:
    """Whether two files of a random name are the same: such names never mean another file."""
    try:
        return one.stat().st_size == other.stat().st_size
    except OSError:
        return False


def copy_tree(source: Path, target: Path, previous: Path | None = None) -> tuple[int, int]:
    """Copy what `target` lacks, as links to the files of `previous` where they are there; return (files, bytes)."""
    count = size = 0
    for path in sorted(path for path in source.rglob("*") if path.is_file() and not path.name.startswith(".")):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            if not is_same(path, copy):
                take_file(path, copy, previous / path.relative_to(source) if previous else None)
            count, size = count + 1, size + copy.stat().st_size
        except FileNotFoundError:
            continue  # taken away by the running site meanwhile
    return count, size


def take_file(path: Path, copy: Path, known: Path | None) -> None:
    if known and is_same(path, known):
        try:
            return os.link(known, copy)
        except OSError:
            pass  # another disk, or one without links
    return copy_whole(path, copy)


def compare(found: dict, counts: dict) -> None:
    wrong = [
        f"{table} 应有 {number} 行、实有 {found.get(table)} 行"
        for table, number in counts.items()
        if found.get(table) != number
    ]
    if wrong:
        raise BackupError(f"行数不对：{'；'.join(wrong[:3])}。")
