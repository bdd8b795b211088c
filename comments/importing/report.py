"""What an import found and did: counts, and sentences with the line of the file, bounded whatever the file holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

LINES_MOST = 200  # of each outcome
LINE_LONGEST = 200
OUTCOMES = {
    "new": "新增",
    "known": "已有",
    "changed": "与本站不同（保留本站的）",
    "bad": "有误",
    "alone": "缺少上级",
    "skipped": "不带入",
}
THINGS = {
    "story": "新闻",
    "thread": "没有对应新闻的帖子",
    "comment": "评论",
    "reader": "网友",
    "picture": "图片",
    "attachment": "附件",
    "address": "旧地址",
    "record": "其他记录",
}


class ImportReport:
    """`tell(report)` is called whenever there is something new to say."""

    def __init__(self, tell: Callable[[ImportReport], Any] = lambda report: None) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.lines: list[str] = []
        self.listed: Counter[str] = Counter()
        self.stage, self.done, self.total = "读取", 0, 0
        self.broken = ""  # why the file was not read to its end
        self.tell = tell

    def add(self, thing: str, outcome: str, line: int = 0, what: str = "", amount: int = 1) -> None:
        """Count things; if there is something to say of one, list it with its line of the file (0: none)."""
        self.counts[thing, outcome] += amount
        if what:
            self.listed[outcome] += 1
        if what and self.listed[outcome] <= LINES_MOST:
            place = f"第 {line} 行，" if line else ""
            self.lines.append(f"{OUTCOMES[outcome]}：{place}{what}"[:LINE_LONGEST])

    def progress(self, stage: str, done: int, total: int) -> None:
        self.stage, self.done, self.total = stage, done, total
        self.tell(self)

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def unlisted(self) -> int:
        """How many sentences there was no room for."""
        return sum(max(0, listed - LINES_MOST) for listed in self.listed.values())

    def table(self) -> dict[str, dict[str, int]]:
        """{thing: {outcome: how many}}, without what there is none of."""
        found: dict[str, dict[str, int]] = {}
        for thing in THINGS:
            row = {outcome: self.counts[thing, outcome] for outcome in OUTCOMES if self.counts[thing, outcome]}
            if row:
                found[thing] = row
        return found


def sentences(table: dict[str, dict[str, int]]) -> list[str]:
    """The table as lines of text: 新闻：新增 3，已有 2。"""
    rows = [(what, table[thing]) for thing, what in THINGS.items() if thing in table]
    return [
        f"{what}：" + "，".join(f"{said} {row[name]}" for name, said in OUTCOMES.items() if name in row) + "。"
        for what, row in rows
    ]
