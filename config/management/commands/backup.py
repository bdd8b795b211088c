"""Writes a checked backup of the running site, and lets old ones go."""

import fcntl
import os
import re
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config.backups import postgres, sqlite
from config.backups.files import BackupError, copy_tree, copy_whole, sha256_of, sync
from config.backups.manifest import Manifest, main_tables
from config.locks import lock_file, share_folder
from config.private_files import SECRET

NAMED = re.compile(r"^huadan-\d{8}-\d{6}(-\d+)?$")


class Command(BaseCommand):
    help = "备份数据库、图片和密钥（网站可以照常运行）；写完即检查，再删除旧的。"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path, help="放备份的目录；每份是其中一个子目录")
        parser.add_argument("--keep", type=int, default=14, help="留下最新的几份（默认 14）")

    def handle(self, folder: Path, keep: Any, **options: Any) -> None:
        if keep < 1:
            raise CommandError("--keep 至少是 1。")
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if share_folder(settings.PRIVATE_DIR) is None:
                raise BackupError("正在恢复：请等它结束。")
            if lock_file(folder / ".lock", fcntl.LOCK_EX) is None:
                raise BackupError("另一个备份正在往这个目录写：请等它结束。")
            made = make_backup(folder)
            gone = rotate(folder, keep)
        except (BackupError, OSError, DatabaseError, sqlite.sqlite3.Error) as error:
            raise CommandError(f"没有备份成：{error}") from error
        self.stdout.write(f"已备份到 {made}" + (f"，删除旧的 {gone} 份" if gone else ""))


def all_backups(folder: Path) -> Any:
    """The complete backups in a folder, oldest first."""
    return sorted(path for path in folder.iterdir() if NAMED.match(path.name) and path.is_dir())


def make_backup(folder: Path) -> Path:
    """Write a backup under a hidden name, check it, and give it its name; return where it is."""
    for rest in folder.glob(".huadan-*"):  # of one that was interrupted
        shutil.rmtree(rest)
    name = free_name(folder)
    draft = folder / f".{name}"
    draft.mkdir(mode=0o700)
    manifest = write_database(draft)
    known = [path / "media" for path in all_backups(folder)[-1:]]
    manifest.media_files, manifest.media_bytes = copy_tree(Path(settings.MEDIA_ROOT), draft / "media", *known)
    manifest.secret = copy_secret(draft)
    manifest.write(draft)
    manifest.check(draft)
    sync(draft)
    os.rename(draft, folder / name)
    sync(folder)
    return folder / name


def free_name(folder: Path) -> Any:
    name = timezone.now().strftime("huadan-%Y%m%d-%H%M%S")
    taken = [path.name for path in all_backups(folder) if path.name.startswith(name)]
    return f"{name}-{len(taken)}" if taken else name


def write_database(draft: Any) -> Any:
    tables = main_tables()
    migrations = [list(one) for one in MigrationRecorder(connection).applied_migrations()]
    if connection.vendor == "sqlite":
        path = draft / "db.sqlite3"
        counts = sqlite.dump(Path(settings.DATABASES["default"]["NAME"]), path, tables)
    else:
        path = draft / "db.dump"
        counts = postgres.dump(path, tables)
    return Manifest(
        made_at=timezone.now().isoformat(),
        site_url=settings.SITE_URL,
        vendor=connection.vendor,
        database=path.name,
        sha256=sha256_of(path),
        counts=counts,
        migrations=migrations,
    )


def copy_secret(draft: Any) -> Any:
    """Copy the generated secret; return whether there is one (SECRET_KEY may be set instead)."""
    secret = settings.PRIVATE_DIR / SECRET
    if secret.exists():
        copy_whole(secret, draft / SECRET)
    return secret.exists()


def rotate(folder: Path, keep: Any) -> Any:
    """Remove all but the newest backups; return how many went. One that goes loses its name first."""
    old = all_backups(folder)[:-keep]
    for path in old:
        gone = path.with_name(f".{path.name}")
        os.rename(path, gone)
        shutil.rmtree(gone)
    return len(old)
