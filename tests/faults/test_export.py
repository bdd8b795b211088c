"""Leaving for real: in processes that are killed, and from SQLite to PostgreSQL and back."""

import json
import re
import signal
import subprocess
import sys

import pytest

from tests.cluster import postgres, sites_on
from tests.config.exporting.conftest import contents_of
from tests.server import ROOT, Site

SETTINGS = {"SITE_URL": "http://127.0.0.1:8000", "SECRET_KEY": "the-same-for-all"}
MAKE = """
import json
from tests.config.crawl_world import World
from tests.config.crawling import addresses, routes
world = World()
apart = ("admin/", "accounts/", "me/", "preview/")  # a draft's preview says the present time
public = [route for route in routes() if not route.startswith(apart)]
print(json.dumps([path for route in public for path in addresses(route, world.samples())]))
"""
# A guest's pages, without the number of the newest change, which an import raises, and the tokens of forms.
READ = """
import json, re
from django.test import Client
OWN = 'data-cursor="[0-9]+"|csrfmiddlewaretoken" value="[A-Za-z0-9]+"'
client = Client(headers={"host": "127.0.0.1:8000"})
found = {}
for path in json.loads(%r):
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    found[path] = [answer.status_code, re.sub(OWN, "", body.decode("utf-8", "replace"))]
print(json.dumps(found))
"""
SLOW = """
from news.rankings.models import Ranking
Ranking.objects.update(took_ms=10**7)
"""
SEARCHES = ["/search/?q=国家", "/search/?q=断桥", "/search/?q=糖桔", "/search/?q=里面&kind=comments"]


@pytest.fixture(scope="module")
def old(tmp_path_factory, migrated):
    """A site with one of everything; `paths`: its public addresses."""
    site = Site(tmp_path_factory.mktemp("old"), **SETTINGS).prepare(migrated)
    site.paths = [*json.loads(site.run(MAKE)), *SEARCHES]
    site.run(READ % json.dumps(site.paths))  # whoever reads first has the rankings built
    site.run(SLOW)  # so that they are not built again meanwhile
    yield site
    site.stop()


@pytest.fixture(scope="module")
def exported(old):
    folder = old.folder.parent / "exported"
    old.manage("export_site", str(folder), "--with-secrets")
    return folder


def pages(site, paths):
    return json.loads(site.run(READ % json.dumps(paths)))


def differences(one, other):
    """The lines of two answers (status, body) that are not in both."""
    lines = [{f"{status}", *body.splitlines()} for status, body in (one, other)]
    return sorted(lines[0] ^ lines[1])


def export_again(site, folder):
    site.manage("export_site", str(folder), "--with-secrets")
    return contents_of(folder)


def start(site, *command):
    command = [sys.executable, "manage.py", *command]
    return subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def kill_at(process, mark):
    """kill -9 as soon as it says a line with `mark`; whatever it says before is in transactions that are over."""
    for line in process.stderr:
        if mark in line.decode():
            process.send_signal(signal.SIGKILL)
            break
    process.wait(60)
    process.stderr.close()


def test_sqlite_becomes_postgresql_and_every_public_page_is_the_same(old, exported, tmp_path):
    before = pages(old, old.paths)
    with postgres() as database:
        new = sites_on(database, tmp_path, 1, **SETTINGS)[0]
        new.manage("import_site", str(exported))
        after = pages(new, old.paths)
        different = {path: differences(before[path], after[path]) for path in before if before[path] != after[path]}
        assert different == {} and len(before) > 60
        assert sum(status == 200 for status, _ in before.values()) > 30
        assert export_again(new, tmp_path / "again") == contents_of(exported)
        assert "没有改动" in new.manage("import_site", str(exported)).stdout
        back = Site(tmp_path / "back", **SETTINGS)
        back.folder.mkdir()
        back.manage("import_site", str(tmp_path / "again"))
        assert export_again(back, tmp_path / "thrice") == contents_of(exported)
        new.stop()


def test_an_import_that_is_killed_goes_on_and_serves_only_when_it_is_whole(exported, tmp_path, migrated):
    new = Site(tmp_path / "new", **SETTINGS).prepare(migrated)
    for table in ("news.channel", "comments.reader", "comments.ledgerentry"):
        kill_at(start(new, "import_site", str(exported)), f"写入 {table}.jsonl")
        refused = new.manage("serve", check=False)
        assert refused.returncode == 1 and "上一次导入没有完成" in refused.stderr
    new.manage("import_site", str(exported))
    assert export_again(new, tmp_path / "again") == contents_of(exported)
    new.stop()


def test_an_export_that_is_killed_goes_on(old, exported, tmp_path):
    folder = tmp_path / "parts"
    for table in ("news.article", "comments.comment"):
        kill_at(start(old, "export_site", str(folder), "--with-secrets"), f"写 {table}.jsonl")
        assert not (folder / "manifest.json").exists()
    assert export_again(old, folder) == contents_of(exported)
    assert not list(folder.glob(".database*"))
    assert "没有改动" in old.manage("export_site", str(folder), "--with-secrets").stderr


def test_a_refusal_is_one_sentence(exported, tmp_path, old, migrated):
    for site, *command in [
        (old, "import_site", str(exported)),
        (old, "import_site", str(tmp_path)),
        (old, "export_site", str(ROOT / "docs")),
        (old, "export_site", str(exported)),
    ]:
        answer = site.manage(*command, check=False)
        assert answer.returncode == 1 and "Traceback" not in answer.stderr, answer.stderr
        assert re.search("没有(导入|导出)成：.+。", answer.stderr)
