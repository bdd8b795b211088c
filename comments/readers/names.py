"""Names of readers: how they are written, when two are the same to the eye, which ones are taken by the house.

Functions without Django. The table of characters that look alike is `data/alike.txt`, which names its sources.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from news.variants.folding import fold

SHORTEST, LONGEST = 2, 20
# Code points that are looked at at all: normalising takes time by the square of a run of combining marks.
RAW_LONGEST = 100
ALLOWED = re.compile(r"[\u3400-\u9fff\U00020000-\U000323afA-Za-z0-9_\-·.々〇ー\u3041-\u3096\u30a1-\u30fa]+")
BETWEEN = re.compile(r"[_\-·.]")  # may part the letters of a name, but makes it no other name
SEPARATORS = re.compile(r"[_\-·.ー]")  # the same for words that no name may contain
EDGE = re.compile(r"^[_\-·.]|[_\-·.]$")
DASH = re.compile(r"(?<![A-Za-z0-9_.-])-(?![A-Za-z0-9_.-])")  # among Han characters it looks like 一
LETTER = re.compile(r"[^\W_]")
DOTS = str.maketrans(dict.fromkeys("・•‧∙⋅᛫⸱･", "·"))
LATIN = re.compile(r"[A-Za-z0-9]+")
CAMEL = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+")
# Deceptive wherever they stand in a name, and part of no word that means something else.
STAFF = (
    "网编",
    "责编",
    "管理员",
    "版主",
    "站长",
    "官方",
    "客服",
    "系统",
    "花蛋",
    "审核员",
    "编辑部",
    "已注销",
)
# Deceptive as a whole name only, digits at its ends aside: 小编 in 李小编 is a person's.
STAFF_ALONE = (
    "小编",
    "总编",
    "主编",
    "副主编",
    "副总编",
    "总编辑",
    "编辑",
    "责任编辑",
    "美编",
    "本站",
    "站务",
    "站方",
    "运营",
    "运维",
    "值班员",
    "工作人员",
    "公告",
    "通知",
)
# Deceptive as a word of its own: `admin_zhang`, `TheEditor`, `staff小王`; not in badminton, ecosystem, Staffan.
STAFF_LATIN = (
    "admin",
    "admins",
    "administrator",
    "sysadmin",
    "superadmin",
    "webmaster",
    "moderator",
    "moderators",
    "editor",
    "editors",
    "official",
    "support",
    "staff",
    "system",
    "helpdesk",
)
UNNAMED = {"me", "new", "feeds", "activity", ".", ".."}


class BadName(ValueError):
    """The name cannot be used; the message says why."""


@cache
def lookalikes() -> dict[int, str]:
    """{code of a character: the one that stands for all that look like it}, after folding."""
    lines = (Path(__file__).parent / "data" / "alike.txt").read_text("utf-8").splitlines()
    return {ord(letter): line[0] for line in lines if not line.startswith("#") for letter in line}


def normalize_name(name: str) -> str:
    """Return `name` as it is kept: NFKC, without spaces at its ends, with one kind of dot in the middle."""
    return unicodedata.normalize("NFKC", name[:RAW_LONGEST]).strip().translate(DOTS)


def skeleton(name: str) -> str:
    """Return what two names that look alike have in common: script, case, separators, look-alike letters folded."""
    return folded_name(name[:RAW_LONGEST])


@lru_cache(maxsize=5000)
def folded_name(name: str) -> str:
    folded = fold(normalize_name(name))
    bare = BETWEEN.sub("", folded) or folded
    return bare.replace("rn", "m").replace("vv", "w").translate(lookalikes())


def find_resembling(text: str, words: Iterable[str]) -> str | None:
    """The first of `words` that `text` contains or looks like containing, whatever parts its letters; else None."""
    folded = skeleton(text), skeleton(SEPARATORS.sub("", text))
    return next((word for word in words if any(skeleton(word) in one for one in folded)), None)


def looks_like_staff(text: str, site_name: str = "") -> bool:
    """Whether a name or title could be taken for somebody who works here."""
    house = (*STAFF, site_name) if len(site_name) >= SHORTEST else STAFF
    if find_resembling(text, house):
        return True
    text = normalize_name(text)
    bare = SEPARATORS.sub("", text)
    runs = [*LATIN.findall(text), *LATIN.findall(bare)]
    words = {bare, *runs, *(part for run in runs for part in CAMEL.findall(run))}
    folded = {skeleton(form) for word in words for form in (word, word.strip("0123456789"))}
    return not folded.isdisjoint(skeletons_of_staff())


@cache
def skeletons_of_staff() -> frozenset[str]:
    return frozenset(map(skeleton, (*STAFF_ALONE, *STAFF_LATIN)))


def validate_name(name: str, site_name: str = "") -> str:
    """Return `name` as it is kept, or raise BadName."""
    if len(name) > RAW_LONGEST:
        raise BadName(f"用户名请用 {SHORTEST} 到 {LONGEST} 个字。")
    name = normalize_name(name)
    if not SHORTEST <= len(name) <= LONGEST:
        raise BadName(f"用户名请用 {SHORTEST} 到 {LONGEST} 个字。")
    if not ALLOWED.fullmatch(name) or not LETTER.search(name) or name.lower() in UNNAMED:
        raise BadName("用户名只能用汉字、假名、拉丁字母、数字和 _ - · .")
    if EDGE.search(name):
        raise BadName("用户名不能以 _ - · . 开头或结尾。")
    if looks_like_staff(name, site_name):
        raise BadName("这个用户名容易被当成本站人员，请换一个。")
    if DASH.search(name):
        raise BadName("用户名里的 - 只能用在字母或数字旁边。")
    return name
