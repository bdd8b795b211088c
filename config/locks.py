"""Who uses DATA_DIR/private: serving processes share it, a restore has it alone; a lock ends with its process."""

import fcntl
import os
from pathlib import Path

from config.private_files import give_to_owner


def share_folder(folder: Path) -> int | None:
    """Take part in using `folder`; return the open file that holds on to it, or None if a restore has it alone."""
    return lock_file(folder / "in-use.lock", fcntl.LOCK_SH)


def take_folder(folder: Path) -> int | None:
    """Have `folder` alone; None if somebody uses it."""
    return lock_file(folder / "in-use.lock", fcntl.LOCK_EX)


def lock_file(path: Path, kind: int) -> int | None:
    """Lock a file without waiting; children that inherit the returned descriptor keep the lock."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    give_to_owner(path, path.parent)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
