"""django-comments-xtd as a contestant: its project, its server, and the requests of readers, posters and voters."""

import itertools
import json
import os
import subprocess
from copy import copy
from pathlib import Path

from tests.bench.peers import http_messages
from tests.bench.peers.environments import install, pinned
from tests.bench.peers.http_load import Load
from tests.bench.peers.processes import SERVER_CORE, Server, on_core
from tests.bench.peers.scene import CLIENTS, CSRF
from tests.server import free_port

PACKAGE = "django-comments-xtd"
PROJECT = Path(__file__).parent / "projects" / "xtd"
THREADS = (1, 8)  # one answers more pages; eight wait for the disk together, and for one another


class CommentsXtd:
    name, host = PACKAGE, "127.0.0.1"
    versions = pinned(PACKAGE, PACKAGE, "Django", "gunicorn")

    def __init__(self, folder, scene):
        self.folder, self.scene = Path(folder), scene
        self.programs = install(PACKAGE)
        self.folder.mkdir()
        self.environment = {
            "PYTHONPATH": str(PROJECT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "project_settings",
            "PEER_DATABASE": str(self.folder / "peer.sqlite3"),
        }
        self.found = json.loads(self.python("fill.py", scene.stories, scene.comments, scene.accounts, scene.voted))
        self.port, self.turn, self.ballots = free_port(), itertools.count(), itertools.count()

    def python(self, program, *arguments):
        """Run a program of the project in the peer's environment; return what it prints."""
        command = [str(self.programs / "python"), str(PROJECT / program), *map(str, arguments)]
        own = os.environ | self.environment
        return subprocess.run(command, cwd=self.folder, env=own, check=True, stdout=subprocess.PIPE, text=True).stdout

    def start(self, threads=THREADS[0]):
        """Serve by one process of gunicorn."""
        options = ["--workers", "1", "--threads", str(threads), "--bind", f"127.0.0.1:{self.port}"]
        command = [str(self.programs / "gunicorn"), *options, "django.core.wsgi:get_wsgi_application()"]
        self.server = Server(command, self.port, self.folder, self.environment).wait()
        self.pid = self.server.pid
        return self

    def with_threads(self):
        """A second server of the same site, with more threads."""
        other = copy(self)
        other.name, other.port = f"{self.name}, {THREADS[1]} threads", free_port()
        return other.start(THREADS[1])

    def stop(self):
        self.server.stop()

    # -- what is asked ----------------------------------------------------------------------------

    def pages(self):
        """{what: requests} of its story's page and its front page, for guests and for those signed in."""
        paths, found = {"article page": f"/stories/{self.found['article']}/", "front page": "/"}, {}
        for page, path in paths.items():
            known = [http_messages.get(self.port, path, Cookie=self.cookie(one)) for one in self.found["accounts"]]
            found[f"{page}, guest"] = itertools.repeat(http_messages.get(self.port, path))
            found[f"{page}, signed in"] = itertools.cycle(known)
        return found

    def draws(self, times):
        """{page: CPU milliseconds of Django for a guest's page}, the median of `times`."""
        with on_core(SERVER_CORE):
            return json.loads(self.python("draw.py", times, self.found["article"]))

    def posts(self):
        """A Load of comments by many accounts on many stories, as the peer's own script posts them."""
        return Load(self.port, map(self.post, self.turn), good=(201,), connections=CLIENTS)

    def post(self, number):
        form = self.found["forms"][number % len(self.found["forms"])]
        text = {"comment": f"又一句，第 {number} 次说说自己的看法。", "name": "", "email": "", "honeypot": ""}
        return self.api("comment", number, form | text)

    def votes(self):
        """A Load of likes, each by another account or on another comment."""
        return Load(self.port, map(self.vote, self.ballots), good=(201,), connections=CLIENTS)

    def vote(self, number):
        accounts, comments = len(self.found["accounts"]), self.found["comments"]
        pk = comments[(number // accounts + number) % len(comments)]
        return self.api("feedback", number, {"comment": pk, "flag": "like"})

    def api(self, name, number, value):
        session = self.found["accounts"][number % len(self.found["accounts"])]
        path = f"/comments/api/{name}/"
        return http_messages.post_json(self.port, path, value, Cookie=self.cookie(session), X_CSRFToken=CSRF)

    @staticmethod
    def cookie(session):
        return f"sessionid={session}; csrftoken={CSRF}"
