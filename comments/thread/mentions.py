"""@-mentions: find the readers who are named in a comment, and keep them as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from comments.readers.models import Reader
from comments.readers.names import ALLOWED, LONGEST, SHORTEST, skeleton
from comments.thread.text import candidates_after_at

if TYPE_CHECKING:
    from comments.thread.models import Comment


class Mention(models.Model):
    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="mentions")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    typed = models.CharField(max_length=24)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "typed"], name="one_mention_per_name")]

    def __str__(self) -> str:
        return f"@{self.typed}"

    @classmethod
    def find(cls, comment: Comment, is_new: bool = False) -> None:
        """Note who is meant by each @ of a comment: the longest name that its text goes on with."""
        if not is_new:
            cls.objects.filter(comment=comment).delete()
        for tail in set(candidates_after_at(comment.text, ALLOWED, LONGEST)):
            if found := cls.find_reader_in(tail):
                typed, reader = found
                cls.objects.get_or_create(comment=comment, typed=typed, defaults={"reader": reader})

    @staticmethod
    def find_reader_in(tail: str) -> tuple[str, Reader] | None:
        """(what was typed of a name, its reader) for the text behind an @, or None if it begins with no name."""
        heads: dict[Any, Any] = {}
        for size in range(SHORTEST, len(tail) + 1):  # of heads that differ by a separator at the end, the shortest
            heads.setdefault(skeleton(tail[:size]), tail[:size])
        spelled = {tail[:size] for size in range(SHORTEST, len(tail) + 1)}
        named = Reader.objects.filter(Q(skeleton__in=heads) | Q(name__in=spelled), erased_at=None)
        typed = [
            (reader.name if reader.name in spelled else heads.get(reader.skeleton, ""), reader) for reader in named
        ]
        # The longest; among two that look alike, the one that is spelled so.
        return max(typed, key=lambda one: (len(one[0]), one[1].name == one[0]), default=None)
