"""Reads a saved article page of the portal that this site grew from: text, one line a paragraph. Pure functions.

The counts under a comment are "flowers", a no-break space, "eggs", with ordinary spaces around; a zero is blank:
`7 \\xa0`, `\\xa0 3`, `\\xa0`. The words of the page may be in either script; what it says is taken as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from re import Match, Pattern

from news.variants.folding import fold
from news.variants.script import spellings_in_both


def compile_both(pattern: str) -> Pattern[str]:
    """The pattern for the words of the page in either script."""
    return re.compile(spellings_in_both(pattern))


SPACES = " \t\r\ufeff"  # not the no-break space: it tells a line of counts from an empty one
MARK = compile_both(r"\s*[(（]((?:图|组|多|视|频|影片|[/／·、+]){1,8})[)）]$")
DATELINE = compile_both(r"^新闻来源[:：]\s*(.+?)\s*于\s*(\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}:\d{2})")
EDITOR = compile_both(r"^网编[:：]\s*(\S.*)$")
VOTES = {"flowers": compile_both(r"^鲜花\((\d{1,9})\)$"), "eggs": compile_both(r"^鸡蛋\((\d{1,9})\)$")}
STATED = compile_both(r"^(\d+)\s*(?:条|则)$")
FLOOR = compile_both(r"^热门评论")
AUTHOR = compile_both(
    r"^评论人[:：](?P<name>.+)\[(?P<badge>[^\[\]]+)\]\[个人频道\]\[个人动态\]\s*"
    r"(?P<when>\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d{2})\s*回(?:复|覆)$"
)
CLAIM = compile_both("^评论人")
COUNTS = re.compile(r"^(\d{0,9}) *\xa0 *(\d{0,9})$")
# The same where its no-break space has become a plain one.
PLAIN_COUNTS = re.compile(r"^(?P<before>[ \t]*)(?P<first>\d{0,9})(?P<after>[ \t]*)(?P<second>\d{0,9})[ \t\r]*$")
END = compile_both("^新闻速递首页")
HEADING_LONGEST = 32
EARLIEST = 1990
NOT_A_HEAD = "应当是“评论人:名[品衔][个人频道][个人动态] 时间 回复”"
# What the rows can hold; longer, and the file is not what it seems.
TITLE_LONGEST, EDITOR_LONGEST, SOURCE_LONGEST, AUTHOR_LONGEST, BADGE_LONGEST = 120, 20, 60, 100, 60


class PageError(ValueError):
    """The file is no such page; says at which line (from 1) that shows."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"第 {line} 行：{what}")
        self.line, self.what = line, what


@dataclass
class SavedComment:
    author: str
    badge: str
    when: datetime  # naive, in the portal's zone
    text: str
    flowers: int
    eggs: int


@dataclass
class SavedPage:
    title: str
    pictures: int  # how many pictures the mark promises: 0, 1, or 2 for several
    video: bool
    sources: list
    when: datetime  # naive, in the portal's zone
    body: list  # of (kind, text); kind is "p", "h2" or "caption"
    editor: str
    flowers: int
    eggs: int
    stated: int | None
    comments: list = field(default_factory=list)  # of SavedComment, as in the file


def read_page(text: str) -> SavedPage:
    """Return the SavedPage in `text`; raise PageError where the text is not one."""
    lines = [line.strip(SPACES) for line in with_no_break_spaces(text).split("\n")]
    dateline, dated = find(lines, DATELINE, 0, "没有“新闻来源: … 于 年-月-日 时:分:秒”这一行")
    titled, title = title_above(lines, dateline)
    editor, named = find(lines, EDITOR, dateline, "正文之后没有“网编:”这一行")
    flowers, flowered = find(lines, VOTES["flowers"], editor, "没有“鲜花(数)”这一行")
    eggs, egged = find(lines, VOTES["eggs"], flowers, "没有“鸡蛋(数)”这一行")
    floor, _ = find(lines, FLOOR, eggs, "没有“热门评论”这一行")
    stated = stated_count(lines, eggs, floor)
    mark = MARK.search(title)
    words = fold(mark[1]) if mark else ""
    title = require_fit(MARK.sub("", title), TITLE_LONGEST, titled, "标题")
    sources = [name.strip() for name in re.split("[/／]", dated[1]) if name.strip()]
    require_fit(max(sources, key=len, default=""), SOURCE_LONGEST, dateline, "来源")
    require_fit(named[1], EDITOR_LONGEST, editor, "网编")
    return SavedPage(
        title,
        2 if "组图" in words or "多图" in words else int("图" in words),
        "视频" in words or "影片" in words,
        sources,
        parse_moment(dated[2], dateline),
        body_of(lines[dateline + 1 : editor]),
        named[1],
        int(flowered[1]),
        int(egged[1]),
        stated,
        comments_of(lines, floor + 1),
    )


