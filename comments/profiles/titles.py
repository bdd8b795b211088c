"""Titles of readers: what one may look like, and what it must not be taken for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from comments.readers.names import RAW_LONGEST, SEPARATORS, find_resembling, looks_like_staff, skeleton

SHORTEST, LONGEST = 2, 8
ALLOWED = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af々〇A-Za-z0-9\u3041-\u3096\u30a1-\u30faー·]+")
LADDER = ("品衔", "声望", "等级", "级别")
RUNG = re.compile(r"^[r1][0-9]{1,2}$")  # as a skeleton writes R7, l10, RlO


class BadTitle(ValueError):
    """The title cannot be used; the message says why."""


def clean_title(title: str, barred: Iterable[str] = (), site_name: str = "") -> str:
    """Return `title` as it is kept, or raise BadTitle. `barred`: listed words, in whatever script."""
    title = unicodedata.normalize("NFKC", title[:RAW_LONGEST]).strip()
    if not SHORTEST <= len(title) <= LONGEST:
        raise BadTitle(f"头衔请用 {SHORTEST} 到 {LONGEST} 个字。")
    if not ALLOWED.fullmatch(title):
        raise BadTitle("头衔只能用汉字、假名、拉丁字母和数字，不能带 ☆ ★ ♂ ♀ 一类的符号。")
    if looks_like_staff(title, site_name):
        raise BadTitle("这个头衔容易被当成本站人员，请换一个。")
    if find_resembling(title, LADDER) or RUNG.match(skeleton(SEPARATORS.sub("", title))):
        raise BadTitle("这个头衔容易和品衔混淆，请换一个。")
    if find_resembling(title, barred):
        raise BadTitle("这个头衔里有不能用的词，请换一个。")
    return title
