"""PostgreSQL: pg_dump in the snapshot in which the rows are counted; a restore in one transaction."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from config.backups.files import BackupError, sync

SECONDS = 6 * 3600
ROUNDS = 10  # a fifth of a second each
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend'"
)


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise BackupError(f"没有找到 {name}：请安装 PostgreSQL 的客户端程序（apt-get install postgresql-client）。")
    return found


def target_of(settings: dict) -> tuple[list, dict]:
    """(the arguments, the environment) with which client programs reach the site's database."""
    named = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}
    arguments = [f"--{option}={settings[name]}" for option, name in named.items() if settings[name]]
    password = {"PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else {}
    return [*arguments, "--no-password"], os.environ | password


def run(command: list, environment: Mapping[str, str], **options: Any) -> str:
    answer = subprocess.run(command, env=environment, stderr=subprocess.PIPE, timeout=SECONDS, **options)
    if answer.returncode:
        said = answer.stderr.decode(errors="replace").strip().splitlines() or ["没有说明"]
        raise BackupError(f"{Path(command[0]).name} 没有成功：{said[-1]}")
    return answer.stdout.decode(errors="replace") if answer.stdout else ""


def count_rows(tables: Any) -> dict:
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
        return found


def dump(target: Path, tables: list) -> dict:
    """Write the database into `target`; return the number of rows of `tables` at that very moment."""
    arguments, environment = target_of(connection.settings_dict)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        counts = count_rows(tables)
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
        run([program("pg_dump"), *arguments, *options], environment)
    verify(target)
    sync(target)
    return counts


def verify(path: Path) -> None:
    """BackupError if a dump cannot be read from its beginning to its end."""
    run([program("pg_restore"), f"--file={os.devnull}", str(path)], os.environ)


def newest_change() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('news_change_id_seq')")
        if cursor.fetchone()[0] is None:
            return 0
        cursor.execute("SELECT last_value FROM news_change_id_seq")
        return cursor.fetchone()[0]


def close_own_connections() -> None:
    connection.close()
    getattr(connection, "close_pool", lambda: None)()


def count_other_connections() -> int:
    """How many other programs have the database open; the server needs a moment to see that our own pool is closed."""
    close_own_connections()
    arguments, environment = target_of(connection.settings_dict)
    command = [program("psql"), *arguments, "--no-psqlrc", "--tuples-only", "--no-align", f"--command={OTHERS}"]
    for _ in range(ROUNDS):
        found = int(run(command, environment, stdout=subprocess.PIPE))
        if not found:
            break
        time.sleep(0.2)
    return found


def restore(path: Path, counts: dict, statements: list, scratch: Path) -> None:
    """Replace every table by those of a dump, check their rows and run `statements`, all in one transaction."""
    arguments, environment = target_of(connection.settings_dict)
    script = scratch / "restore.sql"
    run([program("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(path)], os.environ)
    tables = ", ".join(f'"{name}"' for name in connection.introspection.table_names())
    before, after = scratch / "before.sql", scratch / "after.sql"
    before.write_text(f"DROP TABLE IF EXISTS {tables} CASCADE;\n" if tables else "")
    checks = "".join(
        f"IF (SELECT count(*) FROM public.\"{table}\") <> {number} THEN RAISE EXCEPTION '行数不对：{table}'; END IF;\n"
        for table, number in counts.items()
    )
    lines = [f"DO $$ BEGIN\n{checks}END $$;", "SET search_path = public;", *(f"{one};" for one in statements)]
    after.write_text("\n".join(lines))
    close_own_connections()
    files = [f"--file={one}" for one in (before, script, after)]
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *files]
    run([program("psql"), *arguments, *options], environment, stdout=subprocess.DEVNULL)
