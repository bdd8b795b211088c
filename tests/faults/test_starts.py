"""A port belongs to one site, and a worker to its parent."""

import os
import signal
import sqlite3

import pytest

from tests.server import Site


@pytest.fixture
def site(tmp_path, migrated):
    site = Site(tmp_path / "site").prepare(migrated)
    yield site
    site.stop()


@pytest.fixture
def second(tmp_path, migrated, site):
    second = Site(tmp_path / "second").prepare(migrated)
    second.environment["PORT"], second.port = str(site.port), site.port
    yield second
    second.stop()


def test_a_second_site_on_the_port_is_refused_in_one_line(site, second):
    site.start()
    refused = second.manage("serve", check=False)
    assert refused.returncode == 1
    assert f"端口 {site.port} 已被占用" in refused.stderr and refused.stderr.count("\n") == 1
    assert site.get("/healthz").status == 200


def test_of_two_starts_at_once_one_serves(site, second):
    both = [site.launch(), second.launch()]
    site.wait_until(lambda: any(one.process.poll() is not None for one in both), 30)
    served = [one for one in both if one.process.poll() is None]
    assert len(served) == 1
    served[0].wait_until(served[0].answers, 30)


def test_make_serve_beside_a_running_site_migrates_nothing(site, second):
    site.start()
    (second.folder / "private" / "db.sqlite3").unlink()
    refused = second.shell("sh .ci/start")
    assert refused.returncode == 1 and "已被占用" in refused.stderr
    assert not (second.folder / "private" / "db.sqlite3").stat().st_size


def test_a_database_without_migrations_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    refused = Site(tmp_path / "empty").manage("serve", check=False)
    assert refused.returncode == 1 and "manage.py migrate" in refused.stderr


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO django_migrations (app, name, applied) VALUES ('comments', '0002_ladder', '2026-11-01')",
        "ALTER TABLE comments_comment ADD COLUMN mood TEXT",
        "DROP TABLE news_related",
    ],
    ids=["a migration of an earlier state", "another column", "a table that is missing"],
)
def test_a_database_of_another_version_is_left_untouched(site, statement):
    path = site.folder / "private" / "db.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute(statement)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    before = path.read_bytes()
    for command in ("migrate", "serve"):
        refused = site.manage(command, check=False)
        assert refused.returncode == 1 and "另一个版本" in refused.stderr and str(site.folder) in refused.stderr
    assert path.read_bytes() == before


def test_kill_9_of_the_parent_ends_the_worker(site):
    site.start()
    workers = site.workers()
    os.kill(site.process.pid, signal.SIGKILL)
    site.process.wait(10)
    site.wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in workers), 15)
    site.start()
    assert site.get("/healthz").status == 200


def test_a_worker_that_was_killed_is_replaced_behind_the_same_socket(site):
    site.start()
    before = site.workers()
    os.kill(before[0], signal.SIGKILL)
    site.wait_until(lambda: site.workers() and site.workers() != before, 15)
    assert site.get("/healthz").status == 200
