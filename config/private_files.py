"""The closed folder of DATA_DIR: the database and the secret, which nobody but the site's own user may read.

What nginx serves (`media/`, `static/`) lies beside it, readable by everybody. Functions without Django.
"""

import fcntl
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

FOLDER = "private"
DATABASE = "db.sqlite3"
SECRET = "secret_key"  # noqa: S105  (a file's name)
COMPANIONS = ("", "-wal", "-shm", "-journal")  # SQLite's files beside a database
IN_USE = "数据库 {old} 正由另一个进程使用，不能移到 {new}：请先停止网站（以及 manage.py work 等命令），再重新启动。"
TWO = "{old} 和 {new} 同时存在，无法判断哪个是网站的数据库：请把不用的那个（连同 -wal、-shm）移到别处，再重新启动。"


def data_folder(path: Path) -> Path:
    """Return DATA_DIR, made if need be; nginx, another user, must be able to pass through it whatever the umask is."""
    if not path.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o755)
    return path


def private_folder(data: Path, with_database: bool) -> Path:
    """Return DATA_DIR/private, closed to others, with what an older layout has at the top of DATA_DIR moved into it.

    `with_database`: the SQLite file too, unless DATABASE_URL says where that is; sys.exit with a sentence where it
    would not be safe. It goes first: an older release that still runs would make a new secret at its next start.
    """
    folder = data / FOLDER
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        give_to_owner(folder, data)
    close_to_others(folder, 0o700)
    with one_at_a_time(folder):
        if with_database:
            move_database(data / DATABASE, folder / DATABASE)
        if (data / SECRET).exists() and not (folder / SECRET).exists():
            (data / SECRET).rename(folder / SECRET)
    return folder


def private_database(data: Path) -> Path:
    """Return the path of the SQLite file, made with mode 0600: SQLite gives its -wal and -shm the mode of the file."""
    folder = private_folder(data, with_database=True)
    path = folder / DATABASE
    with one_at_a_time(folder):
        if not path.exists():
            path.touch(mode=0o600)
            give_to_owner(path, folder)
    for ending in COMPANIONS:
        close_to_others(path.with_name(path.name + ending), 0o600)
    return path


def move_database(old: Path, new: Path) -> None:
    """Move the database `old` to `new`, if there is one; whole, because it is a single file by then."""
    if not old.exists():
        return
    if new.exists() and new.stat().st_size:
        sys.exit(TWO.format(old=old, new=new))
    try:
        fold_log(old)
    except sqlite3.OperationalError:
        sys.exit(IN_USE.format(old=old, new=new))
    old.rename(new)


def fold_log(path: Path) -> None:
    """Write the -wal of a database into it and remove it; OperationalError while anybody else has it open.

    Every open connection in WAL mode holds a shared lock, and leaving WAL mode needs the exclusive one.
    """
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database:
        if database.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",):
            raise sqlite3.OperationalError("the journal is still in use")


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: of processes that start together, one moves and the others find it done."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def close_to_others(path: Path, mode: int) -> None:
    """Set the mode of a file or folder, if it is there and ours."""
    try:
        if path.stat().st_mode & 0o777 != mode:
            path.chmod(mode)
    except (FileNotFoundError, PermissionError):
        pass  # gone meanwhile (-wal, -shm), or another user's: whoever owns it closes it


def give_to_owner(path: Path, like: Path) -> None:
    """What root makes belongs to the site's user, or a command run once as root would lock the site out."""
    if os.geteuid() == 0:
        os.chown(path, like.stat().st_uid, like.stat().st_gid)
