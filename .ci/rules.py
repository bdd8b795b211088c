"""The rules of docs/architecture.md that a machine can check, each with its figure. Exit status 1 if one is broken."""

import ast
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = {"news": {"news"}, "comments": {"comments", "news"}, "config": {"config", "comments", "news"}}
PYTHON = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CLIENT = [*sorted((ROOT / "static").rglob("*.js")), *sorted((ROOT / "static").rglob("*.css"))]
CLIENT = [path for path in CLIENT if "vendor" not in path.parts]
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, TEMPLATE_WIDTH, SKIPS = 250, 40, 80, 160, 20
# Modules that gather the packages of their app, and therefore belong to none of them.
GATHERERS = {"models", "admin", "apps", "urls"}
MODELS_KNOW_NOT = re.compile(r"\.(?:tasks|forms|views|admin|sending|mails)$")
UNSAFE = re.compile(r"\|\s*safe\b|autoescape off|\son[a-z]+=|\sstyle=|<style|<script(?![^>]*\ssrc=)|href=\"#\"")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path) for path in PYTHON}


def imports_of(path: Path) -> Iterator[str]:
    """The modules that a file imports, at its head or inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module


def package_of(module: str) -> str:
    """`comments.thread` of `comments.thread.models`; modules of an app that stand alone are their own package."""
    return ".".join(module.split(".")[:2])


def package_graph() -> dict[str, set[str]]:
    graph = defaultdict(set)
    for path in PYTHON:
        package = package_of(module_of(path))
        if package.split(".")[-1] not in GATHERERS:
            known = {package_of(module) for module in imports_of(path) if module.split(".")[0] in APPS}
            graph[package] |= known - {package}
    return graph


def find_circles(graph: dict[str, set[str]]) -> list[str]:
    """Packages from which a chain of imports leads back to themselves."""

    def reach(package: str) -> set[str]:
        found, waiting = set(), [package]
        while waiting:
            for other in graph.get(waiting.pop(), set()) - found:
                found.add(other)
                waiting.append(other)
        return found

    return sorted(package for package in graph if package in reach(package))


def wrong_directions() -> list[str]:
    wrong = []
    for path in PYTHON:
        app = path.relative_to(ROOT).parts[0]
        known = {module.split(".")[0] for module in imports_of(path)} & set(APPS)
        wrong += [f"{name_of(path)} imports {other}" for other in sorted(known - APPS[app])]
    return wrong


def models_that_know_too_much() -> list[str]:
    return [
        f"{name_of(path)} imports {module}"
        for path in PYTHON
        if path.name == "models.py" and path.parent.name not in APPS
        for module in imports_of(path)
        if MODELS_KNOW_NOT.search(module)
    ]


def function_sizes() -> dict[str, int]:
    return {
        f"{name_of(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def long_files() -> list[str]:
    long = [name_of(path) for path in [*PYTHON, *CLIENT] if path.read_text("utf-8").count("\n") > FILE_LINES]
    return long + [name_of(path) for path in TEMPLATES if path.read_text("utf-8").count("\n") > TEMPLATE_LINES]


def wide_template_lines() -> list[str]:
    return [
        f"{name_of(path)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > TEMPLATE_WIDTH
    ]


def unsafe_templates() -> list[str]:
    return [name_of(path) for path in TEMPLATES if UNSAFE.search(path.read_text("utf-8"))]


def strangers_to_html() -> list[str]:
    """Modules besides the one reviewed module that call HTML trusted."""
    trusting = ROOT / "news" / "text" / "markup.py"
    words = re.compile(r"mark_safe|SafeString|format_html")
    return [name_of(path) for path in PYTHON if path != trusting and words.search(path.read_text("utf-8"))]


def strangers_to_opencc() -> list[str]:
    return [name_of(path) for path in PYTHON if "opencc" in set(imports_of(path))][1:]


def layers_that_are_not_wanted() -> list[str]:
    unwanted = {"services", "utils", "helpers", "signals"}
    return [name_of(path) for path in PYTHON if path.stem in unwanted or "GenericForeignKey" in path.read_text("utf-8")]


def formatter_skips() -> list[str]:
    marks = [*PYTHON, *TESTS]
    return [name_of(path) for path in marks for line in path.read_text("utf-8").splitlines() if "fmt: skip" in line]


def main() -> int:
    sizes = function_sizes()
    figures = [
        ("imports in the wrong direction", wrong_directions(), 0),
        ("packages in circles", find_circles(package_graph()), 0),
        ("models that know jobs, forms, views or mail", models_that_know_too_much(), 0),
        (f"files over {FILE_LINES} lines (templates: {TEMPLATE_LINES})", long_files(), 0),
        (f"functions over {FUNCTION_LINES} lines", [name for name, size in sizes.items() if size > FUNCTION_LINES], 0),
        (f"template lines over {TEMPLATE_WIDTH} characters", wide_template_lines(), 0),
        ("templates that trust HTML or hold scripts and styles", unsafe_templates(), 0),
        ("modules that call HTML trusted, besides the one", strangers_to_html(), 0),
        ("modules that import OpenCC, besides the one", strangers_to_opencc(), 0),
        ("services, utils, helpers, signals, generic keys", layers_that_are_not_wanted(), 0),
        ("fmt: skip", formatter_skips(), SKIPS),
    ]
    for label, found, most in figures:
        print(f"{len(found):5} {label}" + "".join(f"\n        {name}" for name in found if len(found) > most))
    median, short = statistics.median(sizes.values()), sum(size <= 15 for size in sizes.values()) / len(sizes)
    print(f"{median:5} lines in the median function, {short:.0%} of {len(sizes)} at most 15")
    broken = any(len(found) > most for _, found, most in figures) or median > 6 or short < 0.9
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
