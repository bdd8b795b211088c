"""The article, its sources, corrections and former addresses."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone

from news import hooks
from news.articles.attachments import Attachments
from news.articles.body import body_parts, summarize
from news.articles.publication import Publication
from news.articles.queries import ArticleQuerySet
from news.changes.models import Change, SiteVersion
from news.channels.models import Channel
from news.http.addresses import address_of

# The order of the list in the admin: what has no time of publication, then the newest.
DRAFTS_FIRST = (
    models.ExpressionWrapper(models.Q(published_at=None), models.BooleanField()).desc(),
    F("published_at").desc(),
    F("id").desc(),
)
# What each step of a discussion's heat asks for between two comments of a person, in COMMENT_INTERVAL_SECONDS.
HEAT_PAUSES = (0, 3, 6, 12)


class OldAddress(models.Model):
    """Where a story stood before it came here; who asks for it there is sent on."""

    article = models.ForeignKey("news.Article", models.CASCADE, related_name="old_addresses")
    path = models.CharField(
        "旧地址", max_length=300, unique=True, help_text="以 / 开头，可带问号后的部分，如 /world/2024/06/2745423.html"
    )

    class Meta:
        verbose_name = verbose_name_plural = "旧地址"

    def __str__(self) -> str:
        return self.path


class Article(Attachments, Publication):
    channel = models.ForeignKey("news.Channel", models.PROTECT, verbose_name="频道", related_name="articles")
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文")
    region = models.ForeignKey(
        "news.Region",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="地区",
        related_name="articles",
        db_index=False,  # the index below begins with it, and SQLite would choose this one
    )
    editor = models.CharField("网编", max_length=20, blank=True)
    revised_at = models.DateTimeField("修订时间", auto_now=True)
    closed = models.BooleanField("关闭评论", default=False)
    pre_moderated = models.BooleanField("先审后发", default=False)
    slow_seconds = models.PositiveSmallIntegerField("慢速（秒）", default=0, blank=True)
    least_level = models.PositiveSmallIntegerField("发言最低品级", default=0, blank=True)
    related_by_hand = models.BooleanField("前期相关由网编指定", default=False)

    missing_pictures = models.PositiveSmallIntegerField("原有而未能带入的图片数", default=0)
    missing_video = models.BooleanField("原有视频未能带入", default=False)
    stated_comments = models.PositiveIntegerField("原页所记评论数", null=True, blank=True)
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)

    # How heated the discussion is, in steps from 0; and until when a moderator keeps it from rising by itself.
    heat = models.PositiveSmallIntegerField(default=0, editable=False, db_index=True)
    heat_off_until = models.DateTimeField("不自动慢速，直到", null=True, blank=True, editable=False)
    # Written by `comments` under this row's lock; read and ordered by here.
    cursor = models.BigIntegerField(default=0, editable=False)
    pruned_to = models.BigIntegerField(default=0, editable=False)
    comment_count = models.PositiveIntegerField("评论数", default=0, editable=False)
    last_floor = models.PositiveIntegerField(default=0, editable=False)
    flowers = models.PositiveIntegerField(default=0, editable=False)
    eggs = models.PositiveIntegerField(default=0, editable=False)
    flower_weight = models.DecimalField(max_digits=12, decimal_places=1, default=0, editable=False)
    egg_weight = models.DecimalField(max_digits=12, decimal_places=1, default=0, editable=False)
    opening_flowers = models.PositiveIntegerField(default=0, editable=False)
    opening_eggs = models.PositiveIntegerField(default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "新闻"
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="stories_newest"),
            models.Index(fields=["channel", "-published_at", "-id"], name="channel_newest"),
            models.Index(fields=["region", "-published_at", "-id"], name="region_newest"),
            models.Index(fields=["editor", "-published_at", "-id"], name="editor_newest"),
            models.Index(F("flower_weight") - F("egg_weight"), name="stories_by_surplus"),
            models.Index(*DRAFTS_FIRST, name="stories_at_desk"),
            models.Index(fields=["ends_at"], condition=models.Q(ends_at__isnull=False), name="stories_that_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("article", self.pk)

    @property
    def noun(self) -> str:
        """What readers call it: 文章 where it stands in a section, else 新闻."""
        return "文章" if self.channel.kind == Channel.Kind.BOARD else "新闻"

    @property
    def noun_phrase(self) -> str:
        return f"这篇{self.noun}" if self.noun == "文章" else f"这条{self.noun}"

    @property
    def heat_seconds(self) -> int:
        """The pause between two comments of a person that the heat of the discussion asks for; 0 for none."""
        return HEAT_PAUSES[min(self.heat, len(HEAT_PAUSES) - 1)] * settings.COMMENT_INTERVAL_SECONDS

    @property
    def posting_note(self) -> str:
        """What its composer says of the limits that hold on it, set by moderators or by its heat; "" without any."""
        slow = f"慢速模式：每人每 {self.slow_seconds} 秒可发一条" if self.slow_seconds else ""
        if self.heat_seconds > self.slow_seconds:
            slow = f"讨论升温，发言间隔 {self.heat_seconds} 秒"
        level = f"只限 R{self.least_level} 以上的网友评论" if self.least_level > 1 else ""
        return "；".join(part for part in (slow, level) if part)

    @property
    def mark(self) -> str:
        """The title's mark, from what is attached: 视频, 组图, 图, or nothing."""
        if self.missing_video or self.shown_videos:
            return "视频"
        pictures = len(self.shown_photos) + self.missing_pictures
        return "组图" if pictures > 1 else "图" if pictures else ""

    @property
    def first_photo(self) -> Any:
        """The picture that stands for it in lists: its cover, else its first."""
        photos = self.shown_photos
        return next((photo for photo in photos if getattr(photo, "is_cover", False)), next(iter(photos), None))

    @property
    def summary(self) -> str:
        """The first words of the text, for descriptions; plain text."""
        return summarize(self.body)

    @property
    def parts(self) -> list[str]:
        """The body with its photos in their places; see `news.articles.body.body_parts`."""
        return body_parts(self.body, self.shown_photos)

    def announce(self) -> None:
        """Tell every open page, and every page with this story in a list, that the story itself changed.

        Call it inside a transaction, after the story was saved.
        """
        locked = Article.objects.select_for_update().get(pk=self.pk)
        Change.record(locked, (Change.Kind.STORY, self.pk))
        self.cursor = locked.cursor
        SiteVersion.bump()
        hooks.call("article_changed", locked)


