"""What this machine knows of an import: which export is being taken in, or was; `DATA_DIR/private/import.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from config.exporting.manifest import read_state, write_whole
from config.private_files import give_to_owner

NAME = "import.json"


def database_name() -> str:
    """Which database the site uses: what is noted is true of that one alone."""
    known = connection.settings_dict
    return f"{connection.vendor}:{known['HOST']}:{known['PORT']}:{known['NAME']}"


def read_import() -> dict[str, Any]:
    """{mark, folder, finished} of the last import into the present database; {} if there was none."""
    found = read_state(settings.PRIVATE_DIR / NAME)
    return found if found.get("database") == database_name() else {}


def write_import(mark: str, folder: Path, finished: bool) -> None:
    """Note that the export whose manifest has this mark is being taken in, or was."""
    path = settings.PRIVATE_DIR / NAME
    known = {"mark": mark, "folder": str(folder.resolve()), "database": database_name(), "finished": finished}
    write_whole(path, json.dumps(known))
    give_to_owner(path, path.parent)


def refusal_of_unfinished_import() -> str:
    """Why the site cannot be used yet, as one who runs it is told; "" if it can."""
    found = read_import()
    if not found or found.get("finished"):
        return ""
    return f"上一次导入没有完成：请再运行 manage.py import_site {found['folder']}，它会接着做完。"
