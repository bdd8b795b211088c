"""Writes everything that a site is into a folder, for another one to take in."""

import fcntl
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from config.backups.files import BackupError
from config.backups.sqlite import sqlite3
from config.exporting.errors import ExportError
from config.exporting.manifest import NAME, Manifest
from config.exporting.writing import export, tidy
from config.locks import lock_file, share_folder


class Command(BaseCommand):
    help = "把整个网站导出成 JSON Lines 和图片（网站可以照常运行）；中断之后再运行一次，会接着做。"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path, help="放导出的目录：空的，或上次中断的那一个")
        parser.add_argument(
            "--with-secrets", action="store_true", help="连同密码散列、邮箱、两步验证和职员权限（否则帐号须认领）"
        )

    def handle(self, folder: Path, with_secrets: bool, **options: Any) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if share_folder(settings.PRIVATE_DIR) is None:
                raise ExportError("正在恢复或导入：请等它结束。")
            if lock_file(folder / ".lock", fcntl.LOCK_EX) is None:
                raise ExportError("另一次导出正在往这个目录写：请等它结束。")
            manifest = self.find_or_make(folder, with_secrets)
        except (ExportError, BackupError, OSError, DatabaseError, sqlite3.Error) as error:
            raise CommandError(f"没有导出成：{error}") from error
        rows = sum(contents.rows for contents in manifest.tables.values())
        self.stdout.write(f"{folder}：{rows} 行、{manifest.media_files} 个文件，{manifest.made_at} 的网站。")

    def find_or_make(self, folder: Path, with_secrets: bool) -> Manifest:
        """The export in the folder, which is made or finished if it is not whole."""
        if not (folder / NAME).exists():
            return export(folder, with_secrets, self.say)
        manifest = Manifest.read(folder)
        if manifest.with_secrets != with_secrets:
            raise ExportError(f"{folder} 里已有一份导出，用的是另一种 --with-secrets：请换一个目录。")
        tidy(folder)
        self.say("这里的导出已经完整，没有改动。")
        return manifest

    def say(self, sentence: str) -> None:
        self.stderr.write(sentence, self.style.NOTICE)
