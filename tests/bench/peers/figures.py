"""The figures of one run: what was measured of whom, in turns."""

from dataclasses import dataclass, field, replace

from tests.bench.peers.http_load import Sample, measure
from tests.bench.peers.processes import CLIENT_CORE, cpu_seconds, on_core


@dataclass
class Figure:
    """One row: who answered what, and the Sample of all rounds."""

    who: str
    what: str
    sample: Sample


@dataclass
class StreamFigure:
    """Streams of one server: how many, kB each, seconds to the last of them in each round, how many missed one."""

    who: str
    size: int
    kilobytes: float
    seconds: list
    missed: int


@dataclass
class Run:
    """All that one run has found; `missing`: {what could not be measured: why}."""

    quick: bool
    machine: dict = field(default_factory=dict)
    versions: dict = field(default_factory=dict)
    reading: list = field(default_factory=list)
    posting: list = field(default_factory=list)
    voting: list = field(default_factory=list)
    streams: list = field(default_factory=list)
    draws: dict = field(default_factory=dict)  # {(who, page): CPU milliseconds}
    missing: dict = field(default_factory=dict)
    comments_on_page: int = 0
    accounts: int = 0
    rounds: int = 0
    seconds: float = 0

    def sample(self, who, what):
        """The Sample of a row of reading."""
        return next(one.sample for one in self.reading if (one.who, one.what) == (who, what))


def in_turns(loads, scene):
    """Figures of `loads` [(who, what, Load, pid or None)]: each measured in every round, in turns."""
    samples = [[] for _ in loads]
    for _ in range(scene.rounds):
        for found, (_, _, load, pid) in zip(samples, loads, strict=True):
            found.append(measure_once(load, scene.seconds, pid))
    return [Figure(who, what, merge(found)) for found, (who, what, _, _) in zip(samples, loads, strict=True)]


def merge(samples):
    """One Sample of all rounds: the one with the best rate, but the least CPU of any and all that was refused."""
    best = max(samples, key=lambda one: one.rate)
    least = min(one.server_ms for one in samples)
    return replace(best, server_ms=least, refused=sum(one.refused for one in samples))


def measure_once(load, seconds, pid):
    """The Sample of a Load that goes on with its requests where it stopped."""
    again = replace(load, seconds=seconds, answered=0, refused=0, statuses={}, times=[])
    with on_core(CLIENT_CORE):
        return measure(again, (lambda: cpu_seconds(pid)) if pid else None)
