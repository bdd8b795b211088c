"""Measurements, as ratios and figures of one run on this machine: `make bench` (ARGS="streams 1000 5000").

With QUICK=1 and no ARGS only this site beside its peers, in less than five minutes.
"""

import os
import sys

from tests.bench import (
    chinese,
    desk,
    export,
    imports,
    moderation,
    pages,
    people,
    portal,
    reads,
    scripts,
    search,
    starts,
    storm,
    streams,
    writes,
)
from tests.bench.peers import comparison

BENCHES = {
    "streams": streams.main,
    "chinese": chinese.main,
    "desk": desk.main,
    "imports": imports.main,
    "export": export.main,
    "moderation": moderation.main,
    "pages": pages.main,
    "people": people.main,
    "portal": portal.main,
    "reads": reads.main,
    "scripts": scripts.main,
    "search": search.main,
    "starts": starts.main,
    "writes": writes.main,
    "storm": storm.main,
    "peers": comparison.main,
}


# One machine stands for many readers: the shares of one address and reader are not what is measured.
WITHOUT_LIMITS = {
    "LIMIT_FACTOR": "1000000",
    "STREAMS_PER_ADDRESS": "100000",
    "STREAM_JOINS_PER_ADDRESS": "100000",
    "WAITING_PER_ADDRESS": "1024",
}


def main(arguments):
    os.environ |= WITHOUT_LIMITS
    name, *rest = arguments or ["peers" if os.environ.get("QUICK") == "1" else "all"]
    if name != "all" and name not in BENCHES:
        sys.exit(f"没有 {name} 这个测量，只有：{'、'.join(BENCHES)}")
    for one in BENCHES if name == "all" else [name]:
        print(f"== {one}", flush=True)
        BENCHES[one](*rest)


if __name__ == "__main__":
    main(sys.argv[1:])
