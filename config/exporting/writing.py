"""Writing an export. A run that was interrupted goes on: with the file it was at, behind the last whole line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from config.backups.files import sync
from config.exporting import media
from config.exporting.contents import SECRET_COLUMNS, Table, tables
from config.exporting.errors import ExportError
from config.exporting.lines import write_line
from config.exporting.manifest import Contents, Manifest, read_state, write_whole
from config.exporting.progress import Progress
from config.exporting.source import SOURCE, highest_number, open_source, remove_copy
from config.exporting.values import NAMED, names_of

DATA, STATE = "data", ".unfinished.json"
CHUNK = 500
CHANGES = Table("news.Change")  # only its highest number: cursors on the new site lie beyond it
CHANGED = "数据库在上次中断之后有改动：数据从头写，已复制的图片照用。"


def export(folder: Path, with_secrets: bool, say: Callable[[str], object]) -> Manifest:
    """Write the site into `folder`, or finish what was begun there; return what it says of itself."""
    progress, state = Progress(say), prepare(folder, with_secrets)
    with open_source(folder, state["source"]) as mark:
        if state["source"] and mark != state["source"]:
            say(CHANGED)
        if mark != state["source"]:
            state |= {"source": mark, "made_at": timezone.now().isoformat(), "tables": {}}
            for path in (folder / DATA).iterdir():
                path.unlink()
            write_whole(folder / STATE, json.dumps(state))
        for table in tables(with_secrets):
            if table.label not in state["tables"]:
                state["tables"][table.label] = export_table(table, folder / DATA / table.name, with_secrets, progress)
                write_whole(folder / STATE, json.dumps(state))
        found = {table.label: highest_number(table) for table in [*tables(with_secrets), CHANGES]}
        sequences = {label: number for label, number in found.items() if number is not None}
    total, checksum = media.export_files(folder, progress)
    os.sync()
    manifest = Manifest(
        made_at=state["made_at"],
        site_url=settings.SITE_URL,
        site_name=settings.SITE_NAME,
        with_secrets=with_secrets,
        tables={label: Contents(**contents) for label, contents in state["tables"].items()},
        sequences=sequences,
        media_files=total.files,
        media_bytes=total.size,
        media_sha256=checksum,
    )
    manifest.write(folder)
    tidy(folder)
    return manifest


def tidy(folder: Path) -> None:
    """Take away what only an unfinished run needs."""
    remove_copy(folder)
    (folder / STATE).unlink(missing_ok=True)
    sync(folder)


def prepare(folder: Path, with_secrets: bool) -> dict[str, Any]:
    """Make the folder; return the state of the run that goes on in it. ExportError if it is another one's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = [path for path in folder.iterdir() if path.name != ".lock"]
    state = read_state(folder / STATE)
    if found and not state:
        raise ExportError(f"{folder} 里有别的文件：请换一个空目录。")
    if state and state.get("with_secrets") != with_secrets:
        raise ExportError("这里中断的导出用的是另一种 --with-secrets：请照样再运行，或换一个目录。")
    folder.chmod(0o700)
    state = state or {"with_secrets": with_secrets, "source": "", "tables": {}}
    write_whole(folder / STATE, json.dumps(state))
    (folder / DATA).mkdir(mode=0o700, exist_ok=True)
    return state


def export_table(table: Table, path: Path, with_secrets: bool, progress: Progress) -> dict[str, Any]:
    """Write what is missing of the file of one table; return its number of rows, checksum and columns."""
    rows = rows_of(table, with_secrets)
    done, last, digest = go_on(table, path)
    progress.step(f"写 {table.name}", rows.count(), done)
    rows = rows.filter(pk__gt=last) if done else rows
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as out:
        for row in objects_of(table, rows, with_secrets):
            line = write_line(row)
            out.write(line)
            digest.update(line)
            progress.add()
    progress.end()
    return {"rows": progress.done, "sha256": digest.hexdigest(), "fields": [field.name for field in table.fields]}


def go_on(table: Table, path: Path) -> tuple[int, int, Any]:
    """(rows that are written, the key of the last, their digest) of an unfinished file, cut behind its last whole line.

    Tables without numbers are small: their files begin anew.
    """
    done, last, end, digest = 0, b"", 0, sha256()
    if path.exists() and table.has_numbers:
        with path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    done, last, end = done + 1, line, end + len(line)
                    digest.update(line)
    if path.exists():
        os.truncate(path, end)
    return done, json.loads(last)[table.key.name] if done else 0, digest


def rows_of(table: Table, with_secrets: bool) -> QuerySet:
    rows = table.model._base_manager.using(SOURCE).order_by("pk")
    if table.label == "admin.LogEntry" and not with_secrets:  # others may name addresses
        rows = rows.filter(content_type__app_label="news")
    return rows


def objects_of(table: Table, rows: QuerySet, with_secrets: bool) -> Iterator[dict[str, Any]]:
    """The rows as they are written: objects by the names of the columns."""
    names = [field.name for field in table.fields]
    named = {
        field.name: names_of(field.related_model, SOURCE) for field in table.fields if field.related_model in NAMED
    }
    for values in rows.values_list(*(field.attname for field in table.fields)).iterator(CHUNK):
        row = dict(zip(names, values, strict=True))
        for name, known in named.items():
            row[name] = known.get(row[name])
        yield row if with_secrets else redact(table, row)


def redact(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row without secrets: accounts are names that wait to be claimed, as those of an old site do."""
    row |= SECRET_COLUMNS.get(table.label, {})
    if table.label == "comments.Reader" and row["is_active"] and not row["erased_at"]:
        row["imported"] = True
    return row
