"""Arithmetic of votes, as functions without Django."""

from decimal import Decimal
from math import sqrt

Z = 1.2816  # the one-sided 90 % quantile of the normal distribution
LIFT_SURPLUS = 5
LIFT_BOUND = 0.6
LIFTED = 5
COLLAPSE_WEIGHT = 5


def wilson(flowers: float, eggs: float, z: float = Z) -> float:
    """Lower bound of the Wilson score interval for the share of flowers, in [0, 1); 0 without votes.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    total = flowers + eggs
    if flowers <= 0:
        return 0.0
    share = flowers / total
    spread = z * sqrt((share * (1 - share) + z * z / (4 * total)) / total)
    return max(0.0, (share + z * z / (2 * total) - spread) / (1 + z * z / total))


def dispute(flowers: float, eggs: float) -> float:
    """How much readers disagree: votes ^ (smaller side / larger side); 0 where one side is silent.

    The measure behind "controversial" on Reddit.
    """
    if flowers <= 0 or eggs <= 0:
        return 0.0
    disputed: float = (flowers + eggs) ** (min(flowers, eggs) / max(flowers, eggs))
    return disputed


def may_be_lifted(flowers: float, eggs: float) -> bool:
    """Whether weighted votes allow 热门评论 at all."""
    return flowers - eggs >= LIFT_SURPLUS and wilson(flowers, eggs) >= LIFT_BOUND


def must_collapse(violations: Decimal, flowers: Decimal) -> bool:
    """Whether the weight of violation eggs folds a comment up: 5 or more, and more than its flowers'."""
    return violations >= COLLAPSE_WEIGHT and violations > flowers