def with_no_break_spaces(text: str) -> str:
    """`text` with the no-break spaces of its lines of counts, if all of the page have become plain ones.

    So pages are saved in character sets that have none. A single number is the eggs if more space is before it.
    """
    lines = text.split("\n")
    ends = [] if "\xa0" in text else [at for at, line in enumerate(lines) if AUTHOR.match(line.strip(SPACES))]
    if ends:
        ends += [at for at in range(ends[-1], len(lines)) if END.match(lines[at].strip(SPACES))][:1]
    for at in ends[1:]:
        if counts := PLAIN_COUNTS.match(lines[at - 1]):
            lines[at - 1] = "{} \xa0 {}".format(*plain_counts(counts))
    return "\n".join(lines)


def plain_counts(counts: Match[str]) -> tuple[str, str]:
    """(flowers, eggs) as written, of a match of PLAIN_COUNTS."""
    first, second = counts["first"], counts["second"]
    return ("", first) if first and not second and len(counts["before"]) > len(counts["after"]) else (first, second)


def find(lines: list[str], pattern: Pattern[str], start: int, missing: str) -> tuple[int, Match[str]]:
    """(index, match) of the first line from `start` that matches; PageError naming where it was looked for."""
    for index in range(start, len(lines)):
        if match := pattern.match(lines[index]):
            return index, match
    raise PageError(min(start + 1, len(lines)), missing)


def title_above(lines: list[str], dateline: int) -> tuple[int, str]:
    for index in range(dateline - 1, -1, -1):
        if lines[index].strip():
            return index, lines[index]
    raise PageError(dateline + 1, "“新闻来源”之前没有标题")


def parse_moment(text: str, index: int, form: str = "%Y-%m-%d %H:%M:%S") -> datetime:
    try:
        when = datetime.strptime(text, form)
    except ValueError:
        when = None
    if when is None or when.year < EARLIEST:
        raise PageError(index + 1, f"没有“{text}”这个时间")
    return when


def stated_count(lines: list[str], start: int, stop: int) -> int | None:
    """The number of comments that the page itself states, or None."""
    for index in range(start, stop):
        if found := STATED.match(lines[index]):
            return int(require_fit(found[1], 9, index, "评论条数"))
    return None


def require_fit(text: str, longest: int, index: int, what: str) -> str:
    if len(text) > longest:
        raise PageError(index + 1, f"{what}超过 {longest} 字")
    if not text.strip():
        raise PageError(index + 1, f"{what}是空的")
    return text


def body_of(lines: list[str]) -> list[tuple[str, str]]:
    """The paragraphs of a body: a short line without a full stop is a sub-head, after a wide gap a caption."""
    body, gap = [], 0
    for line in lines:
        if not line.strip():
            gap += 1
            continue
        body.append((kind_of(line, gap), line))
        gap = 0
    return body


def kind_of(line: str, gap: int) -> str:
    if len(line) > HEADING_LONGEST or "。" in line or line.endswith(("!", "！", "…", ";", "；", ",", "，")):
        return "p"
    # A picture leaves a gap of three lines; what stands below it tells what it showed.
    return "caption" if gap > 2 and line.endswith((")", "）")) else "h2"


def comments_of(lines: list[str], start: int) -> list[SavedComment]:
    heads = [index for index in range(start, len(lines)) if AUTHOR.match(lines[index])]
    end = next((i for i in range((heads or [start])[-1], len(lines)) if END.match(lines[i])), len(lines))
    first = heads[0] if heads else end
    stray = next((i for i in range(start, first) if lines[i].strip()), None)
    if stray is not None:
        raise PageError(stray + 1, NOT_A_HEAD)
    if not heads:
        return []
    return [comment_of(lines, head, stop) for head, stop in zip(heads, [*heads[1:], end], strict=True)]


def comment_of(lines: list[str], head: int, stop: int) -> SavedComment:
    """The comment between its first line and the next one's; its last line holds the counts."""
    last = max((i for i in range(head, stop) if lines[i]), default=head)
    counts = COUNTS.match(lines[last])
    if not counts or last == head:
        raise PageError(last + 1, "评论之后应当是鲜花与鸡蛋的数（中间有不换行空格）")
    refuse_damaged_head(lines, head, last)
    said = AUTHOR.match(lines[head])
    assert said is not None  # that is what makes it a head
    require_fit(said["name"], AUTHOR_LONGEST, head, "评论人的名字")
    require_fit(said["badge"], BADGE_LONGEST, head, "品衔")
    text = "\n".join(lines[head + 1 : last]).strip("\n")
    if not text:
        raise PageError(head + 2, "这条评论没有正文")
    when = parse_moment(re.sub(r"\s", "", said["when"]), head, "%Y年%m月%d日%H:%M")
    return SavedComment(said["name"], said["badge"], when, text, int(counts[1] or 0), int(counts[2] or 0))


def refuse_damaged_head(lines: list[str], head: int, last: int) -> None:
    """A line that begins like a comment's first, below another's counts, is a first line that was hurt."""
    filled = [index for index in range(head, last + 1) if lines[index]]
    for above, index in pairwise(filled):
        if COUNTS.match(lines[above]) and CLAIM.match(lines[index]):
            raise PageError(index + 1, NOT_A_HEAD)
