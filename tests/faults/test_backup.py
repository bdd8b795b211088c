"""Backups of a running site, and what a restore makes of a crashed one."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cluster import postgres, sites_on
from tests.live.conftest import CAST, PASSWORD
from tests.server import ROOT, Site, Visitor
from tests.streaming import Listener

STATE = """
from django.db.models import Max
print(Comment.objects.count(), Article.objects.get(pk={article}).flowers, Reader.objects.count())
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory, migrated):
    """A site with people, an article and a picture, from which each test's own is copied."""
    site = Site(tmp_path_factory.mktemp("template")).prepare(migrated)
    site.article = int(site.run(CAST))
    (site.folder / "media" / "a").mkdir(parents=True)
    (site.folder / "media" / "a" / "one.jpg").write_bytes(b"picture" * 1000)
    return site


@pytest.fixture
def site(tmp_path, template):
    site = Site(tmp_path / "site").prepare(template.folder)
    site.article = template.article
    yield site
    site.stop()


def backup(site, *options):
    """The folder of a new backup."""
    said = site.manage("backup", str(site.folder.parent / "backups"), *options, check=False)
    assert said.returncode == 0, said.stderr
    return Path(re.search(r"已备份到 (\S+?)(?:，|\s)", said.stdout)[1])


def refused(site, *command):
    answer = site.manage(*command, check=False)
    assert answer.returncode == 1 and "Traceback" not in answer.stderr, answer.stderr
    return answer.stderr


class Poster:
    """A reader who posts until the server is gone."""

    def __init__(self, site):
        self.visitor, self.site, self.posted = Visitor(site, "糖桔", PASSWORD), site, 0
        self.thread = threading.Thread(target=self.post)
        self.thread.start()

    def post(self):
        try:
            while self.posted < 5000:
                answer = self.visitor.act(f"/news/{self.site.article}/comments/", text=f"第 {self.posted} 句")
                self.posted += answer.status == 200
        except OSError:
            pass
        except Exception as error:  # the server left in the middle of an answer
            assert type(error).__module__ == "http.client", error

    def wait_for(self, count):
        self.site.wait_until(lambda: self.posted >= count, 30)


def test_a_crashed_site_becomes_what_the_backup_was(site):
    site.start()
    poster = Poster(site)
    poster.wait_for(10)
    made = backup(site)
    counts = json.loads((made / "manifest.json").read_text())["counts"]
    poster.wait_for(poster.posted + 10)
    cursor = Listener(site, site.article, after="0").frame().cursor
    site.kill()
    poster.thread.join(30)
    assert (site.folder / "private" / "db.sqlite3-wal").stat().st_size > 0
    site.manage("restore", str(made))
    assert int(site.run("print(Comment.objects.count())")) == counts["comments_comment"]
    assert not (site.folder / "private" / "db.sqlite3.restoring").exists()
    site.start()
    assert Listener(site, site.article, last=cursor).frame().name == "resync"
    assert Visitor(site, "糖桔", PASSWORD).act(f"/news/{site.article}/comments/", text="又来了").status == 200
    assert int(site.run(f"print(Article.objects.get(pk={site.article}).cursor)")) > cursor + 1000
    assert "(0 differences)" in site.manage("recount").stdout


def test_a_restore_raises_the_site_version_beyond_any_that_was_given_out(site):
    made = backup(site)
    before = int(site.run("SiteVersion.bump(); print(SiteVersion.current())"))
    site.manage("restore", str(made))
    assert int(site.run("print(SiteVersion.current())")) > before


def test_pictures_and_the_secret_come_back_on_an_empty_machine(site, tmp_path):
    site.environment["SECRET_KEY"] = ""
    site.run("from django.conf import settings")
    made = backup(site)
    other = Site(tmp_path / "other", SECRET_KEY="")
    other.folder.mkdir()
    other.manage("restore", str(made))
    assert (other.folder / "media" / "a" / "one.jpg").read_bytes() == b"picture" * 1000
    assert other.run(STATE.format(article=site.article)) == site.run(STATE.format(article=site.article))
    secrets = list(other.folder.rglob("secret_key"))
    assert len(secrets) == 1 and secrets[0].stat().st_mode & 0o077 == 0
    assert secrets[0].read_text() == (made / "secret_key").read_text()


def test_a_site_with_data_keeps_its_secret(site):
    site.environment["SECRET_KEY"] = ""
    made = backup(site)
    (site.folder / "private" / "secret_key").write_text("another since then")
    site.manage("restore", str(made))
    assert (site.folder / "private" / "secret_key").read_text() == "another since then"


def test_what_is_restored_is_readable_by_nginx_and_the_database_by_nobody_else(site, tmp_path):
    made = backup(site)
    other = Site(tmp_path / "other")
    other.shell("umask 077; mkdir $DATA_DIR; chmod 755 $DATA_DIR; .venv/bin/python manage.py restore " + str(made))
    modes = {name: (other.folder / name).stat().st_mode & 0o777 for name in ("media/a", "media/a/one.jpg")}
    assert modes == {"media/a": 0o755, "media/a/one.jpg": 0o644}
    assert (other.folder / "private" / "db.sqlite3").stat().st_mode & 0o777 == 0o600
    assert (made.stat().st_mode | made.parent.stat().st_mode) & 0o077 == 0, "a backup holds session keys"


