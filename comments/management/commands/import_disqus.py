"""An export of Disqus comes in: comments for stories that are here."""

from pathlib import Path
from typing import Any

from comments.importing.files import DISQUS
from comments.management.importing import ImportCommand


class Command(ImportCommand):
    help = "核对 Disqus 导出文件，加 --write 把评论带进对应的新闻；再来一次只补缺少的。"
    kind = DISQUS

    def handle(self, file: Path, write: bool, **options: Any) -> None:
        self.run(file, write)
