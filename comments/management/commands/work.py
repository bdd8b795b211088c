"""The worker in a process of its own, for clusters; a single process runs it by itself."""

import signal

from django.core.management.base import BaseCommand

from comments.worker.rounds import Rounds


class Command(BaseCommand):
    help = "单独运行后台工作进程（邮件、升级公告、注销等）；网站进程里设 WORKER=0 即可不再自带。"

    def handle(self, **options):
        rounds = Rounds()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: rounds.stop())
        rounds.run()
