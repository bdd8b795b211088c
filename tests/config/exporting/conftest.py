"""A site that is exported, and an empty one in its place to take the export in: with real transactions."""

import json
from hashlib import sha256

import pytest
from django.core.management import call_command

from comments.models import Rank
from config.exporting.contents import Table
from config.exporting.lines import write_line
from config.exporting.manifest import NAME, Manifest
from config.exporting.reading import import_export
from config.exporting.writing import export
from news.changes.cached_tables import clear_tables
from tests.conftest import empty_search_index


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.PRIVATE_DIR, settings.MEDIA_ROOT = tmp_path / "private", tmp_path / "media"
    settings.PRIVATE_DIR.mkdir()


def quiet(sentence):
    """Where sentences of progress go that nobody reads."""


def make_empty(settings, folder):
    """Let the database be that of a new site, with rows of its own that an export replaces; no file is in its media."""
    empty_search_index()
    call_command("flush", interactive=False, verbosity=0)
    clear_tables()
    Rank.objects.create(level=1, points=0, label="别的品衔", vote_weight=1)
    settings.MEDIA_ROOT = folder
    (settings.PRIVATE_DIR / "import.json").unlink(missing_ok=True)


def take_in(folder, say=quiet):
    return import_export(folder, Manifest.read(folder), say)


def write_export(folder, with_secrets=True, say=quiet):
    export(folder, with_secrets, say)
    return folder


def lines_of(folder, label):
    return [json.loads(line) for line in (folder / "data" / Table(label).name).read_bytes().splitlines()]


def rewrite(folder, label, change):
    """Let `change` alter the rows of one file, as somebody would who then also makes its checksum right."""
    rows = lines_of(folder, label)
    change(rows)
    text = b"".join(map(write_line, rows))
    (folder / "data" / Table(label).name).write_bytes(text)
    manifest = json.loads((folder / NAME).read_text())
    manifest["tables"][label] |= {"sha256": sha256(text).hexdigest(), "rows": len(rows)}
    (folder / NAME).write_text(json.dumps(manifest))


def contents_of(folder):
    """All rows of an export by label, but for what an import raises: cursors and the site version."""
    labels = json.loads((folder / NAME).read_text())["tables"]
    found = {label: lines_of(folder, label) for label in labels if label != "news.SiteVersion"}
    for row in found["news.Article"]:
        del row["cursor"], row["pruned_to"]
    return found
