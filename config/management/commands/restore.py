"""Puts a backup in the place of the site's data. Until the last step nothing of the old data has changed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, connections

from config.backups import postgres, sqlite
from config.backups.files import BackupError, copy_tree, copy_whole, sync
from config.backups.manifest import Manifest, raise_numbers
from config.locks import take_folder
from config.private_files import SECRET, give_to_owner


class Command(BaseCommand):
    help = "从一份备份恢复（先停下网站）：检查、换上数据库、补齐图片。"
    requires_migrations_checks = False

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("backup", type=Path, help="一份备份的目录，例如 /var/backups/huadan/huadan-20250101-030000")

    def handle(self, backup: Any, **options: Any) -> None:
        if take_folder(settings.PRIVATE_DIR) is None:
            raise CommandError("网站（或另一次恢复）正在使用这个 DATA_DIR：请先停下它，再恢复。")
        try:
            manifest = Manifest.read(backup)
            manifest.check(backup)
            restore(manifest, backup)
        except (BackupError, OSError, DatabaseError, sqlite.sqlite3.Error) as error:
            raise CommandError(f"没有恢复：{error}") from error
        rows = sum(manifest.counts.values())
        self.stdout.write(f"已恢复 {manifest.made_at} 的备份：{rows} 行、{manifest.media_files} 个文件。")
        if manifest.vendor == "sqlite":
            self.stdout.write("恢复前的数据库留在它旁边（….before-restore），确认无误后可以删除。")


def restore(manifest: Any, backup: Any) -> None:
    # Pictures first: their names are never used again, so more of them than the database knows do no harm.
    if (backup / "media").exists():
        media = Path(settings.MEDIA_ROOT)
        copy_tree(backup / "media", media)
        open_to_all(media)
    # The secret of a site that has data stays; that of an empty machine was only just made, by this very command.
    secret = settings.PRIVATE_DIR / SECRET
    if manifest.secret and not (secret.exists() and connection.introspection.table_names()):
        copy_whole(backup / SECRET, secret)
        secret.chmod(0o600)
        give_to_owner(secret, secret.parent)
    if manifest.vendor == "sqlite":
        restore_sqlite(manifest, backup / manifest.database)
    else:
        restore_postgres(manifest, backup / manifest.database)


def open_to_all(folder: Path) -> None:
    """Let nginx, another user, read what was restored, whatever the umask is and whoever restores."""
    give_to_owner(folder, folder.parent)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS if path.is_dir() else settings.FILE_UPLOAD_PERMISSIONS)
        give_to_owner(path, folder)


def restore_sqlite(manifest: Any, source: Any) -> None:
    path = Path(settings.DATABASES["default"]["NAME"])
    connections.close_all()
    copy = path.with_name(f"{path.name}.restoring")
    try:
        copy_whole(source, copy)
        migrated = manifest.is_older()
        if migrated:
            migrate(f"sqlite:///{copy}")
        newest = max(sqlite.newest_change(copy), sqlite.newest_change(path) if path.exists() else 0)
        sqlite.execute(copy, raise_numbers(newest))
        sqlite.verify(copy, {} if migrated else manifest.counts | {"news_change": 0})
        copy.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o600)
        give_to_owner(copy, path if path.exists() else path.parent)
        sync(copy)
        sqlite.put_in_place(copy, path)
    finally:
        for tail in ("", "-wal", "-shm", "-journal"):
            copy.with_name(copy.name + tail).unlink(missing_ok=True)


def restore_postgres(manifest: Any, source: Any) -> None:
    newest = postgres.newest_change()
    others = postgres.count_other_connections()
    if others:
        raise BackupError(f"数据库还有 {others} 个别的连接：请先停下所有使用它的进程。")
    with tempfile.TemporaryDirectory(dir=settings.PRIVATE_DIR) as scratch:
        postgres.restore(source, manifest.counts, raise_numbers(newest), Path(scratch))
    if manifest.is_older():
        migrate(os.environ.get("DATABASE_URL", ""))


def migrate(url: Any) -> None:
    """Bring a restored database to this version, in a process that knows no other database."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
    answer = subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True)
    if answer.returncode:
        raise BackupError(f"备份不能迁移到这个版本：{(answer.stderr.strip().splitlines() or ['没有说明'])[-1]}")
