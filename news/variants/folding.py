"""Texts as searches and checks compare them: both scripts, and every way of writing a word, are one. Without Django."""

from functools import cache

from news.text.unicode_text import normalize, remove_invisible
from news.variants.corrections import read_toml
from news.variants.opencc_tables import convert_letters
from news.variants.simplified import to_simplified

PRESENT = ("s2t", "s2tw", "s2hk")


def fold(text: str) -> str:
    """Return `text` as searches and checks compare it: NFKC, simplified, lower case, single spaces, nothing unseen."""
    return " ".join(join_writings(remove_invisible(normalize("NFKC", text))).casefold().split())


def join_writings(text: str) -> str:
    """`text` in Simplified, letter for letter, with one letter for all that are written for it."""
    return to_simplified(text).translate(one_letter_for_all())


@cache
def one_letter_for_all() -> dict[int, str]:
    """{letter: the one that stands for it} where several are written for one word: 枱 檯 臺 台, 它 牠, 你 妳."""
    standing = Standing()
    for config in PRESENT:
        for simple, full in convert_letters(config).items():
            standing.join(simple, full)
    for full, simple in convert_letters("t2s").items():
        standing.join(simple, full)
    for group in read_toml("folding.toml")["letters"]:
        for letters in group["same"]:
            for letter in letters[1:]:
                standing.join(letters[0], letter)
    return {ord(letter): first for letter, first in standing.all()}


class Standing:
    """Which letter stands for which, joined step by step; of two classes the first's letter goes on standing."""

    def __init__(self) -> None:
        self.first: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}

    def join(self, one: str, other: str) -> None:
        first, second = self.first.get(one, one), self.first.get(other, other)
        if first == second:
            return
        members = self.members.setdefault(first, [first])
        for letter in self.members.pop(second, [second]):
            self.first[letter] = first
            members.append(letter)

    def all(self) -> list[tuple[str, str]]:
        """(letter, the one that stands for it) of every letter for which another stands."""
        return [(letter, first) for letter, first in self.first.items() if letter != first]
