"""The child processes that make pictures: few at a time, few that wait for one, none beyond its time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Any, NamedTuple

from news.media.imaging.headers import read_header
from news.media.imaging.limits import (
    BUSY,
    MB,
    PURPOSES,
    TOO_COMPLEX,
    UNKNOWN,
    Busy,
    NotAPicture,
    Purpose,
    check_header,
    too_large,
)
from news.media.imaging.render import FORMATS, File

ROOT = Path(__file__).resolve().parents[3]
MODULE = "news.media.imaging.child"
WAITING_MAX = 2  # requests that wait for a child, each in a thread of the server
WAIT_SECONDS = 1.0  # that one request waits in all, for all of its pictures
WALL_TIMES = 3  # wall time of a child, in times of its processor time
LINE_MAX = 10_000


class Picture(NamedTuple):
    """A picture as it is kept: (width, height) of its largest size, and its files."""

    size: tuple[int, int]
    files: list[File]


class Patience:
    """How long one request may still wait, in seconds.

    As a context (`with Patience() as patience:`) it keeps its turn between its pictures, once it has one: where a
    picture takes longer than anybody waits, requests that took turns with each picture would all fail at their second.
    """

    def __init__(self, seconds: float = WAIT_SECONDS) -> None:
        self.left, self.keeps = seconds, False
        self.kept: BoundedSemaphore | None = None  # the pool's, while its turn is this request's

    def __enter__(self) -> Patience:
        self.keeps = True
        return self

    def __exit__(self, *error: object) -> None:
        self.keeps = False
        self.give_turn()

    def give_turn(self) -> None:
        """Give the turn back, if there is one, to whoever waits."""
        if self.kept:
            self.kept.release()
        self.kept = None


class Pool:
    """At most `children` processes of at most `megabytes` each (twice that for the admin)."""

    def __init__(self, children: int = 1, megabytes: int = 128, waiting: int = WAITING_MAX) -> None:
        self.free, self.lock = BoundedSemaphore(children), Lock()
        self.megabytes, self.places = megabytes, waiting

    def make(self, file: Any, purpose: str, patience: Patience | None = None) -> Picture:
        """Make the picture in `file` (as Django has uploads) for a `purpose` of `PURPOSES`.

        NotAPicture with a sentence if it is refused; Busy if there was no child within the `patience`.
        """
        check_upload(file, PURPOSES[purpose])
        with self.turn(patience or Patience()), TemporaryFile() as source, TemporaryFile() as out:
            for chunk in file.chunks():
                source.write(chunk)
            source.seek(0)
            self.run(purpose, source, out)
            out.seek(0)
            return read_answer(out)

    @contextmanager
    def turn(self, patience: Patience) -> Iterator[None]:
        if not patience.kept and not self.free.acquire(blocking=False):
            self.wait(patience)
        patience.kept = self.free
        try:
            yield
        finally:
            if not patience.keeps:
                patience.give_turn()

    def wait(self, patience: Patience) -> None:
        """Return once a child is free; Busy when too many wait, or the patience is over."""
        with self.lock:
            if self.places <= 0:
                raise Busy(BUSY)
            self.places -= 1
        began = monotonic()
        try:
            if not self.free.acquire(timeout=max(0, patience.left)):
                raise Busy(BUSY)
        finally:
            patience.left -= monotonic() - began
            with self.lock:
                self.places += 1

    def command(self, purpose: str) -> list[str]:
        return [sys.executable, "-m", MODULE, purpose, str(self.megabytes * PURPOSES[purpose].memory)]

    def run(self, purpose: str, source: Any, out: Any) -> None:
        """Run a child to its end; NotAPicture if it was killed, by us or by one of its limits."""
        # A new program, never a fork of the server with its threads; it gets no secret of the environment.
        child = subprocess.Popen(
            self.command(purpose),
            cwd=ROOT,
            env=child_environment(),
            stdin=source,
            stdout=out,
            stderr=subprocess.DEVNULL,
        )
        try:
            status = child.wait(PURPOSES[purpose].seconds * WALL_TIMES)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            child.kill()
            child.wait()
        if status != 0:
            raise NotAPicture(TOO_COMPLEX)


def check_upload(file: Any, purpose: Purpose) -> None:
    """NotAPicture if the size or the header alone says that this is none for us."""
    if file.size > purpose.max_mb * MB:
        raise NotAPicture(too_large(purpose))
    try:
        check_header(read_header(file), purpose)
    except NotAPicture:
        raise
    except ValueError as error:
        raise NotAPicture(UNKNOWN) from error


def child_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    return kept | {"MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def read_answer(out: Any) -> Picture:
    """The picture that a child wrote; nothing of it is believed unseen. NotAPicture: what it refused."""
    try:
        said = json.loads(out.readline(LINE_MAX))
        if "refused" in said:
            raise NotAPicture(str(said["refused"])[:200])
        width, height = map(int, said["size"])
        files = [File(int(wide), ending, out.read(int(size))) for wide, ending, size in said["files"]]
        if not files or any(one.ending not in FORMATS or not one.data for one in files):
            raise ValueError("files that were not asked for")
    except NotAPicture:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise NotAPicture(UNKNOWN) from error
    return Picture((width, height), files)
