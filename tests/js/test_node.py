"""The rules of the page's script, tested in JavaScript by Node's own runner."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path.name for path in Path(__file__).parent.glob("*.test.mjs"))
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(not NODE, reason="Node 没有安装：apt-get install -y nodejs")


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    """A folder with our modules and their tests; Node takes `.js` for modules only where a package file says so."""
    folder = tmp_path_factory.mktemp("node")
    for source in ("static/js", "tests/js"):
        shutil.copytree(ROOT / source, folder / source, ignore=shutil.ignore_patterns("vendor", "*.py", "__pycache__"))
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    return folder


@pytest.mark.parametrize("name", FILES)
def test_javascript(scripts, name):
    command = [NODE, "--test", f"tests/js/{name}"]
    run = subprocess.run(command, cwd=scripts, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^\S+ pass [1-9]", run.stdout, re.MULTILINE), run.stdout


def test_there_are_tests_of_the_rules():
    assert {f"{module}.test.mjs" for module in ("placing_rules", "list_rules")} <= set(FILES)
