"""Word rules as CSV: a header of names, then a rule a line; Excel reads and writes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from comments.exceptions import Refused
from comments.word_rules.models import WordRule
from news.channels.models import Channel

COLUMNS = ["word", "action", "scope", "channel", "excuses", "pinyin", "alike", "note"]
BETWEEN = "|"  # parts the phrases of one cell
FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would run


def write_rules(rules: Iterable[WordRule]) -> str:
    """The rules as a CSV file, with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for rule in rules:
        channel = rule.channel.slug if rule.channel else ""
        cells = [rule.word, rule.action, rule.scope, channel, BETWEEN.join(rule.phrases)]
        cells += ["1" if rule.pinyin else "", "1" if rule.alike else "", rule.note]
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return f"\ufeff{out.getvalue()}"


def read_rules(content: bytes) -> tuple[int, int, list[str]]:
    """Add the rules of a CSV file; return how many were new, were known, and what is wrong with the others, by line."""
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), strict=True)
        if not rows.fieldnames or "word" not in rows.fieldnames:
            raise Refused("文件的第一行要有列名，至少有 word。")
        lines = [(rows.line_num, row) for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused("这个文件不是 UTF-8 编码的 CSV，没有导入。") from error
    added, known, problems = 0, 0, []
    for number, row in lines:
        try:
            rule = rule_of(row)
            if WordRule.objects.filter(word=rule.word, scope=rule.scope, channel=rule.channel).exists():
                known += 1
                continue
            rule.full_clean()
            rule.save()
            added += 1
        except ValidationError as error:
            problems.append(f"第 {number} 行：{' '.join(error.messages)}")
    return added, known, problems


def rule_of(row: dict[str, str | None]) -> WordRule:
    """The rule that a line says; nothing is saved. ValidationError for a channel that there is not."""
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    cells = {name: cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell for name, cell in cells.items()}
    channel = Channel.objects.filter(slug=cells["channel"]).first() if cells["channel"] else None
    if cells["channel"] and channel is None:
        raise ValidationError(f"没有频道“{cells['channel']}”。")
    return WordRule(
        word=cells["word"],
        action=cells["action"] or WordRule.Action.HOLD,
        scope=cells["scope"] or WordRule.Scope.SITE,
        channel=channel,
        excuses=cells["excuses"].replace(BETWEEN, "\n"),
        pinyin=cells["pinyin"] in ("1", "yes", "true"),
        alike=cells["alike"] in ("1", "yes", "true"),
        note=cells["note"],
    )
