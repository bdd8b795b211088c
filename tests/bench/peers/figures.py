"""The figures of one run: what was measured of whom, in turns."""

from dataclasses import dataclass, field, replace

from tests.bench.peers.http_load import Sample, measure
from tests.bench.peers.processes import CLIENT_CORE, cpu_seconds, on_core


@dataclass
class Figure:
    """One row: who answered what, and the best Sample of all rounds."""

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

    def rate(self, who, what):
        """Answers a second of a row of reading; None if it was not measured."""
        found = [one.sample.rate for one in self.reading if (one.who, one.what) == (who, what)]
        return found[0] if found else None


def in_turns(loads, scene):
    """Figures of `loads` [(who, what, Load, pid or None)]: each measured in every round, the best rate counts."""
    best = {}
    for _ in range(scene.rounds):
        for place, (who, what, load, pid) in enumerate(loads):
            sample = measure_once(load, scene.seconds, pid)
            if place not in best or sample.rate > best[place].sample.rate:
                best[place] = Figure(who, what, sample)
    return [best[place] for place in range(len(loads))]


def measure_once(load, seconds, pid):
    """The Sample of a Load that goes on with its requests where it stopped."""
    again = replace(load, seconds=seconds, answered=0, refused=0, statuses={}, times=[])
    with on_core(CLIENT_CORE):
        return measure(again, (lambda: cpu_seconds(pid)) if pid else None)
