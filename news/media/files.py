"""Files follow their rows: whatever way a row goes (admin, cascade, queryset), its files go after the commit."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete

from news.media.models import Picture
from news.media.pictures import PHOTOS, delete_files_on_commit, sweep_folder


def follow_rows(*fields: models.FileField) -> None:
    """Let the files of these columns, and of every kind of picture, be deleted with their rows.

    Through `post_delete`, the only thing that Django calls for a cascade too. Called once, when all models are there.
    """
    for model in Picture.__subclasses__():
        post_delete.connect(delete_picture_files, sender=model, dispatch_uid=f"files:{model.__name__}")
    for field in fields:
        follow_file(field)


def follow_file(field: models.FileField) -> None:
    def delete_file(instance: Any, **_: Any) -> None:
        delete_replaced(field, getattr(instance, field.name).name)

    post_delete.connect(delete_file, sender=field.model, weak=False, dispatch_uid=f"file:{field}")


def delete_picture_files(instance: Picture, **_: Any) -> None:
    instance.delete_files_on_commit()


def delete_replaced(field: models.FileField, name: str | None) -> None:
    """Delete the file that was called `name` in the column `field`, after the commit, if no row names it then."""
    rows = field.model._base_manager.filter(**{field.name: name})
    if name:
        delete_files_on_commit([name], rows.exists)


def sweep_files(field: models.FileField, folder: str) -> None:
    """Delete old files of `folder` that no row names in the column `field`: what a killed process left behind."""
    rows = field.model._base_manager.exclude(**{field.name: ""})
    named = set(rows.values_list(field.name, flat=True))
    sweep_folder(folder, named.__contains__)


def sweep_pictures() -> None:
    """The same for pictures in all their sizes."""
    named = {name for model in Picture.__subclasses__() for name in model._base_manager.values_list("name", flat=True)}
    sweep_folder(PHOTOS, lambda path: path.rpartition("-")[0] in named)
