"""Starts of 1, 2, 4 and 8 processes on one PostgreSQL, and how long a restart of the database is felt."""

import os
import tempfile
from pathlib import Path
from time import monotonic, sleep

from tests.cluster import postgres, sites_on

LONGEST = 60


def main(rounds="3"):
    rounds = 20 if os.environ.get("FULL") == "1" else int(rounds)
    with postgres() as database, tempfile.TemporaryDirectory() as folder:
        sites = sites_on(database, Path(folder), 8)
        for count in (1, 2, 4, 8):
            took = [start_and_stop(sites[:count]) for _ in range(rounds)]
            print(f"{count} 个进程：{rounds} 次启动全部成功，最慢 {max(took):.1f} 秒")
        measure_restarts(database, sites[:2], rounds)


def start_and_stop(sites):
    """Start all at once and wait until each answers from the database; return the seconds until the last did."""
    began = monotonic()
    try:
        for site in sites:
            site.launch()
        for site in sites:
            site.wait_until(site.answers, LONGEST)
            assert site.get("/search/?q=start").status == 200
        return monotonic() - began
    finally:
        for site in sites:
            site.stop()


def measure_restarts(database, sites, rounds):
    try:
        for site in sites:
            site.start()
        gaps = [recover(database, site) for _ in range(rounds) for site in sites]
        middle = sorted(gaps)[len(gaps) // 2]
        print(f"数据库重启 {len(gaps)} 次后，到第一次正常回答：最慢 {max(gaps):.1f} 秒，中位 {middle:.1f} 秒")
    finally:
        for site in sites:
            site.stop()


def recover(database, site):
    """Seconds from the return of the database to the first good answer that needs it."""
    database.restart()
    began = monotonic()
    while site.get(f"/search/?q=k{began}").status != 200:
        assert monotonic() - began < LONGEST
        sleep(0.02)
    return monotonic() - began
