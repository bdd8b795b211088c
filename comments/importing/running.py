"""Carries out an import of the admin, in a process of its own, and writes down how far it is."""

from __future__ import annotations

import logging
from time import monotonic

from comments.exceptions import Refused
from comments.importing.files import import_file, import_folder, map_channels
from comments.importing.models import ImportRun
from comments.importing.report import ImportReport

BEAT_SECONDS = 2
FAILED = "服务器出错了，已记录。已带入的内容都是完整的，可以再导入一次，只补缺少的。"
logger = logging.getLogger(__name__)


class Beat:
    """Notes the progress of `run`, at most every `BEAT_SECONDS`."""

    def __init__(self, run: ImportRun) -> None:
        self.run, self.at = run, 0.0

    def __call__(self, report: ImportReport) -> None:
        if monotonic() - self.at >= BEAT_SECONDS:
            self.run.beat(report)
            self.at = monotonic()


def carry_out(pk: int) -> None:
    """Run the import, unless somebody else does; whatever happens, it says how it ended."""
    if not ImportRun.claim(pk):
        return
    run = ImportRun.objects.select_related("channel").get(pk=pk)
    report, problem = ImportReport(Beat(run)), ""
    try:
        bring_in(run, report)
        problem = f"文件没有读完。{report.broken}" if report.broken else ""
    except Refused as error:
        problem = str(error)
    except Exception:
        logger.exception("an import failed")
        problem = FAILED
    run.beat(report)
    run.finish(problem)


def bring_in(run: ImportRun, report: ImportReport) -> None:
    if run.channel is None and run.kind != ImportRun.Kind.DISQUS:
        raise Refused("这次导入的频道已经不在了。")
    folder = import_folder()
    media = folder / run.media if run.media else None
    if media and not media.is_dir():
        raise Refused(f"没有 {run.media} 这个文件夹。")
    channels = map_channels(run.channel) if run.channel else None
    import_file(run.kind, folder / run.file, channels, run.writes, report, media)
