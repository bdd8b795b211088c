"""The site for real: granian on one port, in one process."""

import resource

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops

from comments.models import Reader

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
DEMO_PASSWORD = "huadan-demo"  # noqa: S105  (published in README; never accepted outside the demo)
KILL_SECONDS = 4
SPARE_FILES = 200  # database, static files, logs


class Command(BaseCommand):
    help = "启动网站（设置见 README）。"

    def handle(self, **options):
        if settings.DEMO and settings.HOST not in LOOPBACK:
            raise CommandError("演示模式（DEMO=1）只能在本机地址上运行：请去掉 HOST，或去掉 DEMO。")
        if not settings.DEMO:
            refuse_demo_passwords()
        files = raise_file_limit()
        self.stdout.write(f"{settings.SITE_NAME}：http://{settings.HOST}:{settings.PORT}/")
        self.stdout.flush()
        server(files).serve()


def refuse_demo_passwords():
    for reader in Reader.objects.filter(is_demo=True, is_active=True):
        if reader.check_password(DEMO_PASSWORD):
            raise CommandError(
                f"演示账号 {reader.name} 还在用公开的演示密码。请先改掉"
                f"（manage.py changepassword {reader.name}）或停用它，再正式启动。"
            )


def raise_file_limit():
    """Raise the limit of open files as far as the machine allows; return it. Every stream is one open file."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard if hard != resource.RLIM_INFINITY else 1_000_000


def server(files):
    """granian with one worker on asyncio's loop, whose signal handler `config.endings` can reach."""
    return Granian(
        "config.asgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.ASGI,
        # HTTP/1 alone: looking for HTTP/2 as well costs 12 kB a connection, and proxies speak HTTP/1 to us.
        http=HTTPModes.http1,
        loop=Loops.asyncio,
        workers=1,
        backlog=2048,
        websockets=False,
        workers_kill_timeout=KILL_SECONDS,
        # It counts open connections: at its default of 1,024 the whole site would freeze at the 1,025th stream.
        backpressure=max(256, files - SPARE_FILES),
        respawn_failed_workers=True,
        log_level="warning",
    )
