"""The site for real: granian on one port, in one process."""

import errno
import os
import resource
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from comments.readers.models import Reader
from config.exporting.state import refusal_of_unfinished_import
from config.locks import share_folder
from config.monitoring.health import check_database, check_migrations, check_version
from config.server import bind_port

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
DEMO_PASSWORD = "huadan-demo"  # noqa: S105  (published in README; never accepted outside the demo)


class Command(BaseCommand):
    help = "启动网站（设置见 README）。"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check-port", action="store_true", help="只看端口是否空着，不启动")

    def handle(self, **options: Any) -> None:
        if wrong := wrong_host():
            raise CommandError(wrong)
        listener = take_port()
        folder = use_folder()
        if options["check_port"]:
            return
        refuse_unready_database()
        files = raise_file_limit()
        self.stdout.write(f"{settings.SITE_NAME}：http://{settings.HOST}:{settings.PORT}/")
        self.stdout.flush()
        become_server(listener, folder, files)


def wrong_host() -> str:
    """What is wrong with serving on HOST, or ""."""
    if settings.HOST in LOOPBACK:
        return ""
    if settings.DEMO:
        return "演示模式（DEMO=1）只能在本机地址上运行：请删除设置 HOST，或删除设置 DEMO。"
    if not set(settings.ALLOWED_HOSTS) - LOOPBACK - {"[::1]"}:
        return f"HOST={settings.HOST} 对外开放，却只应答本机的主机名：请设 SITE_URL（如 https://news.example.org）。"
    return ""


def take_port() -> Any:
    """The bound socket of the site; held from here on, so that of two starts only one goes on."""
    try:
        return bind_port(settings.HOST, settings.PORT)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(f"端口 {settings.PORT} 已被占用：请先停下占用它的进程，或另设 PORT。") from error
        raise CommandError(
            f"不能在 {settings.HOST}:{settings.PORT} 上监听（{error}）：请检查 HOST 与 PORT。"
        ) from error


def refuse_unready_database() -> None:
    """CommandError if the database does not answer, lacks migrations or half of an import, or knows a demo password
    outside the demo."""
    if wrong := check_database() or check_migrations() or check_version() or refusal_of_unfinished_import():
        raise CommandError(wrong)
    if not settings.DEMO:
        refuse_demo_passwords()


def refuse_demo_passwords() -> None:
    for reader in Reader.objects.filter(is_demo=True, is_active=True):
        if reader.check_password(DEMO_PASSWORD):
            raise CommandError(
                f"演示账号 {reader.name} 还在用公开的演示密码。请先改掉"
                f"（manage.py changepassword {reader.name}）或停用它，再正式启动。"
            )


def raise_file_limit() -> Any:
    """Raise the limit of open files as far as the machine allows; return it. Every stream is one open file."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard if hard != resource.RLIM_INFINITY else 1_000_000


def use_folder() -> Any:
    """The lock on PRIVATE_DIR by which a restore sees that a site serves from it."""
    folder = share_folder(settings.PRIVATE_DIR)
    if folder is None:
        raise CommandError("正在恢复备份：请等它结束，再启动。")
    return folder


def become_server(listener: Any, folder: int, files: Any) -> None:
    """Replace this process by `config.server`, which forks: what was opened here must not be in its children.

    A pool of connections would be there without its threads, and never grow or mend itself.
    """
    for one in connections.all(initialized_only=True):
        one.close()
        if hasattr(one, "close_pool"):
            one.close_pool()
    listener.set_inheritable(True)
    os.set_inheritable(folder, True)
    paths = [str(settings.BASE_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    arguments = [settings.HOST, str(settings.PORT), str(listener.fileno()), str(files)]
    os.execv(sys.executable, [sys.executable, "-m", "config.server", *arguments])
