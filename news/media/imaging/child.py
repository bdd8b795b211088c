"""One picture, made in a process of its own: `python -m news.media.imaging.child PURPOSE MEGABYTES`.

Standard input is the picture, a seekable file. Standard output is a line of JSON, `{"size": [width, height], "files":
[[width, ending, bytes], …]}` or `{"refused": sentence}`, and then the files one after another.
"""

import json
import resource
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from PIL import Image

from news.media.imaging.headers import count_frames, read_header
from news.media.imaging.limits import (
    FRAMES_MAX,
    MB,
    PURPOSES,
    TOO_COMPLEX,
    TOO_LONG,
    TOO_MANY_FRAMES,
    UNKNOWN,
    NotAPicture,
    Purpose,
    check_header,
)
from news.media.imaging.render import draft, render_square, render_widths

OUTPUT_BYTES = 48 * MB


def limit_resources(megabytes: int, seconds: int) -> None:
    """Bound this process for good: private memory, processor time, what it writes; it is the first to be killed."""
    for name, amount in (
        ("RLIMIT_DATA", megabytes * MB),
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_FSIZE", OUTPUT_BYTES),
        ("RLIMIT_CORE", 0),
    ):
        with suppress(OSError, ValueError):  # a system that has no such limit, or already a lower one
            resource.setrlimit(getattr(resource, name), (amount, amount))
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")


def render(file: BinaryIO, purpose: Purpose) -> tuple[tuple[int, int], Iterator[Any]]:
    """((width, height), files) of the picture in `file`; NotAPicture if it is none or too large to decode."""
    header = read_header(file)
    check_header(header, purpose)
    if count_frames(file, header, FRAMES_MAX) > FRAMES_MAX:
        raise NotAPicture(TOO_MANY_FRAMES)
    picture = Image.open(file, formats=[header.kind])
    draft(picture, purpose.side)
    if picture.width * picture.height > purpose.decoded * 1_000_000:
        raise NotAPicture(TOO_LONG)
    picture.load()
    if purpose.side:
        return render_square(picture, purpose.side, header.depth)
    return render_widths(picture, header.depth)


def answer(file: BinaryIO, purpose: Purpose) -> list[bytes]:
    """What goes to standard output."""
    try:
        size, coming = render(file, purpose)
        files = list(coming)
    except NotAPicture as error:
        return [dump({"refused": str(error)})]
    except MemoryError:
        return [dump({"refused": TOO_COMPLEX})]
    except Exception:  # Pillow raises nearly anything on broken bytes
        return [dump({"refused": UNKNOWN})]
    index = [[one.width, one.ending, len(one.data)] for one in files]
    return [dump({"size": size, "files": index}), *(one.data for one in files)]


def dump(value: dict) -> bytes:
    return json.dumps(value).encode() + b"\n"


def main(purpose: str, megabytes: str) -> None:
    chosen = PURPOSES[purpose]
    limit_resources(int(megabytes), chosen.seconds)
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own bounds are lower, and by kind
    sys.stdout.buffer.writelines(answer(sys.stdin.buffer, chosen))


if __name__ == "__main__":
    main(*sys.argv[1:])
