"""The files that an import reads, and the folders in which they stand; whichever way it was started."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from comments.exceptions import Refused
from comments.importing.exports import ExportImport
from comments.importing.report import ImportReport
from comments.importing.saved_pages import check_page, import_page
from comments.importing.stories import Channels
from news.channels.models import Channel
from news.importing.saved_file import MOST_BYTES, read_file
from news.importing.saved_page import PageError

FOLDER = "imports"  # under DATA_DIR/private: exports hold addresses of people
PAGE, WORDPRESS, DISQUS = "page", "wordpress", "disqus"
UNREADABLE = "读不到文件 {}：{}"


def import_folder() -> Path:
    """The folder of files to import, closed to other users; made if need be."""
    folder = Path(settings.PRIVATE_DIR) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def find_channel(wanted: str) -> Channel:
    """The channel of stories or essays of this name or address; Refused if there is none."""
    takes = Channel.objects.exclude(kind=Channel.Kind.DOOR)
    found = takes.filter(name=wanted).first() or takes.filter(slug=wanted).first()
    if not found:
        raise Refused(f"没有“{wanted}”这个频道。")
    return found


def map_channels(default: Channel, pairs: Iterable[str] = ()) -> Channels:
    """Every channel by its name and address, and `pairs` ("category=channel") besides; Refused if one is wrong."""
    channels = Channel.objects.exclude(kind=Channel.Kind.DOOR)
    named = {name: channel for channel in channels for name in (channel.slug, channel.name)}
    for pair in pairs:
        category, equals, channel = pair.rpartition("=")
        if not equals or not category.strip():
            raise Refused(f"“{pair}”应写成“旧分类=频道”。")
        named[category.strip()] = find_channel(channel.strip())
    return Channels(default, named)


def import_file(
    kind: str, path: Path, channels: Channels | None, write: bool, report: ImportReport, media: Path | None = None
) -> None:
    """Read the file at `path` and report on it; with `write` bring in what is missing. Refused if it cannot be read."""
    try:
        with path.open("rb") as file:
            if kind == PAGE:
                assert channels is not None
                return import_saved(file.read(MOST_BYTES + 1), channels.default, write, report)
            job, size = ExportImport(report, write, import_folder(), channels, media), path.stat().st_size
            return job.run_wordpress(file, size) if kind == WORDPRESS else job.run_disqus(file, size)
    except OSError as error:
        raise Refused(UNREADABLE.format(path.name, error.strerror)) from error


def import_saved(raw: bytes, channel: Channel, write: bool, report: ImportReport) -> None:
    """A saved page; Refused with its line if it is none."""
    try:
        page = read_file(raw)
    except PageError as error:
        report.broken = str(error)
        return report.add("story", "bad", error.line, error.what)
    known, missing = check_page(page)
    report.add("story", "known" if known else "new")
    report.add("comment", "known", amount=len(page.comments) - missing)
    report.add("comment", "new", amount=missing)
    if write:
        import_page(page, channel)
    return report.progress("完成", 1, 1)
