"""Isso as a contestant: its configuration, its server, and the requests of readers, posters and voters."""

import http.client
import itertools
import json
import sqlite3
from pathlib import Path

from tests.bench.peers import http_messages
from tests.bench.peers.environments import install, pinned
from tests.bench.peers.http_load import Load
from tests.bench.peers.processes import Server
from tests.bench.peers.scene import CLIENTS
from tests.server import free_port

PACKAGE = "isso"
CONFIGURATION = """
[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1:{port}/
notify =
[guard]
enabled = false
[server]
trusted-proxies = 127.0.0.1
[hash]
salt = only-for-measurements
"""
THREADS = 8  # it reads while it writes; its writers take turns by a lock of its own


class Isso:
    name, host = "Isso", "127.0.0.1"
    versions = pinned(PACKAGE, PACKAGE, "gunicorn")

    def __init__(self, folder, scene):
        self.folder, self.scene, self.port = Path(folder), scene, free_port()
        self.programs = install(PACKAGE)
        self.folder.mkdir()
        text = CONFIGURATION.format(folder=self.folder, port=self.port)
        (self.folder / "isso.cfg").write_text(text)
        with sqlite3.connect(self.folder / "comments.db") as database:
            database.execute("PRAGMA journal_mode=WAL")  # stays in the file; synchronous=FULL is what Isso gets
        self.turn = itertools.count()

    def start(self):
        """Serve by one process of gunicorn, as its documents say, and fill it by its own API once."""
        options = ["--workers", "1", "--threads", str(THREADS), "--preload", "--bind", f"127.0.0.1:{self.port}"]
        command = [str(self.programs / "gunicorn"), *options, "isso.run"]
        self.server = Server(command, self.port, self.folder, {"ISSO_SETTINGS": str(self.folder / "isso.cfg")}).wait()
        self.pid = self.server.pid
        if not hasattr(self, "comments"):
            self.fill()
        return self

    def stop(self):
        self.server.stop()

    def fill(self):
        for number in range(self.scene.comments):
            self.ask("/new?uri=/stories/0/", f"第 {number} 句，说说自己的看法，有理有据。", number)
        stories = itertools.cycle(range(1, self.scene.stories))
        votes = (self.ask(f"/new?uri=/stories/{next(stories)}/", f"投我一票 {n}", n) for n in range(self.scene.voted))
        self.comments = [one["id"] for one in votes]

    def ask(self, path, text, number):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        value = {"text": text, "author": f"reader{number % self.scene.accounts}", "title": "新闻"}
        line.request("POST", path, json.dumps(value), {"Content-Type": "application/json"})
        answer = json.loads(line.getresponse().read())
        line.close()
        return answer

    # -- what is asked ----------------------------------------------------------------------------

    def pages(self):
        """{what: requests} of the comments of its story, as its script fetches them."""
        return {"comments as JSON, guest": itertools.repeat(http_messages.get(self.port, "/?uri=/stories/0/"))}

    def posts(self):
        """A Load of comments under many names on many stories."""
        return Load(self.port, map(self.post, self.turn), good=(201,), connections=CLIENTS)

    def post(self, number):
        author = f"reader{number % self.scene.accounts}"
        value = {"text": f"又一句，第 {number} 次说说自己的看法。", "author": author, "title": "新闻"}
        return self.api(f"/new?uri=/stories/{number % self.scene.stories}/", number, value)

    def votes(self):
        """A Load of likes, each from another network: Isso counts one for each."""
        return Load(self.port, map(self.vote, itertools.count()), connections=CLIENTS)

    def vote(self, number):
        network, place = divmod(number, len(self.comments))
        return self.api(f"/id/{self.comments[place]}/like", network, {})

    def api(self, path, network, value):
        address = f"10.{network // 250 % 250}.{network % 250}.1"
        return http_messages.post_json(self.port, path, value, X_Forwarded_For=address)
