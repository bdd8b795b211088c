"""Names of readers: how they are written, when two are the same to the eye, which ones are taken by the house."""

import re
import unicodedata

from news.script import fold

SHORTEST, LONGEST = 2, 20
ALLOWED = re.compile(r"[\u3400-\u9fff\U00020000-\U000323afA-Za-z0-9_\-·.々〇ー\u3041-\u3096\u30a1-\u30fa]+")
SEPARATORS = re.compile(r"[_\-·.ー]")
LETTER = re.compile(r"[^\W_]")
STAFF = (
    "网编",
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
    "admin",
    "moderator",
    "system",
)
UNNAMED = {"me", "new", "feeds", "activity", ".", ".."}
# What looks alike among allowed characters, folded already, after the table of UTS #39: each group is one letter.
GROUPS = [
    "o0〇",
    "li1|",
    "s5",
    "z2",
    "b8",
    "g9q",
    "一ーｰ-_·.",
    "口ロ囗",
    "力カ",
    "工エ",
    "二ニ",
    "卜ト",
    "夕タ",
    "八ハ",
    "三ミ",
    "亻イ",
    "丿ノ",
    "へヘ",
    "べベ",
    "ぺペ",
    "りリ",
    "く𡿨",
    "士土",
    "户戸",
    "黑黒",
    "郎郞",
    "晚晩",
    "填塡",
    "値值",
    "研硏",
    "并倂",
    "隶隷",
    "柿杮",
    "胶㬵",
    "朦䑃",
    "朌肦",
    "朏胐",
    "朐胊",
    "朓脁",
    "朘脧",
    "朣膧",
    "胼腁",
    "帡帲",
    "墫壿",
    "跺跥",
    "鹂鹃",
    "蘷虁",
    "訮詽",
    "讆讏",
    "豜豣",
    "赿趆",
    "躗躛",
    "㖈䎛",
    "㘽㦳",
    "㩁搉",
    "㫚曶",
    "㬺幐",
    "㬻䐠",
    "㮣槩",
    "䀿晣",
    "𥅴鿃",
    "𫍚䚶",
    "𫐌輧",
]
ALIKE = {ord(letter): group[0] for group in GROUPS for letter in group}


class BadName(ValueError):
    """The name cannot be used; the message says why."""


def normal(name):
    """Return `name` as it is kept: NFKC, without spaces at its ends."""
    return unicodedata.normalize("NFKC", name).strip()


def skeleton(name):
    """Return what two names that look alike have in common: folded script, case, look-alike letters."""
    return fold(normal(name)).replace("rn", "m").replace("vv", "w").translate(ALIKE)


def resembling(text, words):
    """The first of `words` that `text` contains or looks like containing, whatever parts its letters; else None."""
    folded = skeleton(text), skeleton(SEPARATORS.sub("", text))
    return next((word for word in words if any(skeleton(word) in one for one in folded)), None)


def checked(name):
    """Return `name` as it is kept, or raise BadName."""
    name = normal(name)
    if not SHORTEST <= len(name) <= LONGEST:
        raise BadName(f"名字请用 {SHORTEST} 到 {LONGEST} 个字。")
    if not ALLOWED.fullmatch(name) or not LETTER.search(name) or name.lower() in UNNAMED:
        raise BadName("名字只能用汉字、假名、拉丁字母、数字和 _ - · .")
    if resembling(name, STAFF):
        raise BadName("这个名字容易被当成本站人员，请换一个。")
    return name
