"""An export of WordPress or Disqus comes in: the whole file onto disk first, then story by story.

Run again, also after it was killed, it goes on where it stood: what is here is known by its key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from comments.importing.addresses import find_article
from comments.importing.authors import Authors
from comments.importing.report import ImportReport
from comments.importing.stories import Channels, StoryImport
from comments.importing.threads import ThreadImport
from news.changes.models import SiteVersion
from news.importing.disqus import read_disqus
from news.importing.media_folder import find_picture
from news.importing.records import Attachment, ExportedComment, ExportedStory, Problem, Record, RecordError
from news.importing.spool import Spool
from news.importing.wordpress import read_wordpress
from news.importing.xml_stream import ExportFile

TELL_EVERY = 500  # records
BUMP_SECONDS = 30  # pages with lists are made anew at most so often while an import runs


@dataclass
class ExportImport:
    """One run over one file. Without `write` it only reports; `room`: a folder for the file's records meanwhile."""

    report: ImportReport
    write: bool
    room: Path
    channels: Channels | None = None  # of WordPress: where stories go
    media: Path | None = None
    authors: Authors = field(default_factory=Authors)
    bumped_at: float = 0.0
    bumped_for: int = 0

    def run_wordpress(self, file: BinaryIO, size: int) -> None:
        self.run(file, size, read_wordpress, self.take_story)

    def run_disqus(self, file: BinaryIO, size: int) -> None:
        self.run(file, size, read_disqus, self.take_thread)

    def run(
        self,
        file: BinaryIO,
        size: int,
        read: Callable[[ExportFile], Iterator[Record]],
        take: Callable[[Spool, ExportedStory], None],
    ) -> None:
        spool = Spool(self.room)
        try:
            self.fill(spool, ExportFile(file), size, read)
            total = spool.count("story")
            for number, story in enumerate(spool.stories()):
                self.report.progress("写入" if self.write else "核对", number, total)
                take(spool, story)
                self.bump(BUMP_SECONDS)
            if strays := spool.strays():
                self.report.add(
                    "comment", "skipped", what=f"{strays} 条评论所属的文章不在文件里或不带入", amount=strays
                )
            self.report.add("reader", "new", amount=self.authors.made)
            self.report.progress("完成", total, total)
        finally:
            self.bump(0)
            spool.close()

    def bump(self, after: float) -> None:
        """Have lists of stories made anew for what has come in, if that was not done within `after` seconds."""
        came = self.report.counts["story", "new"] + self.report.counts["comment", "new"]
        if self.write and came > self.bumped_for and monotonic() - self.bumped_at >= after:
            SiteVersion.bump()
            self.bumped_at, self.bumped_for = monotonic(), came

    def fill(self, spool: Spool, file: ExportFile, size: int, read: Callable[[ExportFile], Iterator[Record]]) -> None:
        for number, record in enumerate(read(file)):
            if number % TELL_EVERY == 0:
                self.report.progress("读取", file.at, size)
            self.keep(spool, record)

    def keep(self, spool: Spool, record: Record) -> None:
        if isinstance(record, Problem):
            if record.ends:
                self.report.broken = f"第 {record.line} 行：{record.what}"
            said = record.what if record.is_error or record.thing != "comment" else ""
            self.report.add(record.thing, "bad" if record.is_error else "skipped", record.line, said)
        elif isinstance(record, Attachment):
            spool.add_attachment(record)
            is_here = self.media and find_picture(self.media, record.address)
            self.report.add("attachment", "known" if is_here else "skipped", record.line, record.address[:150])
        elif isinstance(record, ExportedComment):
            if not spool.add_comment(record):
                self.report.add("comment", "bad", record.line, f"编号 {record.id[:40]} 出现了两次")
        elif not spool.add_story(record):
            self.report.add("story", "bad", record.line, f"出现了两次：{record.title[:60]}")

    def take_story(self, spool: Spool, story: ExportedStory) -> None:
        assert self.channels is not None  # WordPress comes with them
        try:
            one = StoryImport(story, self.report, self.media, spool.address_of(story.picture))
        except RecordError as error:
            return self.report.add("story", "bad", story.line, str(error))
        article, channel = one.find(), self.channels.of(story)
        if article:
            one.check(article)
        else:
            one.prepare(self.write)
            if not self.write:
                self.report.add("story", "new")
        try:
            ThreadImport(spool, story, self.authors, self.report, self.write).run(
                article, lambda: one.make(channel, self.authors)
            )
        finally:
            one.discard()

    def take_thread(self, spool: Spool, story: ExportedStory) -> None:
        heads = spool.heads(story.ref)
        article = find_article(story.addresses)
        if article:
            ThreadImport(spool, story, self.authors, self.report, self.write).run(article)
        elif heads:
            where = next(iter(story.addresses), "")
            self.report.add(
                "thread", "skipped", story.line, f"{len(heads)} 条评论没有对应的新闻：{story.title[:60]} {where[:100]}"
            )
            self.report.add("comment", "skipped", amount=len(heads))
