"""Surnames that a dictionary takes for a word: 范 朴 余 于 钟. Functions without Django."""

from functools import cache

from news.variants.corrections import SCRIPT

# {a surname: its Traditional letter}; as a word the dictionary makes another of it: 範 樸 餘 於 鐘.
SURNAMES = {"范": "范", "朴": "朴", "余": "余", "于": "于", "钟": "鍾"}
OFTEN_NAMES = frozenset("范朴")  # alone before a name they are hardly anything else
# After one of these letters and words begins a name; also at the start of a text.
BEFORE = frozenset("，、：；。！？“‘（(《「『〈【 \u3000\n·/|&")
GIVEN_LONGEST = 2
# Letters of a word that may be a name; 钟 with one letter more is mostly a word: 钟声 钟表.
NAME_LENGTHS = {"范": (2, 3), "朴": (2, 3), "余": (2, 3), "于": (2, 3), "钟": (3,)}
NUMERALS = frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十百千万亿几多年")


@cache
def given_letters() -> frozenset[str]:
    """The letters of given names."""
    return frozenset(SCRIPT["given_name_letters"])


@cache
def words_before() -> frozenset[str]:
    """Words after which a name is usual: 与 和 由 …, 演员 导演 教练 …"""
    return frozenset(SCRIPT["words_before_names"])


@cache
def words_after() -> frozenset[str]:
    """What is said of somebody by their surname alone: 先生 老师 厂长 …"""
    return frozenset(SCRIPT["words_after_surnames"])


def keep_names(words: list[str], shown: list[str]) -> None:
    """Put surnames back as they are written into `shown`, what the dictionary made of `words`, one by one."""
    for number, word in enumerate(words):
        if word[:1] in SURNAMES and is_name(words, number):
            shown[number] = SURNAMES[word[0]] + shown[number][1:]


def is_name(words: list[str], number: int) -> bool:
    """Whether the word with this number is a surname, or a name that begins with one."""
    word, after = words[number], words[number + 1 : number + 2]
    if number and words[number - 1][-1] in NUMERALS:  # 三十余人
        return False
    if len(word) > 1:
        is_like = len(word) in NAME_LENGTHS[word[0]] and given_letters().issuperset(word[1:])
        return is_like and word not in ordinary_words() and (word[0] != "于" or starts_name(words, number))
    if after and after[0] in words_after():
        return True
    if not after or not given_letters().issuperset(after[0]) or len(after[0]) > GIVEN_LONGEST:
        return False
    return word in OFTEN_NAMES or starts_name(words, number)


def starts_name(words: list[str], number: int) -> bool:
    """Whether a name may begin here: at the start, after a sign, after 与 or 演员."""
    return number == 0 or words[number - 1][-1] in BEFORE or words[number - 1] in words_before()


@cache
def ordinary_words() -> frozenset[str]:
    """Words that begin with one of the surnames and look like a name: 余光, 于今 …"""
    return frozenset(SCRIPT["words_like_names"])
