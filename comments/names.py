"""Names of readers: how they are written, when two are the same to the eye, which ones are taken by the house."""

import re
import unicodedata

from news.script import fold

SHORTEST, LONGEST = 2, 20
ALLOWED = re.compile(r"[\u3400-\u9fff\U00020000-\U000323afA-Za-z0-9_\-·.々〇ー\u3041-\u3096\u30a1-\u30fa]+")
SEPARATORS = re.compile(r"[_\-·.]")
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
    "admin",
    "moderator",
    "system",
)
UNNAMED = {"me", "new", "feeds", "activity", ".", ".."}
# Letters and digits that look alike (in the sense of UTS #39), each folded to one of them.
ALIKE = str.maketrans(
    "o0li1|s5z2b8g9q口ロ一ーｰ-_·.力カ工エ二ニ卜ト夕タ八ハ三ミへヘりリ",
    "oollllsszzbbggg口口一一一一一一一力力工工二二卜卜夕夕八八三三へへりり",
)


class BadName(ValueError):
    """The name cannot be used; the message says why."""


def normal(name):
    """Return `name` as it is kept: NFKC, without spaces at its ends."""
    return unicodedata.normalize("NFKC", name).strip()


def skeleton(name):
    """Return what two names that look alike have in common: folded script, case, look-alike letters."""
    return fold(normal(name)).replace("rn", "m").replace("vv", "w").translate(ALIKE)


def checked(name):
    """Return `name` as it is kept, or raise BadName."""
    name = normal(name)
    if not SHORTEST <= len(name) <= LONGEST:
        raise BadName(f"名字请用 {SHORTEST} 到 {LONGEST} 个字。")
    if not ALLOWED.fullmatch(name) or not LETTER.search(name) or name.lower() in UNNAMED:
        raise BadName("名字只能用汉字、假名、拉丁字母、数字和 _ - · .")
    folded = skeleton(SEPARATORS.sub("", name))
    if any(skeleton(word) in folded for word in STAFF):
        raise BadName("这个名字容易被当成本站人员，请换一个。")
    return name
