"""A text in a Traditional view: words parted, each by the dictionary and our corrections. Functions without Django.

The text is Simplified, or mixed, as a whole; what is left as typed is decided before (`news.variants.text`).
"""

from functools import lru_cache

from news.variants.corrections import corrections, own_words
from news.variants.names import SURNAMES, keep_names
from news.variants.noncharacters import BOUNDARY
from news.variants.opencc_tables import convert_run
from news.variants.segmentation import split_words

CONFIGS = {"zh-hant": "s2tw", "zh-hk": "s2hk"}
WORDS_KEPT = 40_000  # a process keeps; with their conversions about 200 bytes each, 8 MB
WORD_LONGEST = 20
QUOTES = str.maketrans("“”", "「」")


def to_traditional(text: str, slug: str) -> str:
    """A text in the letters of the view `slug`, letter for letter."""
    for place in corrections(slug).patterns:
        if place.letter in text:
            text = place.pattern.sub(place.shown, text)
    words = split_words(text)
    shown = [convert_word(word, slug) if len(word) <= WORD_LONGEST else make_word(word, slug) for word in words]
    if not SURNAMES.keys().isdisjoint(text):
        keep_names(words, shown)
    return convert_quotes("".join(shown).replace(BOUNDARY, ""))


def make_word(word: str, slug: str) -> str:
    """What one word becomes in the view `slug`; our own words are found inside it too."""
    if word.isascii():
        return word
    table = corrections(slug).words
    pieces = own_words(slug).split(word)  # every second one is a word of ours
    pieces[::2] = [correct_letters(convert_run(CONFIGS[slug], piece), slug) if piece else "" for piece in pieces[::2]]
    pieces[1::2] = [table[piece] for piece in pieces[1::2]]
    return "".join(pieces)


def correct_letters(shown: str, slug: str) -> str:
    """What the dictionary made of a word, in the letters of the place."""
    for rule in corrections(slug).letters:
        if rule.letter in shown and not any(kept in shown for kept in rule.kept):
            shown = shown.replace(rule.letter, rule.shown)
    return shown


convert_word = lru_cache(maxsize=WORDS_KEPT)(make_word)


def convert_quotes(text: str) -> str:
    """“ ” as 「」, and ‘ ’ inside them as 『』; an apostrophe stays."""
    if "‘" in text and "“" in text:
        text = convert_inner_quotes(text)
    return text.translate(QUOTES)


def convert_inner_quotes(text: str) -> str:
    """‘ ’ as 『』 where they stand between “ and ”."""
    letters, inside = list(text), False
    open_quotes: list[int] = []
    for number, letter in enumerate(letters):
        if letter in "“”":
            inside, open_quotes = letter == "“", []
        elif inside and letter == "‘":
            open_quotes.append(number)
        elif letter == "’" and open_quotes:
            letters[open_quotes.pop()], letters[number] = "『", "』"
    return "".join(letters)
