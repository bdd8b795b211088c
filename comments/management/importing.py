"""What the commands that import share: the file, the report as it is written, the dry run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments.exceptions import Refused
from comments.importing.files import find_channel, import_file, map_channels
from comments.importing.report import ImportReport, sentences

SAY_SECONDS = 5


class ImportCommand(BaseCommand):
    """A command over one file: a report without `--write`, the import with it."""

    kind = ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--write", action="store_true", help="真正带入；不给则只核对并报告")

    def run(
        self, file: Path, write: bool, channel: str = "", named: Iterable[str] = (), media: Path | None = None
    ) -> None:
        if media and not media.is_dir():
            raise CommandError(f"没有 {media} 这个文件夹。")
        report = ImportReport(Progress(self))
        try:
            channels = map_channels(find_channel(channel), named) if channel else None
            import_file(self.kind, file, channels, write, report, media)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.write_report(report, write)

    def write_report(self, report: ImportReport, write: bool) -> None:
        for line in report.lines:
            self.stdout.write(line)
        if report.unlisted:
            self.stdout.write(f"另有 {report.unlisted} 条没有列出。")
        self.stdout.write("已带入：" if write else "核对结果（没有带入，加 --write 才带入）：")
        for sentence in sentences(report.table()) or ["文件里没有可带入的内容。"]:
            self.stdout.write(sentence)
        if report.broken:
            raise CommandError(f"文件没有读完。{report.broken}")


class Progress:
    """Says on stderr how far an import is, now and then."""

    def __init__(self, command: BaseCommand) -> None:
        self.command, self.said_at = command, monotonic()

    def __call__(self, report: ImportReport) -> Any:
        if monotonic() - self.said_at >= SAY_SECONDS:
            self.said_at = monotonic()
            self.command.stderr.write(f"{report.stage} {report.percent}%")