def test_postgresql_is_backed_up_and_restored(tmp_path):
    with postgres() as database:
        site = sites_on(database, tmp_path, 1, PATH=f"{database.server.bin_path}:{os.environ['PATH']}")[0]
        site.article = int(site.run(CAST))
        made, before = backup(site), site.run(STATE.format(article=site.article))
        site.run("make_reader('后来'); SiteVersion.bump(); Article.objects.update(cursor=77)")
        site.start()
        assert "正在使用" in refused(site, "restore", str(made))
        site.stop()
        site.manage("restore", str(made))
        assert site.run(STATE.format(article=site.article)) == before
        assert int(site.run(f"print(Article.objects.get(pk={site.article}).cursor)")) > 1_000_000
        site.start()
        assert Visitor(site, "糖桔", PASSWORD).act(f"/news/{site.article}/comments/", text="又来了").status == 200
        site.stop()
        assert "(0 differences)" in site.manage("recount").stdout


def test_a_site_that_serves_is_not_restored(site):
    made = backup(site)
    site.start()
    assert "正在使用" in refused(site, "restore", str(made))
    site.stop()
    site.manage("restore", str(made))


def test_a_database_that_somebody_has_open_is_not_replaced(site):
    made = backup(site)
    code = "from news.models import Channel; Channel.objects.count(); print('open', flush=True); input()"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=site.environment, **pipes) as other:
        assert other.stdout.readline() == "open\n"
        assert "还有别的程序开着" in refused(site, "restore", str(made))
        other.communicate("\n", timeout=20)


def test_a_backup_of_a_newer_version_is_refused(site):
    made = backup(site)
    manifest = json.loads((made / "manifest.json").read_text())
    manifest["migrations"].append(["comments", "9999_from_tomorrow"])
    (made / "manifest.json").write_text(json.dumps(manifest))
    assert "较新的版本" in refused(site, "restore", str(made))


@pytest.mark.parametrize("harm", ["database", "picture", "manifest", "count"])
def test_a_damaged_backup_is_refused(site, harm):
    made = backup(site)
    before = site.run(STATE.format(article=site.article))
    if harm == "database":
        with (made / "db.sqlite3").open("r+b") as file:
            file.seek(20_000)
            file.write(b"\xff" * 5000)
    elif harm == "picture":
        (made / "media" / "a" / "one.jpg").unlink()
    elif harm == "manifest":
        (made / "manifest.json").write_text("{")
    else:
        text = (made / "manifest.json").read_text()
        (made / "manifest.json").write_text(re.sub(r'("comments_reader": )\d+', r"\g<1>99", text))
    assert refused(site, "restore", str(made))
    assert site.run(STATE.format(article=site.article)) == before


def test_old_backups_go_and_pictures_are_kept_once(site):
    made = [backup(site, "--keep", "2") for _ in range(3)]
    left = sorted(path.name for path in made[0].parent.iterdir() if not path.name.startswith("."))
    assert left == [path.name for path in made[1:]]
    pictures = [path / "media" / "a" / "one.jpg" for path in made[1:]]
    assert pictures[0].stat().st_ino == pictures[1].stat().st_ino


def test_an_older_backup_is_brought_to_this_version(site):
    site.manage("migrate", "mfa", "zero", "--verbosity", "0")
    made = backup(site)
    site.manage("migrate", "--verbosity", "0")
    site.manage("restore", str(made))
    assert site.manage("migrate", "--check", check=False).returncode == 0


def test_a_restore_that_is_killed_leaves_the_old_data_or_the_new(site):
    made = backup(site)
    site.run("for n in range(5): make_reader(f'后来{n}')")
    after = int(site.run("print(Reader.objects.count())"))
    before = json.loads((made / "manifest.json").read_text())["counts"]["comments_reader"]
    copy = site.folder / "private" / "db.sqlite3.restoring"
    for mark in (copy, site.folder / "private" / "db.sqlite3.before-restore"):
        command = [sys.executable, "manage.py", "restore", str(made)]
        process = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.DEVNULL)
        site.wait_until(lambda mark=mark, process=process: mark.exists() or process.poll() is not None, 30)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        assert int(site.run("print(Reader.objects.count())")) in (before, after)
    site.manage("restore", str(made))
    assert int(site.run("print(Reader.objects.count())")) == before and not copy.exists()


def test_a_backup_that_is_killed_leaves_none(site):
    folder = site.folder.parent / "backups"
    command = [sys.executable, "manage.py", "backup", str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.DEVNULL)
    site.wait_until(lambda: list(folder.glob(".huadan-*")) or process.poll() is not None, 30)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    shutil.rmtree(folder / "none", ignore_errors=True)
    complete = [path for path in folder.iterdir() if not path.name.startswith(".")]
    assert all((path / "manifest.json").exists() for path in complete)
    backup(site)
    assert not list(folder.glob(".huadan-*"))
