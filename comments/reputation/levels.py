"""Arithmetic of the ladder: which level a reader's points make, as functions without Django."""

from __future__ import annotations

from collections.abc import Iterable

LOSS = 0.9  # a level is lost only 10 % below its threshold


def level_after(level: int, points: int, thresholds: dict[int, int]) -> int:
    """Return the level of a reader who stood at `level` and now has `points`.

    `thresholds` maps each level to the points it asks for. Up at the threshold, down only below 90 % of it.
    """
    reached = max((step for step, asked in thresholds.items() if points >= asked), default=min(thresholds))
    if reached >= level:
        return reached
    kept = [step for step, asked in thresholds.items() if reached < step <= level and points >= asked * LOSS]
    return max(kept, default=reached)


def replay(amounts: Iterable[int], thresholds: dict[int, int]) -> tuple[int, int]:
    """Return (points, level) after ledger rows of these amounts, in order, from nothing."""
    points, level = 0, min(thresholds)
    for amount in amounts:
        points += amount
        level = level_after(level, points, thresholds)
    return points, level
