"""Demo content, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from comments.demo.seeding import seed


class Command(BaseCommand):
    help = "装入演示内容（只在 DEMO=1 时；已有则不动）。"

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("演示内容只在演示模式里装入：请设 DEMO=1，或用 make run。")
        stories, comments = seed()
        done = f"装入 {stories} 条新闻、{comments} 条评论。" if stories else "演示内容已在，未作改动。"
        self.stdout.write(done)
