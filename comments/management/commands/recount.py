"""Proves the stored counts, and repairs them."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.management.recounting import recount


class Command(BaseCommand):
    help = "按票、评论与声望记录重算所有计数；报告不同之处并改正。"

    def handle(self, **options: Any) -> None:
        wrong = recount(self.stdout.write)
        self.stdout.write(f"共 {wrong} 处不同{'，已改正' if wrong else ''}。({wrong} differences)")
