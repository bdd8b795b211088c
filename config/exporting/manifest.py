"""What an export says of itself. It is written last: a folder with a manifest is a whole export."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from config.backups.files import sync
from config.exporting.errors import ExportError

FORMAT = 1
NAME = "manifest.json"
NEWER = "这份导出来自较新的版本：请先更新程序，再导入。"
BROKEN = f"{NAME} 已损坏：内容不完整或不是导出的格式。"


@dataclass
class Contents:
    """One file of rows: how many, of which columns, and the SHA-256 of the file."""

    rows: int
    sha256: str
    fields: list[str]


@dataclass
class Manifest:
    made_at: str
    site_url: str
    site_name: str
    with_secrets: bool
    tables: dict[str, Contents]  # by label, "comments.Comment"
    sequences: dict[str, int]  # by label: the highest number that was ever given to a row
    media_files: int
    media_bytes: int
    media_sha256: str  # of media.jsonl
    format: int = field(default=FORMAT)

    def write(self, folder: Path) -> None:
        write_whole(folder / NAME, json.dumps(asdict(self), ensure_ascii=False, indent=1))
        sync(folder)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a whole export; ExportError, with a reason, for everything else."""
        try:
            text = (folder / NAME).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ExportError(f"{folder} 里没有完整的导出（读不了 {NAME}）。") from error
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ExportError(BROKEN) from error
        if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > FORMAT:
            raise ExportError(NEWER)
        try:
            return cls.parse(found)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ExportError(BROKEN) from error

    @classmethod
    def parse(cls, found: Any) -> Manifest:
        tables = {label: Contents(**contents) for label, contents in found["tables"].items()}
        manifest = cls(**found | {"tables": tables})
        numbers = [*manifest.sequences.values(), *(one.rows for one in tables.values())]
        right = all(type(number) is int and 0 <= number < 2**62 for number in numbers)
        names = all(isinstance(name, str) for one in tables.values() for name in one.fields)
        texts = all(isinstance(one.sha256, str) for one in tables.values()) and isinstance(manifest.media_sha256, str)
        if not (right and names and texts and isinstance(manifest.with_secrets, bool)):
            raise ValueError("kinds of values")
        return manifest

    @property
    def mark(self) -> str:
        """What tells this export from every other one."""
        return sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a file for its owner's eyes so that it is either absent, as it was, or complete."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    sync(draft)
    os.replace(draft, path)


def read_state(path: Path) -> dict[str, Any]:
    """What `write_whole` wrote of a run that has not ended; {} if there is nothing that can be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
