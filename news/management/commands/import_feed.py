"""Stories come in from a feed, by its address or from a file; says first what would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news.channels.models import Channel
from news.feed_sources.bodies import clean_title
from news.feed_sources.decoding import FeedError
from news.feed_sources.importing import import_entries
from news.feed_sources.looking import TYPES
from news.feed_sources.models import FeedSource
from news.feed_sources.reading import read_feed
from news.http.checked_connections import PUBLIC, FetchError, Network
from news.http.fetching import MOST_BYTES, Fetched, Wanted, fetch


class Command(BaseCommand):
    help = "从 RSS 或 Atom（https 地址或文件）带入新闻。不加 --write 只列出会带入什么；再来一次，只带入新的。"
    stealth_options = ("network",)  # of tests

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="https 开头的地址，或文件")
        parser.add_argument("--channel", required=True, help="新闻频道的地址（如 politics）或名称")
        parser.add_argument("--name", default="", help="来源的名称，不给则为订阅源自己的标题")
        parser.add_argument("--publish", action="store_true", help="直接发布，不加则存为草稿")
        parser.add_argument("--summary", action="store_true", help="只带摘要，不带全文")
        parser.add_argument("--write", action="store_true", help="真的写入，不加只列出")

    def handle(self, source: str, channel: str, network: Network = PUBLIC, **options: Any) -> None:
        row = FeedSource(channel=self.channel(channel), publishes=options["publish"], full_text=not options["summary"])
        try:
            found = fetch(source, Wanted(TYPES), network) if "://" in source else self.read_file(source)
            feed = read_feed(found.body, found.charset)
        except (FetchError, FeedError) as error:
            raise CommandError(f"{source}：{error}") from error
        row.name = (options["name"] or clean_title(feed.title) or "订阅源")[:60]
        report = import_entries(row, feed, found.url, write=options["write"])
        self.stdout.write(f"来源：{row.name}\n{report}")
        if not options["write"]:
            self.stdout.write("这是预演，什么都没有写入。加上 --write 才写入。")

    def channel(self, wanted: str) -> Channel:
        stories = Channel.objects.for_stories()
        found = stories.filter(slug=wanted).first() or stories.filter(name=wanted).first()
        if not found:
            raise CommandError(f"没有“{wanted}”这个新闻频道。")
        return found

    def read_file(self, name: str) -> Fetched:
        try:
            with Path(name).open("rb") as opened:
                raw = opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"读不到文件 {name}：{error.strerror}") from error
        if len(raw) > MOST_BYTES:
            raise CommandError(f"文件过大（最多 {MOST_BYTES // 1_000_000} MB）。")
        return Fetched("", raw)
