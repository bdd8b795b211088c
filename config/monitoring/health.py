"""Whether the site can work: the checks behind `/healthz`, `/readyz` and `manage.py doctor`.

Each returns "" or, in one line, what is wrong and what helps.
"""

import os
import shutil
import socket
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from config.db.schema import refusal_of_old_database

LEAST_FILES = 4096
PATIENCE = 3  # seconds for anything outside of this machine
CLOCK_SECONDS = 30


def first_line(error: Any) -> str:
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__


def check_database() -> str:
    file = settings.DATABASES["default"]["NAME"] if connection.vendor == "sqlite" else ""
    if file and not Path(file).exists():  # asked first: SQLite would make an empty one
        return f"数据库文件 {file} 不见了：请停下网站，从备份恢复。"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app FROM django_migrations LIMIT 1")  # a real table: SQLite opens no file for less
    except (DatabaseError, OSError) as error:
        if "django_migrations" in str(error):
            return "数据库是空的：请先运行 manage.py migrate。"
        return f"连不上数据库（{first_line(error)}）：请检查 DATABASE_URL，并确认数据库已启动。"
    return ""


def missing_migrations() -> list:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def check_migrations() -> str:
    try:
        missing = missing_migrations()
    except DatabaseError as error:
        return f"看不到迁移的情况（{first_line(error)}）。"
    return f"数据库还差 {len(missing)} 个迁移：请先运行 manage.py migrate。" if missing else ""


def check_version() -> str:
    """Whether the database was made by this version; asks about every table, so not for a probe."""
    try:
        return refusal_of_old_database()
    except DatabaseError as error:
        return f"看不到数据库的表（{first_line(error)}）。"


def check_disk() -> str:
    """Whether there is room in DATA_DIR, and a file can really be written there."""
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
        if free < settings.LEAST_FREE_MB * 1024 * 1024:
            return f"DATA_DIR 所在的磁盘只剩 {free // 1024 // 1024} MB：请腾出空间。"
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as probe:
            probe.write(b"\0" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return f"DATA_DIR（{settings.DATA_DIR}）写不进去（{error.strerror or error}）：请检查磁盘空间与属主。"
    return ""


def check_redis() -> str:
    if not settings.REDIS_URL:
        return ""
    try:
        limits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        with redis.Redis.from_url(settings.REDIS_URL, **limits) as client:
            client.ping()
    except (redis.RedisError, OSError) as error:
        return f"连不上 Redis（{first_line(error)}）：请检查 REDIS_URL；没有它网站照常，只慢一秒。"
    return ""


def check_files() -> str:
    """Whether as many files may be open as streams are wanted."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = hard == resource.RLIM_INFINITY or hard >= LEAST_FILES
    return "" if enough else f"最多只能打开 {hard} 个文件，每个打开的页面占一个：请在单元文件里设 LimitNOFILE=65536。"


def check_mail() -> str:
    """Whether the mail server lets us in."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return ""
    try:
        server = get_connection(timeout=PATIENCE)
        server.open()
        server.close()
    except (OSError, ValueError) as error:  # what smtplib raises is an OSError too
        return (
            f"连不上邮件服务器 {settings.EMAIL_HOST}:{settings.EMAIL_PORT}（{first_line(error)}）：请检查 EMAIL_URL。"
        )
    return ""


def check_clock() -> str:
    """Whether the clock is the database server's, and not before the software was written."""
    if time.time() < os.path.getmtime(__file__) - 86400:
        return "这台机器的时钟比程序文件还早：请先校准（例如启用 systemd-timesyncd）。"
    if connection.vendor != "postgresql":
        return ""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
    except DatabaseError:
        return ""  # said by check_database
    seconds = apart.total_seconds()
    wrong = apart > timedelta(seconds=CLOCK_SECONDS)
    return f"本机与数据库服务器的时钟差 {seconds:.0f} 秒：请校准两边的时钟。" if wrong else ""


def check_static() -> str:
    gathered = (settings.PRIVATE_DIR / "staticfiles.json").exists()
    return "" if gathered else "静态文件还没有收集：请运行 manage.py collectstatic --noinput（make serve 会自己做）。"


def check_site_host() -> str:
    """Whether the name that readers use leads anywhere."""
    host = urlsplit(settings.SITE_URL).hostname
    try:
        socket.getaddrinfo(host, None)
    except OSError:
        return f"SITE_URL 的主机名 {host} 查不到地址：请检查域名解析。"
    return ""
