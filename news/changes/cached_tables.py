"""What is read with every page, small tables above all: remembered in the process for a few seconds."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar

from django.db import models

SECONDS = 5


class CachedValue:
    """What `read` returns, remembered for SECONDS or until the site version moves."""

    made: ClassVar[list[CachedValue]] = []

    def __init__(self, read: Callable[[], Any]) -> None:
        self.read, self.round = read, 0
        self.memory: tuple[int, float, Any] = (-1, 0.0, None)  # in which round it was read, until when it holds, what
        self.made.append(self)

    def cached(self) -> Any:
        now = self.round
        known, until, value = self.memory
        if known != now or monotonic() >= until:
            value = self.read()
            # Read before somebody called `changed`, it holds for nobody else: it may be older than that change.
            self.memory = (now, monotonic() + SECONDS, value)
        return value

    def changed(self) -> None:
        """Forget what is remembered, and what is being read just now."""
        self.round += 1


class CachedTable(models.Model):
    """A table of a few rows. `read` says what is remembered of it."""

    class Meta:
        abstract = True

    objects: ClassVar[models.Manager[Any]]
    _memory: ClassVar[CachedValue]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls._memory = CachedValue(lambda: cls.read())

    @classmethod
    def read(cls) -> Any:
        return tuple(cls.objects.all())

    @classmethod
    def cached(cls) -> Any:
        return cls._memory.cached()

    @classmethod
    def changed(cls) -> None:
        """Forget what is remembered: a row was changed."""
        cls._memory.changed()


def clear_tables() -> None:
    """Everything is read anew by whoever asks next."""
    for value in CachedValue.made:
        value.changed()
