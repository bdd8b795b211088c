"""docs/upgrading.md names every private part of a library that is used here, and a test of each."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = [path for folder in ("config", "news", "comments", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
DOCUMENT = (ROOT / "docs" / "upgrading.md").read_text("utf-8")
# Underscores that Django's and Python's documentation promise.
DOCUMENTED = {"_meta", "_state", "_base_manager", "_default_manager", "_db", "_exit", "_replace"}
OWN = {"_memory", "_seen", "_registered"}  # attributes of our own classes and modules


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def names_in(node: ast.AST) -> list[str]:
    """The attributes, overridden methods and modules that one node of a syntax tree names."""
    match node:
        case ast.Attribute(attr=name):
            return [name]
        case ast.Call(func=ast.Name(id="getattr" | "hasattr" | "setattr"), args=[_, ast.Constant(value=name), *_]):
            return [name]
        case ast.ClassDef(bases=[_, *_], body=body):
            return [method.name for method in body if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)]
        case ast.Import(names=modules):
            return [module.name for module in modules if is_private_module(module.name)]
        case ast.ImportFrom(module=str(module), names=names):
            inside = [f"{module}.{name.name}" for name in names if is_private_module(name.name)]
            if module.split(".")[0] in ("config", "news", "comments", "tests"):
                return []
            return [module] if is_private_module(module) else inside
    return []


def is_private_module(module: str) -> bool:
    return any(part == "internal" or is_private(part) for part in module.split("."))


def private_names() -> set[str]:
    """Every private name of others that is used in our files."""
    nodes = (node for path in FILES for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {name for node in nodes for name in names_in(node) if is_private_module(name)} - DOCUMENTED - OWN


def rows_of(section: str) -> list[list[str]]:
    """The cells of each row of the table below a heading."""
    text = DOCUMENT.split(f"## {section}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return rows[1:]


def test_every_private_part_of_a_library_is_in_the_table_and_none_besides():
    named = {name for row in rows_of("Private parts that we use") for name in re.findall(r"`([^`]+)`", row[0])}
    assert private_names() == named


def test_every_row_names_a_test_that_exists():
    rows = rows_of("Private parts that we use") + rows_of("Public names that no documentation promises")
    tests = {name for path in FILES for name in re.findall(r"^\s*def (test_\w+)", path.read_text("utf-8"), re.M)}
    assert len(rows) > 20
    for row in rows:
        found = re.findall(r"`(test_\w+)`", row[-1])
        assert found and set(found) <= tests, row[0]