def next_publication(now: datetime) -> datetime | None:
    """When the next scheduled story appears; None if none is scheduled."""
    coming = Article.objects.filter(published_at__gt=now).order_by("published_at")
    return coming.values_list("published_at", flat=True).first()


class SourceQuerySet(models.QuerySet):
    LOOKED_AT = 500

    def recent_names(self) -> list[str]:
        """The names among the newest sources, each once, in order of the alphabet."""
        return sorted({*self.order_by("-pk").values_list("name", flat=True)[: self.LOOKED_AT]})


class Source(models.Model):
    """One 新闻来源 of an article; several are shown joined with "/"."""

    article = models.ForeignKey("news.Article", models.CASCADE, related_name="sources")
    name = models.CharField("名称", max_length=60)
    url = models.URLField("原文地址", max_length=500, blank=True)
    published_at = models.DateTimeField("原文时间", null=True, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "新闻来源"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["name"], name="source_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("source", self.pk)

    @property
    def link(self) -> str:
        """The original where its address is known, else our page of what this source has given us."""
        return self.url or self.get_absolute_url()


class Correction(models.Model):
    """更正: what was put right after publication, shown with its time."""

    article = models.ForeignKey("news.Article", models.CASCADE, related_name="corrections")
    text = models.CharField("更正内容", max_length=500)
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def note(cls, article: Article, text: str) -> None:
        """Say on the story, with the time of the last one, that it was changed in a way that this sentence names."""
        cls.objects.update_or_create(article=article, text=text, defaults={"made_at": timezone.now()})
