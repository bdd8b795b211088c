"""Builds the index of search anew."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.search.reindexing import reindex


class Command(BaseCommand):
    help = "重建搜索索引（网站可以照常运行）。"

    def handle(self, **options: Any) -> None:
        stories, comments, readers = reindex()
        self.stdout.write(f"已索引 {stories} 条新闻、{comments} 条评论、{readers} 位网友。")
