"""Where things are kept, from the environment: databases and caches. Functions without Django."""

from pathlib import Path
from typing import Any

from config.private_files import FOLDER, private_database

POOL_SECONDS = 5  # how long a request waits for a connection


def databases(env: Any, folder: Path, testing: Any) -> Any:
    """Django's DATABASES: SQLite below `folder` or what `DATABASE_URL` says; perhaps a copy to read from."""
    found = {"default": env.database("DATABASE_URL") if env.str("DATABASE_URL", "") else plain_file(folder)}
    for database in found.values():
        database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if env.str("REPLICA_URL", ""):
        found["replica"] = env.database("REPLICA_URL")
        found["replica"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "TEST": {"MIRROR": "default"}}
    pool_size = env.int("DATABASE_POOL", 12, most=1000)
    if found["default"]["ENGINE"].endswith("sqlite3"):
        sqlite(found["default"], env, folder)
    elif not testing:
        with_pool(found["default"], pool_size)
    return found


def plain_file(folder: Path) -> Any:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": private_database(folder)}


def sqlite(database: Any, env: Any, folder: Path) -> None:
    database["ENGINE"] = env.str("SQLITE_ENGINE", "config.db.sqlite")  # fair turns; the plain one is for measuring
    # FULL: with NORMAL a power cut loses posts that were already acknowledged.
    database["OPTIONS"] = database.get("OPTIONS", {}) | {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
    # A test database in memory is shared between threads badly; in a file it is the real thing.
    database["TEST"] = {"NAME": str(folder / FOLDER / "test.sqlite3")}


def with_pool(database: Any, size: Any) -> None:
    """Let threads share a few connections, each looked at before it is lent; lasting ones would be a thread's own."""
    from config.db.postgres.base import connect_again

    if size:
        database["ENGINE"], database["CONN_MAX_AGE"] = "config.db.postgres", 0
        pool = {"min_size": 1, "max_size": size, "timeout": POOL_SECONDS}
        pool |= {"reconnect_timeout": 1, "reconnect_failed": connect_again}
        database["OPTIONS"] = {"connect_timeout": POOL_SECONDS} | database.get("OPTIONS", {}) | {"pool": pool}


def caches(redis_url: Any) -> Any:
    """Django's CACHES: `default` holds limits, `pages` finished pages."""
    pages = {"BACKEND": "config.db.caches.SurvivingRedis", "LOCATION": redis_url, "KEY_PREFIX": "huadan"}
    if not redis_url:  # of each process, then
        local = "django.core.cache.backends.locmem.LocMemCache"
        pages = {"BACKEND": local, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 150}}
    return {
        # Limits on sign-in are kept in the database: every process must share them and none may lose them. Whoever
        # could fill it up would wash them out; the default is 300 entries.
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        },
        "pages": pages,
    }
