"""A real site under attack: what it holds in memory, and how long honest readers wait meanwhile."""

import time
from dataclasses import dataclass, field
from threading import Event, Thread

from tests.faults.test_uploads import Memory, memory_of

GOAL_MB, GOAL_SECONDS, GOAL_SHARE = 100, 1.0, 0.95
EVERY_SECONDS = 0.1


@dataclass
class Outcome:
    """What one attack did: requests by status, memory in MB (most, left behind), seconds of each honest request."""

    name: str
    statuses: dict = field(default_factory=dict)
    more: float = 0.0
    left: float = 0.0
    honest: list = field(default_factory=list)
    failed: int = 0

    @property
    def share(self) -> float:
        """How many of the honest requests were answered within a second."""
        return sum(seconds <= GOAL_SECONDS for seconds in self.honest) / max(1, len(self.honest))

    @property
    def errors(self) -> int:
        """Answers 5xx but a deliberate 503."""
        return sum(count for status, count in self.statuses.items() if status >= 500 and status != 503)

    def row(self) -> str:
        slowest = max(self.honest, default=0)
        return (
            f"| {self.name} | {sum(self.statuses.values())} | {self.errors} | {self.more:+.0f} / {self.left:+.0f} | "
            f"{self.share:.1%} | {slowest:.2f} |"
        )


class Honest(Thread):
    """Readers who do what readers do while the attack runs; each request is timed."""

    def __init__(self, site, visitor, outcome):
        super().__init__(daemon=True)
        self.site, self.visitor, self.outcome, self.ended = site, visitor, outcome, Event()

    def run(self):
        acts = [
            lambda: self.site.get("/"),
            lambda: self.site.get(f"/news/{self.site.article}/"),
            lambda: self.visitor.get(f"/news/{self.site.article}/"),
            lambda: self.site.get("/search/?q=%E6%96%AD%E6%A1%A5"),
            lambda: self.visitor.get("/me/"),
        ]
        number = 0
        while not self.ended.wait(EVERY_SECONDS):
            began = time.monotonic()
            try:
                ok = acts[number % len(acts)]().status == 200
            except OSError:
                ok = False
            self.outcome.honest.append(time.monotonic() - began if ok else float("inf"))
            self.outcome.failed += not ok
            number += 1

    def finish(self):
        self.ended.set()
        self.join(60)


def run_attack(site, visitor, name, attack) -> Outcome:
    """Run `attack(site, count)` beside honest readers; `count(status)` notes an answer."""
    outcome = Outcome(name)
    before, memory = memory_of(site.process.pid), Memory(site.process.pid)
    honest = Honest(site, visitor, outcome)
    memory.start()
    honest.start()

    def count(status):
        outcome.statuses[status] = outcome.statuses.get(status, 0) + 1

    try:
        attack(site, count)
    finally:
        honest.finish()
    outcome.more, outcome.left = memory.finish() - before, memory_of(site.process.pid) - before
    return outcome
