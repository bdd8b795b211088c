"""A saved article page comes in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments.exceptions import Refused
from comments.importing.files import find_channel
from comments.importing.saved_pages import check_page, import_page
from news.importing.saved_file import MOST_BYTES, read_file
from news.importing.saved_page import PageError

if TYPE_CHECKING:
    from news.importing.saved_page import SavedPage


class Command(BaseCommand):
    help = "把一张保存下来的新闻页连同评论带进来；同一页再来一次，只补缺少的评论。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--channel", default="时政", help="频道的名称或地址，不给则为时政")
        parser.add_argument("--dry-run", action="store_true", help="只核对并报告，不带入")

    def handle(self, file: Path, channel: str, dry_run: bool, **options: Any) -> None:
        try:
            place = find_channel(channel)
        except Refused as error:
            raise CommandError(str(error)) from error
        page = self.page(file)
        if dry_run:
            known, missing = check_page(page)
            state = "已有" if known else "新增"
            return self.stdout.write(f"{state}：《{page.title}》，可新增评论 {missing} 条。没有带入。")
        article, new, added = import_page(page, place)
        state = "新带入" if new else "已在"
        return self.stdout.write(f"{state}：《{article.title}》 /news/{article.pk}/ ，评论新增 {added} 条。")

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
