"""版块版主: who moderates which section."""

from typing import Any

from django.conf import settings
from django.db import models

SECTION_GROUP = "版块版主"


class SectionModerator(models.Model):
    """A moderator of this section; of no other, if they are in the group 版块版主 alone."""

    board = models.ForeignKey(
        "news.Channel", models.CASCADE, verbose_name="版块", related_name="+", limit_choices_to={"kind": "board"}
    )
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="版主", related_name="boards")

    class Meta:
        verbose_name = verbose_name_plural = "版块版主"
        constraints = [models.UniqueConstraint(fields=["board", "reader"], name="board_moderator_once")]

    def __str__(self) -> str:
        return f"{self.board}：{self.reader}"


def is_limited(moderator: Any) -> bool:
    """Whether this person moderates their sections alone: a 版块版主 who is in no other group of moderators."""
    if moderator.is_superuser:
        return False
    groups = set(moderator.groups.values_list("name", flat=True))
    return SECTION_GROUP in groups and not groups & {"版主", "首席版主"}
