"""Small tables that are read with every page, remembered in the process for a few seconds."""

from time import monotonic
from typing import Any, ClassVar

from django.db import models

SECONDS = 5


class CachedTable(models.Model):
    """A table of a few rows. `read` says what is remembered of it."""

    class Meta:
        abstract = True

    objects: ClassVar[models.Manager[Any]]
    _memory: tuple[float, Any] = (0.0, None)  # until when, what

    @classmethod
    def read(cls) -> Any:
        return tuple(cls.objects.all())

    @classmethod
    def cached(cls) -> Any:
        until, rows = cls._memory
        if monotonic() >= until:
            rows = cls.read()
            cls._memory = (monotonic() + SECONDS, rows)
        return rows

    @classmethod
    def changed(cls) -> None:
        """Forget what is remembered: a row was changed."""
        cls._memory = (0.0, None)


def clear_tables() -> None:
    """Every table is read anew by whoever asks next."""
    for table in CachedTable.__subclasses__():
        table.changed()
