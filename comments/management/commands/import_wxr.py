"""An export of WordPress comes in: stories with their comments."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from comments.importing.files import WORDPRESS
from comments.management.importing import ImportCommand


class Command(ImportCommand):
    help = "核对 WordPress 导出文件（WXR），加 --write 把文章连同评论带进来；再来一次只补缺少的。"
    kind = WORDPRESS

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--channel", required=True, help="分类没有对应频道的文章放进哪个频道（名称或地址）")
        parser.add_argument("--map", action="append", default=[], metavar="旧分类=频道", help="可以给多次")
        parser.add_argument("--media", type=Path, help="旧站图片（wp-content/uploads）所在的文件夹")

    def handle(self, file: Path, write: bool, channel: str, media: Path | None, **options: Any) -> None:
        self.run(file, write, channel, options["map"], media)
