"""Measurements, as ratios and figures of one run on this machine: `make bench` (ARGS="streams 1000 5000")."""

import sys

from tests.bench import streams

BENCHES = {"streams": streams.main}


def main(arguments):
    name, *rest = arguments or ["streams"]
    if name not in BENCHES:
        sys.exit(f"没有 {name} 这个测量，只有：{'、'.join(BENCHES)}")
    BENCHES[name](*rest)


if __name__ == "__main__":
    main(sys.argv[1:])
