"""地区: where a story is local news. A country, or a city in one."""

from django.db import models
from django.urls import reverse


class RegionQuerySet(models.QuerySet):
    def tree(self):
        """[(country, [cities])], in order."""
        rows = list(self.order_by("position", "pk"))
        return [(row, [city for city in rows if city.country_id == row.pk]) for row in rows if row.country_id is None]


class Region(models.Model):
    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField("地址", max_length=30, unique=True)
    country = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="属于", related_name="cities",
        limit_choices_to={"country": None}, help_text="留空：本身是一个国家或地区。",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地区"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("region", args=[self.slug])

    @property
    def within(self):
        """The pks of this region and of its cities."""
        return [self.pk, *self.cities.values_list("pk", flat=True)]
