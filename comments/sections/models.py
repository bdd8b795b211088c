"""版块版主: who moderates which section, and which rows are theirs to act on."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

SECTION_GROUP = "版块版主"
UNLIMITED_GROUPS = {"版主", "首席版主"}
Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


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
    return SECTION_GROUP in groups and not groups & UNLIMITED_GROUPS


def sections_of(moderator: Any) -> list[Any] | None:
    """The channels in which this person may act, none perhaps; None for who may act on the whole site."""
    if not is_limited(moderator):
        return None
    return [row.board for row in moderator.boards.select_related("board").order_by("board")]


def in_sections_of(moderator: Any, rows: Rows, *channels: str) -> Rows:
    """Those of `rows` that this moderator may act on: all, or, of a 版块版主, those of their sections.

    `channels`: the lookups that lead from a row to the channels that it is about; one of theirs is enough.
    """
    if not is_limited(moderator):
        return rows
    theirs = SectionModerator.objects.filter(reader=moderator).values("board")
    found = rows.model._default_manager.filter(reduce(or_, (Q(**{f"{path}__in": theirs}) for path in channels)))
    return rows.filter(pk__in=found.order_by().values("pk"))  # a join may name a row twice
