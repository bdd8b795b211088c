"""图: one picture of an article, kept in a few widths and two formats."""

from django.core.files.storage import default_storage
from django.db import models

from news import pictures


class Picture(models.Model):
    """A picture in all its widths and formats, whatever it belongs to."""

    caption = models.CharField("图片说明", max_length=300, blank=True)
    name = models.CharField(max_length=100, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return self.caption or f"图 {self.pk}"

    def take(self, picture):
        """Keep `picture` (a Pillow image, RGB) as this photo, in every width and format; does not save the row."""
        self.forget()
        self.name = pictures.random_name("photos", "")[:-1]
        self.width, self.height = pictures.fitting(picture, pictures.WIDTHS[-1]).size
        for width in pictures.widths_for(picture.width):
            smaller = pictures.fitting(picture, width)
            for ending in pictures.FORMATS:
                default_storage.save(self.path(width, ending), pictures.encoded(smaller, ending))

    def forget(self):
        """Remove this photo's files, if it has any."""
        if self.name:
            for width in self.widths:
                for ending in pictures.FORMATS:
                    default_storage.delete(self.path(width, ending))

    @property
    def widths(self):
        return pictures.widths_for(self.width)

    def path(self, width, ending):
        return f"{self.name}-{width}.{ending}"

    def url(self, width=None, ending="jpg"):
        return default_storage.url(self.path(width or self.widths[-1], ending))

    def srcset(self, ending):
        """The value of a `srcset` attribute: every width in the format behind `ending`."""
        return ", ".join(f"{self.url(width, ending)} {width}w" for width in self.widths)

    @property
    def webp(self):
        return self.srcset("webp")

    @property
    def jpeg(self):
        return self.srcset("jpg")

    @property
    def thumbnail(self):
        return self.url(self.widths[0], "webp")


class Photo(Picture):
    article = models.ForeignKey("news.Article", models.CASCADE, related_name="photos")

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "图片"
