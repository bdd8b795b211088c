"""Builds the index of search anew."""

from django.core.management.base import BaseCommand

from comments.models import Comment, CommentEntry
from comments.reindexing import reindex


class Command(BaseCommand):
    help = "重建搜索索引（网站可以照常运行）。"

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="只在索引还是空的时候重建（升级之后用）")

    def handle(self, if_empty, **options):
        if if_empty and (CommentEntry.objects.exists() or not Comment.objects.exists()):
            return
        stories, comments = reindex()
        self.stdout.write(f"已索引 {stories} 条新闻、{comments} 条评论。")
