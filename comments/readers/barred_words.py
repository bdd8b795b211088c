"""Words that no name and no title may contain, in 简 or 繁."""

from typing import Any

from django.db import models

from comments.readers.names import find_resembling


class BarredWord(models.Model):
    word = models.CharField("词", max_length=20, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "用户名与头衔的禁用词"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    @classmethod
    def within(cls, text: str) -> Any:
        """The first listed word that `text` contains or looks like containing, or None."""
        return find_resembling(text, cls.objects.values_list("word", flat=True))
