"""频道: the 21 names of the bar, and the sections written by readers."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from news.http.addresses import address_of


class ChannelQuerySet(models.QuerySet):
    def bar(self) -> ChannelQuerySet:
        """The names of the channel bar, group by group."""
        return self.exclude(group=0)

    def for_stories(self) -> ChannelQuerySet:
        return self.filter(kind=Channel.Kind.STORY)

    def written_by_readers(self) -> ChannelQuerySet:
        return self.filter(kind=Channel.Kind.BOARD)


class Channel(models.Model):
    class Kind(models.TextChoices):
        STORY = "story", "新闻频道"
        BOARD = "board", "版块"
        DOOR = "door", "入口"

    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField("地址", max_length=30, unique=True)
    kind = models.CharField("种类", max_length=5, choices=Kind, default=Kind.STORY)
    group = models.PositiveSmallIntegerField("栏目组", default=0, help_text="1–7 为频道栏上的组，0 不上频道栏")
    position = models.PositiveSmallIntegerField("次序", default=0)
    note = models.CharField("说明", max_length=120, blank=True)
    pre_moderated = models.BooleanField("文章先审后发", default=False, help_text="只对版块有用。")

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "频道"
        ordering = ["group", "position", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        if self.kind == self.Kind.DOOR:
            return reverse(self.slug)
        return address_of("channel", self.slug)


class RegionQuerySet(models.QuerySet["Region"]):
    def tree(self) -> list[tuple[Region, list[Region]]]:
        """[(country, [cities])], in order."""
        rows = list(self.order_by("position", "pk"))
        return [(row, [city for city in rows if city.country_id == row.pk]) for row in rows if row.country_id is None]


class Region(models.Model):
    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField("地址", max_length=30, unique=True)
    country = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="属于",
        related_name="cities",
        limit_choices_to={"country": None},
        help_text="留空：本身是一个国家或地区。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地区"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("region", self.slug)

    @property
    def within(self) -> list[int]:
        """The pks of this region and of its cities."""
        return [self.pk, *self.cities.values_list("pk", flat=True)]
