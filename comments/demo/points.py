"""Who of the demo's readers may write which comment: what its votes will bring must fit into their points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.reputation.models import LASTING

if TYPE_CHECKING:
    from comments.demo.stories import StoryComment
    from comments.readers.models import Reader


GEM_FLOWERS = 3  # so many may weigh the 5 that a gem needs: a vote weighs 2 at most


class PointsBudget:
    """The points of each reader that are still to be explained by comments; the rest was brought in."""

    def __init__(self, readers: list[Reader]) -> None:
        # One point at least was brought in: the opening row of a ledger is none of 0.
        self.left = {reader.pk: reader.points - 1 for reader in readers}

    def able(self, people: list[Reader], said: StoryComment) -> list[Reader]:
        """Those of `people` whose points allow for all that the comment `said` can bring."""
        return [reader for reader in people if self.cost(said) <= self.left[reader.pk]]

    def spend(self, reader: Reader, said: StoryComment) -> None:
        self.left[reader.pk] -= self.cost(said)

    @staticmethod
    def cost(said: StoryComment) -> int:
        return said.flowers + (LASTING if said.flowers >= GEM_FLOWERS else 0)
