"""The open corpora of Chinese words beside the checkout: their rows, and letters that a place writes both ways."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "chinese"
needs_corpora = pytest.mark.skipif(not FOLDER.exists(), reason="the corpora are not beside the checkout")
# Both are right in the place, so that a bench may count them apart: 臺北 and 台北.
TOLERABLE = {"zh-hant": str.maketrans("臺", "台"), "zh-hk": str.maketrans("", "")}


def read(name):
    path = FOLDER / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {"about": "", "rows": []}


def rows(name):
    """The rows of one file; none if the corpora are not here."""
    return read(name)["rows"]


def about(name):
    """What a file says of itself."""
    return read(name)["about"]


def is_tolerable(shown, right, slug):
    """Whether two forms of a sentence differ in nothing but letters that the place writes both ways."""
    table = TOLERABLE.get(slug, {})
    return shown.translate(table) == right.translate(table)
