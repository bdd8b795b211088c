"""DATA_DIR/private: the database and the secret, closed to others; an older layout is moved there or left alone."""

import os
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from config.private_files import data_folder, private_database, private_folder
from config.secret import load_or_create_secret
from tests.server import ROOT

SETTINGS = "from config import settings; print(settings.DATABASES['default']['NAME'], settings.SECRET_KEY)"


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def start_writing(path):
    """An open connection in WAL mode with one committed row that is still in the -wal alone."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE word (text)")
    database.execute("INSERT INTO word VALUES ('旧库里的话')")
    return database


def words(path):
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT text FROM word").fetchall()


def crashed_database(path):
    """A database as kill -9 leaves it: its newest rows in the -wal."""
    code = f"from tests.config.test_private_files import *; start_writing({str(path)!r}); os._exit(9)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert path.with_name("db.sqlite3-wal").stat().st_size


def load_settings(folder, umask=0o022):
    """Load the settings in a process of their own, as each command of manage.py does."""
    environment = os.environ | {"DATA_DIR": str(folder), "SECRET_KEY": "", "DATABASE_URL": ""}
    command = [sys.executable, "-c", SETTINGS]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, umask=umask)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_folder_is_closed_whatever_the_umask_is(tmp_path, umask):
    assert load_settings(tmp_path / "data", umask).returncode == 0
    private = tmp_path / "data" / "private"
    assert (mode(tmp_path / "data"), mode(private)) == (0o755, 0o700)
    assert {path.name: mode(path) for path in private.iterdir()} == {"db.sqlite3": 0o600, "secret_key": 0o600}


def test_the_log_beside_the_database_is_closed_too(tmp_path):
    path = private_database(data_folder(tmp_path / "data"))
    with closing(start_writing(path)):
        assert [mode(path.with_name(f"db.sqlite3{ending}")) for ending in ("", "-wal", "-shm")] == [0o600] * 3


def test_open_modes_are_put_right_at_the_next_start(tmp_path):
    path = private_database(tmp_path)
    path.chmod(0o644), path.parent.chmod(0o755)
    private_database(tmp_path)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_an_older_database_is_moved_with_what_its_log_holds(tmp_path):
    crashed_database(tmp_path / "db.sqlite3")
    path = private_database(tmp_path)
    assert words(path) == [("旧库里的话",)] and mode(path) == 0o600
    assert not list(tmp_path.glob("db.sqlite3*"))


def test_an_older_secret_is_moved_and_stays_the_same(tmp_path):
    secret = load_or_create_secret(tmp_path / "secret_key")
    assert load_or_create_secret(private_folder(tmp_path, with_database=False) / "secret_key") == secret
    assert not (tmp_path / "secret_key").exists()


def test_a_database_in_use_is_left_where_it_is_in_a_plain_sentence(tmp_path):
    secret = load_or_create_secret(tmp_path / "secret_key")
    with closing(start_writing(tmp_path / "db.sqlite3")):
        refused = load_settings(tmp_path)
    assert load_or_create_secret(tmp_path / "secret_key") == secret, "an older release would make another"
    assert refused.returncode == 1 and "请先停止网站" in refused.stderr and "Traceback" not in refused.stderr
    assert words(tmp_path / "db.sqlite3") == [("旧库里的话",)]
    assert not (tmp_path / "private" / "db.sqlite3").exists()
    assert load_settings(tmp_path).returncode == 0
    assert words(tmp_path / "private" / "db.sqlite3") == [("旧库里的话",)]


def test_a_database_that_the_environment_names_stays_where_it_is(tmp_path):
    start_writing(tmp_path / "db.sqlite3").close()
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}
    subprocess.run([sys.executable, "-c", SETTINGS], cwd=ROOT, env=environment, check=True, capture_output=True)
    assert words(tmp_path / "db.sqlite3") == [("旧库里的话",)]


def test_of_two_databases_none_is_chosen(tmp_path):
    start_writing(private_database(tmp_path)).close()
    start_writing(tmp_path / "db.sqlite3").close()
    refused = load_settings(tmp_path)
    assert refused.returncode == 1 and "同时存在" in refused.stderr and "Traceback" not in refused.stderr


def test_processes_that_start_together_agree(tmp_path):
    crashed_database(tmp_path / "db.sqlite3")
    with ThreadPoolExecutor(6) as pool:
        said = [found.stdout for found in pool.map(load_settings, [tmp_path] * 6)]
    assert said[0].startswith(str(tmp_path / "private" / "db.sqlite3")) and len(set(said)) == 1
    assert words(tmp_path / "private" / "db.sqlite3") == [("旧库里的话",)]


@pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 能替别人建文件")
def test_what_root_makes_belongs_to_the_sites_user(tmp_path):
    os.chown(tmp_path, 33, 33)
    path = private_database(tmp_path)
    secret = path.with_name("secret_key")
    load_or_create_secret(secret)
    assert {(one.stat().st_uid, one.stat().st_gid) for one in (path.parent, path, secret)} == {(33, 33)}
