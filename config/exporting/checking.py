"""An export is read from its first line to its last before anything of it is written."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from config.exporting import media
from config.exporting.contents import Table, tables
from config.exporting.errors import ExportError, damaged
from config.exporting.lines import RowReader
from config.exporting.manifest import NEWER, Contents, Manifest
from config.exporting.progress import Progress
from config.exporting.writing import DATA


def check_export(folder: Path, manifest: Manifest, progress: Progress) -> set[str]:
    """ExportError if anything of it is damaged, missing or of a newer version.

    Return the labels of those tables in which a row points at a later one.
    """
    known = {table.label: table for table in tables()}
    if unknown := sorted(set(manifest.tables) - set(known)):
        raise ExportError(f"{NEWER}（本站没有 {unknown[0]}）")
    found = {
        label for label, contents in manifest.tables.items() if check_table(folder, known[label], contents, progress)
    }
    total = media.Total(manifest.media_files, manifest.media_bytes)
    media.check_files(folder, total, manifest.media_sha256, progress)
    return found


def check_table(folder: Path, table: Table, contents: Contents, progress: Progress) -> bool:
    """Check one file; return whether one of its rows points at a later one."""
    reader, digest, path = RowReader(table, contents.fields), sha256(), folder / DATA / table.name
    key, points_ahead, last = table.place(table.key.name), False, 0
    own = [table.place(field.name) for field in table.own_references]
    progress.step(f"检查 {table.name}", contents.rows)
    for number, row in reader.rows(path, digest):
        if table.has_numbers:
            if row[key] <= last:
                raise damaged(path.name, number, f"{table.key.name} 应大于上一行的")
            last = row[key]
            points_ahead = points_ahead or any(is_later(row, place, key) for place in own)
        progress.add()
    if progress.done != contents.rows:
        raise ExportError(f"{path.name} 应有 {contents.rows} 行，实有 {progress.done} 行。")
    if digest.hexdigest() != contents.sha256:
        raise ExportError(f"{path.name} 的内容和导出时不同（校验和不对）。")
    progress.end()
    return points_ahead


def is_later(row: list[Any], place: int, key: int) -> bool:
    return row[place] is not None and row[place] > row[key]
