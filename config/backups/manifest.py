"""What a backup says of itself, and what has to be true of it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from config.backups import postgres, sqlite
from config.backups.files import BackupError, sha256_of, sync

FORMAT = 1
NAME = "manifest.json"
JUMP = 1_000_000  # more changes, and more site versions, than can have been given out since a backup


@dataclass
class Manifest:
    made_at: str
    site_url: str
    vendor: str  # "sqlite" or "postgresql"
    database: str  # the name of its file
    sha256: str
    counts: dict
    migrations: list  # [[app, name], …] that had been applied
    media_files: int = 0
    media_bytes: int = 0
    secret: bool = False
    format: int = field(default=FORMAT)

    def write(self, folder: Path) -> None:
        path = folder / NAME
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1))
        sync(path)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        try:
            fields = json.loads((folder / NAME).read_text())
        except (OSError, ValueError) as error:
            raise BackupError(f"{folder} 里没有完整的备份（读不了 {NAME}）。") from error
        if fields.get("format") != FORMAT:
            raise BackupError("这份备份来自较新的版本：请先更新程序，再恢复。")
        return cls(**fields)

    def is_older(self) -> bool:
        """Whether this version knows migrations that the backup has not seen."""
        seen = {(app, name) for app, name in self.migrations}
        return not set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations) <= seen

    def check(self, folder: Path) -> None:
        """BackupError if the backup is damaged, of another kind of database, or made by a newer version."""
        if self.vendor != connection.vendor:
            raise BackupError(f"备份来自 {self.vendor}，本站用的是 {connection.vendor}：请改 DATABASE_URL。")
        known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
        unknown = [f"{app}.{name}" for app, name in self.migrations if (app, name) not in known]
        if unknown:
            raise BackupError(f"这份备份来自较新的版本（本机不认识迁移 {unknown[0]}）：请先更新程序，再恢复。")
        path = folder / self.database
        if not path.is_file() or sha256_of(path) != self.sha256:
            raise BackupError(f"备份里的 {self.database} 缺失或已损坏（校验和不对）。")
        if self.vendor == "sqlite":
            sqlite.verify(path, self.counts)
        else:
            postgres.verify(path)
        found = sum(1 for one in (folder / "media").rglob("*") if one.is_file()) if (folder / "media").exists() else 0
        if found != self.media_files:
            raise BackupError(f"备份里的图片不全：应有 {self.media_files} 个文件，实有 {found} 个。")


def main_tables() -> list:
    """The tables of all that readers and editors made: what is counted."""
    labels = ("news", "comments", "account", "mfa")
    models = [model for model in apps.get_models() if model._meta.app_label in labels]
    there = set(connection.introspection.table_names())
    return sorted({model._meta.db_table for model in models} & there)


def raise_numbers(newest: int) -> list:
    """The SQL after which no cursor or page from before the restore is taken for one of the restored site.

    `newest` is the highest id that a change is known to have had. Pages that lie in browsers, caches and streams may be
    newer than the backup: every article gets a cursor that was never given out, and nothing is said to have led to it.
    """
    sqlite_wanted = connection.vendor == "sqlite"
    last = f"SELECT greatest({newest}, last_value) + {JUMP} FROM news_change_id_seq"
    base = newest + JUMP if sqlite_wanted else f"({last})"
    statements = [
        "DELETE FROM news_change",
        f"UPDATE news_article SET cursor = {base}, pruned_to = {base}",
        f"UPDATE news_siteversion SET number = number + {JUMP}",
    ]
    if sqlite_wanted:
        return [
            *statements,
            "DELETE FROM sqlite_sequence WHERE name = 'news_change'",
            f"INSERT INTO sqlite_sequence (name, seq) VALUES ('news_change', {base})",
        ]
    return [*statements, f"SELECT setval(pg_get_serial_sequence('news_change', 'id'), {base})"]
