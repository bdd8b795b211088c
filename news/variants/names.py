"""Surnames that a dictionary takes for a word: 范 朴 余 于 钟. Functions without Django."""

from news.variants.corrections import SCRIPT

# {a surname: its Traditional letter}; as a word the dictionary makes another of it: 範 樸 餘 於 鐘.
SURNAMES = {"范": "范", "朴": "朴", "余": "余", "于": "于", "钟": "鍾"}
OFTEN_NAMES = frozenset("范朴")  # alone before a name they are hardly anything else
# After one of these letters and words begins a name; also at the start of a text.
BEFORE = frozenset("，、：；。！？“‘（(《「『〈【 \u3000\n·/|&")
GIVEN_LONGEST = 2
# Letters of a word that may be a name; 钟 with one letter more is mostly a word: 钟声 钟表.
NAME_LENGTHS = {"范": (2, 3), "朴": (2, 3), "余": (2, 3), "于": (2, 3), "钟": (3,)}
GIVEN_LETTERS = frozenset(SCRIPT["given_name_letters"].strip())
WORDS_BEFORE = frozenset(SCRIPT["words_before_names"])  # 与 和 由 …, 演员 导演 教练 …: after them a name is usual
WORDS_AFTER = frozenset(SCRIPT["words_after_surnames"])  # 先生 老师 厂长 …: said of somebody by the surname alone
ORDINARY_WORDS = frozenset(SCRIPT["words_like_names"])  # 余光, 于今 …: they only look like a name
NUMERALS = frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十百千万亿几多年")


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
        is_like = len(word) in NAME_LENGTHS[word[0]] and GIVEN_LETTERS.issuperset(word[1:])
        return is_like and word not in ORDINARY_WORDS and (word[0] != "于" or starts_name(words, number))
    if after and after[0] in WORDS_AFTER:
        return True
    if not after or not GIVEN_LETTERS.issuperset(after[0]) or len(after[0]) > GIVEN_LONGEST:
        return False
    return word in OFTEN_NAMES or starts_name(words, number)


def starts_name(words: list[str], number: int) -> bool:
    """Whether a name may begin here: at the start, after a sign, after 与 or 演员."""
    return number == 0 or words[number - 1][-1] in BEFORE or words[number - 1] in WORDS_BEFORE
