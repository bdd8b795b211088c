"""The worker in a process of its own, for clusters; a single process runs it by itself."""

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from comments.worker.loop import WorkerLoop
from config.exporting.state import refusal_of_unfinished_import
from config.locks import share_folder


class Command(BaseCommand):
    help = "单独运行后台工作进程（邮件、升级公告、注销等）；网站进程里设 WORKER=0 即可不再自带。"

    def handle(self, **options: Any) -> None:
        if share_folder(settings.PRIVATE_DIR) is None:
            raise CommandError("正在恢复备份：请等它结束，再启动。")
        if sentence := refusal_of_unfinished_import():
            raise CommandError(sentence)
        rounds = WorkerLoop()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: rounds.stop())
        rounds.run()
