"""What every contestant is filled with, and how long each thing is measured. QUICK=1 measures less of all."""

import os
from dataclasses import dataclass

CSRF = "c" * 32  # a secret of Django's, which cookie and form may both say as it is
CLIENTS = 8


@dataclass(frozen=True)
class Scene:
    """Sizes: stories, comments on the story that is read, accounts, comments that are voted on, streams, search.

    `rounds` of `seconds` for every figure, in turns over all that is compared; the best round counts.
    """

    quick: bool
    stories: int = 40
    comments: int = 30
    accounts: int = 200
    voted: int = 200
    streams: int = 5000
    posts: int = 10
    rounds: int = 6
    seconds: float = 2
    draws: int = 40


def scene():
    """The scene of this run, as the environment asks."""
    if os.environ.get("QUICK") == "1":
        return Scene(quick=True, accounts=100, voted=150, streams=500, posts=5, rounds=3, seconds=1, draws=15)
    return Scene(quick=False)
