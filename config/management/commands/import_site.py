"""Makes a new site what an export says."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from config.exporting.errors import ExportError
from config.exporting.manifest import Manifest
from config.exporting.reading import import_export
from config.locks import take_folder


class Command(BaseCommand):
    help = "把 export_site 写的一份导出装进一个新建的站（不能正在运行）；中断之后再运行一次，会接着做。"
    requires_migrations_checks = False

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path, help="一份导出的目录")

    def handle(self, folder: Path, **options: Any) -> None:
        if take_folder(settings.PRIVATE_DIR) is None:
            raise CommandError("网站（或另一次导入）正在使用这个 DATA_DIR：请先停下它，再导入。")
        try:
            manifest = Manifest.read(folder)
            call_command("migrate", verbosity=0)
            is_new = import_export(folder, manifest, self.say)
        except (ExportError, OSError, DatabaseError) as error:
            raise CommandError(f"没有导入成：{error}") from error
        rows = sum(contents.rows for contents in manifest.tables.values())
        done = f"已导入 {manifest.made_at} 的导出：{rows} 行、{manifest.media_files} 个文件。"
        self.stdout.write(done if is_new else "这份导出已经导入过，没有改动。")

    def say(self, sentence: str) -> None:
        self.stderr.write(sentence, self.style.NOTICE)
