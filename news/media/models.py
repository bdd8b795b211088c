"""Pictures and videos of articles; their files go after the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.core.validators import FileExtensionValidator
from django.db import models

from news.media import pictures
from news.media.pictures import random_name

if TYPE_CHECKING:
    from news.media.pictures import StoredPicture


VIDEOS = "videos"


def video_path(_video: Video, filename: str) -> str:
    return random_name(VIDEOS, filename.rsplit(".", 1)[-1].lower())


class Video(models.Model):
    article = models.ForeignKey("news.Article", models.CASCADE, related_name="videos")
    file = models.FileField("视频", upload_to=video_path, validators=[FileExtensionValidator(["mp4", "webm"])])
    caption = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "视频"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.caption or self.file.name or ""


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

    def __str__(self) -> str:
        return self.caption or f"图 {self.pk}"

    def take(self, picture: StoredPicture) -> None:
        """Let this be the photo of a `news.media.pictures.StoredPicture`; does not save the row.

        Files that it had before go when the present transaction, which saves the row, is committed.
        """
        self.delete_files_on_commit()
        self.name, (self.width, self.height) = picture.name, picture.size

    def delete_files_on_commit(self) -> None:
        """Delete this photo's files after the commit, if no row names them then: a story shares those of its 投稿."""
        if self.name:
            stored = pictures.StoredPicture(self.name, (self.width, self.height))
            pictures.delete_files_on_commit(stored.paths, lambda: is_named(stored.name))

    @property
    def widths(self) -> list[int]:
        return pictures.widths_for(self.width)

    def path(self, width: int, ending: str) -> str:
        return pictures.path_of(self.name, width, ending)

    def url(self, width: int | None = None, ending: str = "jpg") -> str:
        return default_storage.url(self.path(width or self.widths[-1], ending))

    def srcset(self, ending: str) -> str:
        """The value of a `srcset` attribute: every width in the format behind `ending`."""
        return ", ".join(f"{self.url(width, ending)} {width}w" for width in self.widths)

    @property
    def webp(self) -> str:
        return self.srcset("webp")

    @property
    def jpeg(self) -> str:
        return self.srcset("jpg")

    @property
    def thumbnail(self) -> str:
        return self.url(self.widths[0], "webp")


def is_named(name: str) -> bool:
    """Whether a row of any kind of picture names these files."""
    return any(model._base_manager.filter(name=name).exists() for model in Picture.__subclasses__())


def discard_unnamed(stored: StoredPicture) -> None:
    """Delete the files of a `StoredPicture` that no row came to name. Called outside the transaction."""
    if not is_named(stored.name):
        stored.delete_files()


class Photo(Picture):
    article = models.ForeignKey("news.Article", models.CASCADE, related_name="photos")

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "图片"
