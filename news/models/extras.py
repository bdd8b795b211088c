"""What belongs to an article besides its text: where it came from, what was put right, a film."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from news.pictures import random_name


class Source(models.Model):
    """One 新闻来源 of an article; several are shown joined with "/"."""

    article = models.ForeignKey("news.Article", models.CASCADE, related_name="sources")
    name = models.CharField("名称", max_length=60)
    url = models.URLField("原文地址", max_length=500, blank=True)
    published_at = models.DateTimeField("原文时间", null=True, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "新闻来源"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["name"], name="source_by_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("source", args=[self.pk])

    @property
    def link(self):
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

    def __str__(self):
        return self.text


VIDEOS = "videos"


def video_path(_video, filename):
    return random_name(VIDEOS, filename.rsplit(".", 1)[-1].lower())


class Video(models.Model):
    article = models.ForeignKey("news.Article", models.CASCADE, related_name="videos")
    file = models.FileField("视频", upload_to=video_path, validators=[FileExtensionValidator(["mp4", "webm"])])
    caption = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "视频"
        ordering = ["pk"]

    def __str__(self):
        return self.caption or self.file.name
