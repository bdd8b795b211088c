"""The house rules: who may know whom, how long things may be, and what must not stand anywhere."""

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = {"news": {"news"}, "comments": {"comments", "news"}, "config": {"config", "comments", "news"}}
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CLIENT = [*sorted((ROOT / "static").rglob("*.js")), *sorted((ROOT / "static").rglob("*.css"))]
# The one reviewed module that may call HTML trusted.
TRUSTING = ROOT / "news" / "text" / "markup.py"


def name(path):
    return str(path.relative_to(ROOT))


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def functions():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name(path)}:{node.name}", node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", FILES, ids=name)
def test_rooms_know_only_whom_they_may(path):
    room = path.relative_to(ROOT).parts[0]
    known = {module.split(".")[0] for module in imports(path)} & set(ROOMS)
    # `config` holds two small things that rooms read: none of them is Django's settings object.
    assert known <= ROOMS[room], f"{name(path)} imports {known - ROOMS[room]}"


def test_only_the_script_module_imports_opencc():
    assert [name(path) for path in FILES if "opencc" in set(imports(path))] == ["news/variants/text.py"]


@pytest.mark.parametrize("path", [path for path in FILES if path != TRUSTING], ids=name)
def test_html_is_trusted_in_one_module_alone(path):
    assert not re.search(r"mark_safe|SafeString|format_html", path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_are_short_and_trust_nothing(path):
    html = path.read_text("utf-8")
    assert html.count("\n") <= 80
    assert not re.search(r"\|\s*safe\b|autoescape off|\son[a-z]+=|\sstyle=|<style|<script(?![^>]*\ssrc=)", html)
    assert 'href="#"' not in html


@pytest.mark.parametrize("path", [*FILES, *CLIENT], ids=name)
def test_files_fit_into_the_head(path):
    assert path.read_text("utf-8").count("\n") <= 250


def test_functions_are_short():
    sizes = dict(functions())
    assert [label for label, size in sizes.items() if size > 40] == []
    assert statistics.median(sizes.values()) <= 6
    assert sum(size <= 15 for size in sizes.values()) >= 0.9 * len(sizes)


def test_no_service_layers_signals_or_generic_keys():
    named = {path.stem for path in FILES}
    assert not named & {"services", "utils", "helpers", "signals"}
    assert not any("GenericForeignKey" in path.read_text("utf-8") for path in FILES)


def test_the_floor_never_comes_before_the_desk_in_migrations():
    first = (ROOT / "news" / "migrations" / "0001_initial.py").read_text("utf-8")
    assert "comments" not in first.split("operations")[0]
    assert "('news', '0001_initial')" in (ROOT / "comments" / "migrations" / "0001_initial.py").read_text("utf-8")
