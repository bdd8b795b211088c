"""Imports that were started in the admin: what of which file, how far each is, what it found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from comments.importing.report import ImportReport, sentences

LOST = timedelta(minutes=2)  # without a sign of life the process that ran it is gone
TRIES_MOST = 5
INTERRUPTED = f"处理这个文件的进程中断了 {TRIES_MOST} 次。已带入的内容都是完整的，可以再导入一次，只补缺少的。"


class ImportRun(models.Model):
    """One run over one file: a report, or with `writes` the import itself."""

    class Kind(models.TextChoices):
        WORDPRESS = "wordpress", "WordPress 导出文件（WXR）"
        DISQUS = "disqus", "Disqus 导出文件"
        PAGE = "page", "旧站保存的新闻页"

    class State(models.TextChoices):
        WAITING = "waiting", "等待开始"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    kind = models.CharField("种类", max_length=9, choices=Kind)
    file = models.CharField("文件", max_length=200)
    channel = models.ForeignKey("news.Channel", models.SET_NULL, null=True, blank=True, verbose_name="频道")
    media = models.CharField("图片文件夹", max_length=200, blank=True)
    writes = models.BooleanField("正式导入", default=False)
    state = models.CharField("状态", max_length=7, choices=State, default=State.WAITING)
    stage = models.CharField("进度", max_length=20, blank=True)
    counts = models.JSONField(default=dict)  # {thing: {outcome: how many}}
    lines = models.JSONField(default=list)  # sentences, bounded by the report
    unlisted = models.PositiveIntegerField(default=0)
    problem = models.CharField("原因", max_length=300, blank=True)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="发起人", related_name="+"
    )
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField("发起时间", default=timezone.now)
    beat_at = models.DateTimeField("最近更新", default=timezone.now)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file}（{'正式导入' if self.writes else '核对'}）"

    @classmethod
    def lost(cls, now: datetime) -> Q:
        """Whose process is gone, or was never started."""
        return Q(state__in=[cls.State.WAITING, cls.State.RUNNING], beat_at__lt=now - LOST)

    @classmethod
    def claim(cls, pk: int) -> bool:
        """Whether the caller shall carry out this run now: it waits, or whoever had it is gone."""
        now = timezone.now()
        free = Q(state=cls.State.WAITING) | cls.lost(now)
        taken = {"state": cls.State.RUNNING, "beat_at": now, "tries": F("tries") + 1}
        return bool(cls.objects.filter(free, pk=pk, tries__lt=TRIES_MOST).update(**taken))

    def beat(self, report: ImportReport) -> None:
        """Write down how far it is."""
        self.stage = f"{report.stage} {report.percent}%"
        self.counts, self.lines, self.unlisted = report.table(), report.lines, report.unlisted
        self.beat_at = timezone.now()
        self.save(update_fields=["stage", "counts", "lines", "unlisted", "beat_at"])

    def finish(self, problem: str = "") -> None:
        self.state, self.problem = self.State.FAILED if problem else self.State.DONE, problem[:300]
        self.finished_at = self.beat_at = timezone.now()
        self.save(update_fields=["state", "problem", "finished_at", "beat_at"])

    @property
    def results(self) -> list[str]:
        return sentences(self.counts)

    @property
    def may_follow(self) -> bool:
        """Whether a report may be followed by the import itself."""
        return self.state in (self.State.DONE, self.State.FAILED) and not self.writes and bool(self.counts)
