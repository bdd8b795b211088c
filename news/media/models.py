"""Pictures and videos of articles; their files go after the commit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils import timezone

from news import hooks
from news.media import pictures
from news.media.pictures import random_name

if TYPE_CHECKING:
    from news.media.pictures import StoredPicture


VIDEOS = "videos"


def video_path(_video: Video, filename: str) -> str:
    return random_name(VIDEOS, filename.rsplit(".", 1)[-1].lower())


class Video(models.Model):
    article = models.ForeignKey("news.Article", models.CASCADE, related_name="videos")
    file = models.FileField(
        "视频", upload_to=video_path, db_index=True, validators=[FileExtensionValidator(["mp4", "webm"])]
    )
    caption = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "视频"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.caption or self.file.name or ""


class Picture(models.Model):
    """A picture in all its widths and formats, whatever it belongs to."""

    caption = models.CharField("图片说明", max_length=300, blank=True)
    name = models.CharField(max_length=100, editable=False, db_index=True)
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
    is_cover = models.BooleanField("封面", default=False)

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "图片"

    def delete_files_on_commit(self) -> None:
        if self.name:
            hooks.call("photo_removed", pictures.StoredPicture(self.name, (self.width, self.height)))
        super().delete_files_on_commit()


class DeskPicture(Picture):
    """A picture that an editor has uploaded for a story that is not saved yet; it belongs to whoever uploaded it.

    The saved story's photo takes over its files. One that no story took goes after `KEPT`.
    """

    KEPT = timedelta(days=7)
    MOST = 300  # of one editor

    uploader = models.BigIntegerField()  # the pk of a user; `news` knows no users
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "待用图片"
        indexes = [models.Index(fields=["uploader"], name="desk_pictures_of")]

    @classmethod
    def keep(cls, picture: StoredPicture, uploader: int) -> DeskPicture:
        """Keep a stored picture for the editor `uploader` (a pk); NotAPicture if too many wait already."""
        if cls.objects.filter(uploader=uploader).count() >= cls.MOST:
            picture.delete_files()
            raise pictures.NotAPicture(f"还没有用上的图片最多 {cls.MOST} 张，请先保存用到它们的新闻。")
        width, height = picture.size
        return cls.objects.create(name=picture.name, width=width, height=height, uploader=uploader)

    @classmethod
    def prune(cls, now: datetime) -> None:
        """Delete, with their files, some of those that no story took in time."""
        for row in cls.objects.filter(made_at__lt=now - cls.KEPT)[:100]:
            row.delete()
