"""How long an export of WordPress takes to come in, how much memory, and what a second run changes and takes.

5,000 stories with 50,000 comments by 3,000 people, on SQLite, by the command; then the same as Disqus posts on the
same stories. `make bench ARGS="imports 500 5000"` measures less.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.comments.importing.export_files import (
    DISQUS_END,
    DISQUS_HEAD,
    WXR_END,
    WXR_HEAD,
    dsq_post,
    dsq_thread,
    wp_comment,
    wp_item,
)
from tests.server import ROOT, Site

PEOPLE = 3000
SENTENCE = "这座桥修了三年，过桥的人每天都要等半个钟头，终于可以走了。"
COUNTS = """
print(Article.objects.count(), Comment.objects.count(), Reader.objects.count(), Change.objects.count(),
      CommentEntry.objects.count(), Article.objects.order_by("-cursor").first().cursor)
"""


def main(stories="5000", comments="50000"):
    stories, comments = int(stories), int(comments)
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "site").prepare()
        files = {"import_wxr": Path(folder) / "wxr.xml", "import_disqus": Path(folder) / "disqus.xml"}
        write_wxr(files["import_wxr"], stories, comments // stories)
        write_disqus(files["import_disqus"], stories, comments // stories)
        print("命令 | 文件 (MB) | 秒 | 其中处理器 (秒) | 最多内存 (MB) | 结果")
        for command, file in files.items():
            options = ["--channel", "politics"] if command == "import_wxr" else []
            run(site, command, file, *options)
            run(site, command, file, *options, "--write")
            before = site.run(COUNTS)
            run(site, command, file, *options, "--write")
            assert site.run(COUNTS) == before, "a second run changed something"
        site.stop()


def run(site, command, file, *options):
    arguments = [sys.executable, "-m", "tests.bench.imports", command, str(file), *options]
    began = time.monotonic()
    done = subprocess.run(arguments, cwd=ROOT, env=site.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    said, size = done.stdout.strip().split("\n"), file.stat().st_size / 1e6
    name = f"{command} {' '.join(options[2:] if '--channel' in options else options)}"
    print(f"{name} | {size:.0f} | {time.monotonic() - began:.1f} | {said[-1]} | {' '.join(said[-6:-1])}", flush=True)


def write_wxr(path, stories, each):
    with path.open("w") as file:
        file.write(WXR_HEAD)
        for story in range(1, stories + 1):
            file.write(wp_item(story, wp_comments(story, each), "\n\n".join([SENTENCE * 4] * 8)))
        file.write(WXR_END)


def wp_comments(story, each):
    numbers = range(story * 1000 + 1, story * 1000 + each + 1)
    return "".join(wp_comment(n, n - 1 if n % 2 == 0 else 0, person(n), f"{SENTENCE}{n}") for n in numbers)


def write_disqus(path, stories, each):
    with path.open("w") as file:
        file.write(DISQUS_HEAD)
        for story in range(1, stories + 1):
            file.write(dsq_thread(story))
        for place in range(1, each + 1):
            for story in range(1, stories + 1):
                number = story * 1000 + place
                parent = number - 1 if number % 2 == 0 else ""
                file.write(dsq_post(number, story, parent, person(number), f"<p>{SENTENCE}{number} D</p>"))
        file.write(DISQUS_END)


def person(number):
    return f"网友{(number * 7919 + number // 1000 * 31) % PEOPLE}"


if __name__ == "__main__":  # the command in a process of its own, which says how much memory it took
    import os

    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command(*sys.argv[1:])
    took = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{took.ru_utime + took.ru_stime:.0f} | {took.ru_maxrss / 1024:.0f}")
