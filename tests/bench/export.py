"""How long leaving takes: 10^5 comments and as many votes (FULL=1: 10^6), out of SQLite and into both databases.

Each command in a process of its own; the memory is the most that its process had at once.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.search import BATCH, LARGE, SMALL
from tests.cluster import postgres
from tests.server import ROOT, Site


def main():
    size = LARGE if os.environ.get("FULL") else SMALL
    with tempfile.TemporaryDirectory() as folder:
        site = new_site(Path(folder) / "old")
        inside = f"from tests.bench.export import fill; fill({size})"
        run(site, "shell", "--no-imports", "-c", inside)
        export = Path(folder) / "export"
        print("命令 | 秒 | 其中处理器 (秒) | 内存 (MB)")
        report(f"export_site，{size} 条评论，SQLite", run(site, "export_site", str(export), "--with-secrets"))
        megabytes = sum(path.stat().st_size for path in (export / "data").iterdir()) / 1e6
        print(f"导出的数据 {megabytes:.0f} MB")
        report("import_site，SQLite", run(new_site(Path(folder) / "sqlite"), "import_site", str(export)))
        with postgres() as database:
            other = new_site(Path(folder) / "postgres", DATABASE_URL=database.url)
            report("import_site，PostgreSQL", run(other, "import_site", str(export)))
            again = Path(folder) / "again"
            report("export_site，PostgreSQL", run(other, "export_site", str(again), "--with-secrets"))


def new_site(folder, **settings):
    folder.mkdir()
    return Site(folder, **settings).prepare()


def run(site, *command):
    """(seconds, seconds of processor, most megabytes of memory) of one command on a site."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=site.environment, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def report(name, figures):
    print(f"{name} | {figures[0]:.1f} | {figures[1]:.1f} | {figures[2]:.0f}", flush=True)


def fill(size):
    """The texts of the search's measurement as comments, and a vote on each, by another reader."""
    from django.utils import timezone

    from comments.models import Comment, CommentVote, Reader
    from tests.bench import search

    search.fill(size)
    readers = list(Reader.objects.values_list("pk", flat=True))
    batch = []
    for pk, author in Comment.objects.order_by("pk").values_list("pk", "author").iterator():
        voter = readers[(readers.index(author) + 1 + pk % 7) % len(readers)]
        batch.append(CommentVote(comment_id=pk, reader_id=voter, kind="flower", weight=1, made_at=timezone.now()))
        if len(batch) == BATCH:
            CommentVote.objects.bulk_create(batch)
            batch = []
