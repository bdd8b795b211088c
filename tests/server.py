"""The real site in a process of its own: migrated, started, killed and started again, as an operator would."""

import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30


def free_port():
    """A port that nobody listens on, below those that outgoing connections take: it stays free until it is used."""
    while True:
        port = random.SystemRandom().randrange(12_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


class Site:
    """A site in `folder`; `run` executes Python with its models at hand, in another process."""

    def __init__(self, folder, **settings):
        self.folder, self.port, self.process = Path(folder), free_port(), None
        self.shell_process = None  # of `run`, started when it is first needed
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = (
            os.environ
            | {
                "DATA_DIR": str(folder),
                "PORT": str(self.port),
                "SITE_URL": self.url,
                "COMMENT_INTERVAL_SECONDS": "0",
                "COMMENT_BURST": "100000",
                "HOLD_FIRST": "0",
                "NEW_ACCOUNT_HOURS": "0",
                "DATABASE_URL": "",
            }
            | settings
        )
        self.environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of tests in browsers, not of a site

    def manage(self, *arguments, check=True):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, check=check, capture_output=True, text=True)

    def run(self, code):
        """Execute `code` in the site's own settings and return what it prints."""
        head = "from comments.models import *\nfrom news.models import *\nfrom tests.conftest import *\n"
        if self.shell_process is None or self.shell_process.poll() is not None:
            command = [sys.executable, "-m", "tests.site_shell"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self.shell_process = subprocess.Popen(command, cwd=ROOT, env=self.environment, **pipes)
        self.shell_process.stdin.write(json.dumps(head + code) + "\n")
        self.shell_process.stdin.flush()
        answer = json.loads(self.shell_process.stdout.readline())
        assert not answer["error"], answer["error"]
        return answer["printed"].strip()

    def prepare(self, template=None):
        """Migrate, or start from the files of a site that is migrated already."""
        if template:
            shutil.copytree(template, self.folder, dirs_exist_ok=True)
        else:
            self.manage("migrate", "--verbosity", "0")
        return self

    def shell(self, command):
        """Run a shell command in the site's settings, as an operator would."""
        return subprocess.run(["sh", "-c", command], cwd=ROOT, env=self.environment, capture_output=True, text=True)

    def launch(self):
        """Start serving, and do not wait until it does."""
        command = [sys.executable, "manage.py", "serve"]
        with (self.folder / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        return self

    def start(self):
        self.launch().wait_until(self.answers, START_SECONDS)
        return self

    def answers(self):
        assert self.process.poll() is None, (self.folder / "serve.log").read_text()[-2000:]
        try:
            return self.get("/healthz").status == 200
        except OSError:
            return False

    def port_is_open(self):
        try:
            self.get("/healthz")
        except OSError:
            return False
        return True

    @staticmethod
    def wait_until(true, seconds):
        """Poll a condition; AssertionError if it does not come true in time."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, f"nothing after {seconds} s"
            time.sleep(0.02)

    def get(self, path, **headers):
        return self.ask("GET", path, None, headers)

    def ask(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    def workers(self):
        """The pids of the serving processes below ours (granian keeps its worker in a child)."""
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in found.stdout.split()]

    def kill(self):
        """kill -9 for parent and worker: what a power cut leaves of a process."""
        for pid in [self.process.pid, *self.workers()]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait(10)

    def stop(self, seconds=10):
        if self.shell_process:
            self.shell_process.kill()
            self.shell_process.wait()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(seconds)


class Visitor:
    """A reader without a browser: cookies, the token, the forms."""

    def __init__(self, site, name, password):
        self.site, self.cookies = site, {}
        page = self.get("/accounts/login/")
        data = {"login": name, "password": password, "csrfmiddlewaretoken": self.token(page.text)}
        assert self.send("/accounts/login/", data).status == 302, f"{name} could not sign in"
        self.csrf = self.token(self.get("/").text)

    @staticmethod
    def token(html):
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]

    def keep(self, answer):
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = header.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer

    def headers(self, **more):
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} | more

    def get(self, path):
        return self.keep(self.site.ask("GET", path, None, self.headers()))

    def send(self, path, data, **headers):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.keep(self.site.ask("POST", path, urlencode(data), self.headers(**form, **headers)))

    def act(self, path, **data):
        """An act as the page's script sends it."""
        return self.send(path, data | {"csrfmiddlewaretoken": self.csrf}, **{"X-Fragment": "yes"})


@contextmanager
def running(folder, template=None, **settings):
    site = Site(folder, **settings).prepare(template).start()
    try:
        yield site
    finally:
        site.stop()
