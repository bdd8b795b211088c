"""Pictures and videos: copied with their checksums, out of the site and into one. Names from outside never leave it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from config.exporting.errors import BadValue, ExportError, damaged
from config.exporting.lines import parse_line, read_lines, write_line
from config.exporting.progress import Progress
from config.exporting.values import is_file_name
from config.private_files import give_to_owner

FOLDER, LIST = "media", "media.jsonl"
CHUNK = 1024 * 1024


class Total(NamedTuple):
    files: int
    size: int


@dataclass(frozen=True)
class MediaFile:
    name: str
    size: int
    sha256: str


def find_files(folder: Path, start: str = "") -> Iterator[str]:
    """Yield the names of all files below `folder`, as they come; hidden ones are drafts."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from find_files(Path(entry.path), f"{start}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield f"{start}{entry.name}"


def export_files(folder: Path, progress: Progress) -> tuple[Total, str]:
    """Copy the site's files into `folder`, and list them; what is there already is only read. Return their sum and the
    checksum of the list."""
    files = size = strange = 0
    digest, root = sha256(), Path(settings.MEDIA_ROOT)
    progress.step("图片和视频")
    with open(os.open(folder / LIST, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        for name in find_files(root):
            strange += not is_file_name(name)
            file = export_file(root / name, folder / FOLDER / name, name)
            if file is None:
                continue
            line = write_line(asdict(file))
            digest.update(line)
            out.write(line)
            files, size = files + 1, size + file.size
            progress.add()
    progress.end()
    if strange:
        progress.say(f"{strange} 个文件的名字不是本站起的，没有导出。")
    return Total(files, size), digest.hexdigest()


def export_file(source: Path, target: Path, name: str) -> MediaFile | None:
    """Copy one file; None for one that the running site has removed meanwhile, or that the site did not name."""
    if not is_file_name(name):
        return None
    try:
        if target.is_file() and target.stat().st_size == source.stat().st_size:
            return MediaFile(name, *copy_file(target, None, 0o600))
        make_folders(target.parent, 0o700)
        return MediaFile(name, *copy_file(source, target, 0o600))
    except FileNotFoundError:
        return None


def make_folders(folder: Path, mode: int) -> None:
    if not folder.is_dir():
        make_folders(folder.parent, mode)
        folder.mkdir()
        folder.chmod(mode)
        give_to_owner(folder, folder.parent)


def copy_file(source: Path, target: Path | None, mode: int, expected: str = "") -> tuple[int, str]:
    """Copy a file so that `target` is whole or absent (None: only read it); return (bytes, checksum).

    ExportError if its checksum is not the `expected` one. Symbolic links are not followed.
    """
    digest, size = sha256(), 0
    draft = target.with_name(f".{target.name}.draft") if target else Path(os.devnull)
    with open(os.open(source, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file, draft.open("wb") as out:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            out.write(chunk)
            size += len(chunk)
    if target:
        finish_file(draft, target, mode, not expected or digest.hexdigest() == expected)
    return size, digest.hexdigest()


def finish_file(draft: Path, target: Path, mode: int, is_right: bool) -> None:
    if not is_right:
        draft.unlink()
        raise ExportError(f"文件 {FOLDER}/{target.name} 已损坏（校验和不对）。")
    draft.chmod(mode)
    give_to_owner(draft, target.parent)
    draft.rename(target)


def read_list(folder: Path) -> Iterator[MediaFile]:
    """Yield the files that an export lists; ExportError at a damaged line, or a name that leads out of its folder."""
    for number, line in read_lines(folder / LIST):
        try:
            row = parse_line(line)
            file = MediaFile(**row)
            if not (isinstance(file.name, str) and is_file_name(file.name)):
                raise BadValue(f"文件名不允许：{str(file.name)[:80]!r}")
            if type(file.size) is not int or not isinstance(file.sha256, str):
                raise BadValue("应有 size 和 sha256")
        except (BadValue, TypeError) as error:
            why = str(error) if isinstance(error, BadValue) else "栏目不符"
            raise damaged(LIST, number, why) from error
        yield file


def check_files(folder: Path, total: Total, checksum: str, progress: Progress) -> None:
    """ExportError if a listed file is missing, has another size, or lies outside of the export."""
    progress.step("检查图片和视频", total.files)
    digest, root = sha256(), (folder / FOLDER).resolve()
    for _, line in read_lines(folder / LIST):
        digest.update(line)
    for file in read_list(folder):
        path = folder / FOLDER / file.name
        if path.is_symlink() or not path.resolve().is_relative_to(root):
            raise ExportError(f"文件 {FOLDER}/{file.name} 是通往别处的链接。")
        if not path.is_file() or path.stat().st_size != file.size:
            raise ExportError(f"文件 {FOLDER}/{file.name} 缺失或大小不对。")
        progress.add()
    if progress.done != total.files or digest.hexdigest() != checksum:
        raise ExportError(f"{LIST} 的内容和导出时不同（校验和不对）。")
    progress.end()


def import_files(folder: Path, total: Total, progress: Progress) -> None:
    """Copy the files of a checked export into the site; what is there already is only read."""
    progress.step("图片和视频", total.files)
    root = Path(settings.MEDIA_ROOT)
    make_folders(root, settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS or 0o755)
    for file in read_list(folder):
        target = root / file.name
        if not target.is_file() or copy_file(target, None, 0)[1] != file.sha256:
            make_folders(target.parent, settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS or 0o755)
            copy_file(folder / FOLDER / file.name, target, settings.FILE_UPLOAD_PERMISSIONS or 0o644, file.sha256)
        progress.add()
    progress.end()
