"""Makes what names are compared by anew, and lists which names look alike."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from comments.readers.known_names import KnownName
from comments.readers.models import Reader
from comments.readers.skeletons import collisions, pen_names_in_use, renew_skeletons
from news.articles.models import Article


class Command(BaseCommand):
    help = "按形近字表重新比对所有用户名，列出看起来一样的用户名和与编辑笔名相同的用户名；不改任何人的用户名。"

    def handle(self, **options: Any) -> None:
        with transaction.atomic():
            changed = renew_skeletons(Reader, KnownName)
        self.stdout.write(f"重新比对：{changed} 行有变化。")
        for older, younger in collisions(Reader):
            self.stdout.write(f"看起来一样：{younger} 与 {older}")
        for editor, name in pen_names_in_use(Reader, Article.objects.editors()):
            self.stdout.write(f"与编辑笔名相同：{name} 与 {editor}")
