"""版块版主: who moderates which section."""

from django.conf import settings
from django.db import models


class SectionModerator(models.Model):
    """A moderator of this section. One with no section at all moderates every section."""

    board = models.ForeignKey(
        "news.Channel", models.CASCADE, verbose_name="版块", related_name="+", limit_choices_to={"kind": "board"}
    )
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="版主", related_name="boards")

    class Meta:
        verbose_name = verbose_name_plural = "版块版主"
        constraints = [models.UniqueConstraint(fields=["board", "reader"], name="board_moderator_once")]

    def __str__(self) -> str:
        return f"{self.board}：{self.reader}"
