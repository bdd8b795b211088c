"""A saved article page comes in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments.importing.saved_pages import import_page
from news.channels.models import Channel
from news.importing.saved_file import MOST_BYTES, read_file
from news.importing.saved_page import PageError

if TYPE_CHECKING:
    from news.importing.saved_page import SavedPage


class Command(BaseCommand):
    help = "把一张保存下来的新闻页连同评论带进来；同一页再来一次，只补缺少的评论。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--channel", default="时政", help="频道的名称或地址，不给则为时政")

    def handle(self, file: Path, channel: str, **options: Any) -> None:
        article, new, added = import_page(self.page(file), self.channel(channel))
        state = "新带入" if new else "已在"
        self.stdout.write(f"{state}：《{article.title}》 /news/{article.pk}/ ，评论新增 {added} 条。")

    def page(self, file: Path) -> SavedPage:
        try:
            with file.open("rb") as opened:
                raw = opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"读不到文件 {file}：{error.strerror}") from error
        try:
            return read_file(raw)
        except PageError as error:
            raise CommandError(f"{file} 不是一张保存的新闻页。{error}") from error

    def channel(self, wanted: str) -> Channel:
        stories = Channel.objects.exclude(kind=Channel.Kind.DOOR)
        found = stories.filter(name=wanted).first() or stories.filter(slug=wanted).first()
        if not found:
            raise CommandError(f"没有“{wanted}”这个频道。")
        return found
