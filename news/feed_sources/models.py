"""订阅源: feeds of other sites from which stories are taken, and what was taken from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.utils import timezone

from news.channels.models import Channel

CLAIMED = timedelta(minutes=10)  # longer than one look may take
PAUSE_MOST = timedelta(days=1)
REPORT_LONGEST = 3000


class FeedSourceQuerySet(models.QuerySet):
    def due(self) -> FeedSourceQuerySet:
        """What is to be looked at now, the longest waiting first."""
        return self.filter(is_on=True, due_at__lte=timezone.now()).order_by("due_at", "pk")


class FeedSource(models.Model):
    name = models.CharField("名称", max_length=60, unique=True, help_text="新闻里写的来源，如“新华社”。")
    url = models.URLField(
        "地址", max_length=500, unique=True, help_text="RSS 或 Atom 的地址，如 https://example.org/feed.xml。"
    )
    channel = models.ForeignKey(
        "news.Channel",
        models.PROTECT,
        verbose_name="频道",
        related_name="feed_sources",
        limit_choices_to={"kind": Channel.Kind.STORY},
    )
    publishes = models.BooleanField("直接发布", default=False, help_text="不勾：存为草稿，由网编发布。")
    full_text = models.BooleanField("带全文", default=True, help_text="不勾：只带摘要。对方没有给全文时总是摘要。")
    every_minutes = models.PositiveSmallIntegerField(
        "每隔几分钟抓取",
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(10080)],
        help_text="5 到 10080（一周）。",
    )
    is_on = models.BooleanField("启用", default=True)

    # What the last answer called its version: sent along, so that an unchanged feed is not sent again.
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    due_at = models.DateTimeField("下次抓取", default=timezone.now, editable=False)
    looked_at = models.DateTimeField("上次抓取", null=True, editable=False)
    failures = models.PositiveSmallIntegerField("连续失败次数", default=0, editable=False)
    error = models.CharField("上次的错误", max_length=300, blank=True, editable=False)
    report = models.TextField("上次结果", blank=True, editable=False)

    objects = FeedSourceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "订阅源"
        ordering = ["name"]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(is_on=True), name="feed_sources_due")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def claim(cls) -> FeedSource | None:
        """Take the next one that is due for this process alone, or None; a lost claim runs out by itself."""
        for source in cls.objects.due().select_related("channel")[:5]:
            taken = cls.objects.due().filter(pk=source.pk, due_at=source.due_at)
            if taken.update(due_at=timezone.now() + CLAIMED):
                return source
        return None

    def pause(self, failures: int = 0) -> timedelta:
        """How long after a look the next one is: twice as long after each failure, a day at most."""
        every = timedelta(minutes=self.every_minutes)
        return max(every, min(every * 2 ** min(failures, 12), PAUSE_MOST))

    def record_success(self, report: str | None, **marks: str) -> None:
        """A look has ended; `report` says what it brought, None that nothing is new since the last one."""
        facts: dict[str, Any] = marks if report is None else marks | {"report": report[:REPORT_LONGEST]}
        self.record(failures=0, error="", due_at=timezone.now() + self.pause(), **facts)

    def record_failure(self, error: str) -> None:
        """A look has failed: the pauses grow with each in a row."""
        due_at = timezone.now() + self.pause(self.failures + 1)
        self.record(failures=F("failures") + 1, error=error[:300], due_at=due_at)

    def record(self, **facts: Any) -> None:
        """Write what a look has found, and nothing that an editor may have changed meanwhile."""
        type(self).objects.filter(pk=self.pk).update(looked_at=timezone.now(), **facts)


class ImportedEntry(models.Model):
    """What a story was made from: by this a later change of the original is seen."""

    article = models.OneToOneField("news.Article", models.CASCADE, primary_key=True, related_name="imported_entry")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "带入的条目"

    def __str__(self) -> str:
        return f"{self.article_id}"
