"""Write alike.txt, the table by which two names that look alike are one, from its sources.

    python -m comments.readers.data.build_alike CONFUSABLES_JSON UNIHAN_VARIANTS_TXT

`CONFUSABLES_JSON`: of the package confusable-homoglyphs; `UNIHAN_VARIANTS_TXT`: of the Unicode Character Database.
Nothing at run time needs the two. After a change run `manage.py names`: it makes stored names comparable again.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from news.variants.opencc_tables import convert_run

HERE = Path(__file__).parent
SINGLE = re.compile(r"[\u3400-\u9fff\U00020000-\U000323afA-Za-z0-9々〇ー\u3041-\u3096\u30a1-\u30fa]")
HAN = [chr(code) for code in (*range(0x3400, 0xA000), *range(0x20000, 0x323B0))]
# Joined whatever it brings together; the other fields mean the same word, which the eye may well tell apart.
LOOKS, MEANS = {"kZVariant", "kSpoofingVariant"}, {"kSemanticVariant", "kTraditionalVariant", "kSimplifiedVariant"}
VERSIONS = """\
# Characters that look alike, or are one character in two forms: one class a line, its first stands for all.
# Made by build_alike.py; do not edit. Sources:
# - Unicode UTS #39 confusables, the data of Unicode 15.1 as shipped in confusable-homoglyphs 3.3.1 (MIT): pairs of
#   characters that names may have.
# - Unicode Unihan_Variants.txt, version 15.0.0: kZVariant and kSpoofingVariant always; kSemanticVariant,
#   kTraditionalVariant and kSimplifiedVariant unless that would join two characters of everyday use (GB 2312, level 1).
# - OpenCC 1.4.2 (Apache-2.0), single characters: t2s always, jp2t as the semantic variants.
# - alike_by_hand.txt, reviewed by hand.
# Unicode data: Copyright (c) 1991-2024 Unicode, Inc., changed as told here; see LICENSE-unicode.txt
"""


def is_everyday(letter: str) -> bool:
    """Whether a character is of level 1 of GB 2312: the 3,755 that everybody reads."""
    try:
        return 0xB0 <= letter.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


class Classes:
    """Sets of characters that are joined step by step."""

    def __init__(self) -> None:
        self.members: dict[str, set[str]] = {}

    def of(self, letter: str) -> set[str]:
        return self.members.setdefault(letter, {letter})

    def join(self, one: str, other: str, guarded: bool = False) -> None:
        first, second = self.of(one), self.of(other)
        if first is second or guarded and any(map(is_everyday, first)) and any(map(is_everyday, second)):
            return
        first |= second
        for letter in second:
            self.members[letter] = first

    def lines(self) -> list[str]:
        """The classes of more than one character, each with the one of everyday use first."""
        found = {id(members): members for members in self.members.values() if len(members) > 1}
        return sorted(
            "".join(sorted(members, key=lambda one: (not is_everyday(one), one))) for members in found.values()
        )


def plain(letter: str) -> str:
    """A character as names are kept and compared: NFKC, lower case; "" if names cannot have it."""
    letter = unicodedata.normalize("NFKC", letter).casefold()
    return letter if len(letter) == 1 and SINGLE.fullmatch(letter) else ""


def confusable_pairs(path: str) -> Iterator[tuple[str, str]]:
    for letter, others in json.loads(Path(path).read_text("utf-8")).items():
        for other in (one["c"] for one in others):
            if SINGLE.fullmatch(letter) and SINGLE.fullmatch(other):  # before their case is folded: ſ is an s
                yield plain(letter), plain(other)


def unihan_pairs(path: str, fields: set[str]) -> Iterator[tuple[str, str]]:
    for line in Path(path).read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) == 3 and parts[1] in fields:
            for code in re.findall(r"U\+([0-9A-F]+)", parts[2]):
                pair = plain(chr(int(parts[0][2:], 16))), plain(chr(int(code, 16)))
                if all(pair):
                    yield pair


def converted_pairs(config: str) -> Iterator[tuple[str, str]]:
    """(a character, what OpenCC makes of it alone)."""
    for letter in HAN:
        pair = plain(letter), plain(convert_run(config, letter))
        if all(pair) and pair[0] != pair[1]:
            yield pair


def hand_pairs() -> Iterator[tuple[str, str]]:
    for line in (HERE / "alike_by_hand.txt").read_text("utf-8").splitlines():
        letters = [] if line.startswith("#") else [one for one in map(plain, line) if one]
        yield from ((letters[0], other) for other in letters[1:])


def main(confusables: str, unihan: str) -> None:
    classes = Classes()
    for pairs in (confusable_pairs(confusables), unihan_pairs(unihan, LOOKS), converted_pairs("t2s"), hand_pairs()):
        for pair in pairs:
            classes.join(*pair)
    for pairs in (unihan_pairs(unihan, MEANS), converted_pairs("jp2t")):
        for pair in pairs:
            classes.join(*pair, guarded=True)
    (HERE / "alike.txt").write_text(VERSIONS + "\n".join(classes.lines()) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
