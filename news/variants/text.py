"""Text in the reader's own variant. Functions without Django.

What people typed is never stored converted and never converted twice: everything here takes originals.
"""

from dataclasses import dataclass
from functools import lru_cache

from news.variants.kept_pieces import split_kept
from news.variants.noncharacters import HOLE
from news.variants.script import MAJORITY, count_own, is_in, other_script, own_letters
from news.variants.simplified import to_simplified
from news.variants.traditional import to_traditional
from news.variants.word_table import NO_WORDS, WordTable

# Converted units that a process keeps, for most of a page is the same on the next: (letters at most, units). Their
# product bounds the memory, about four bytes a letter: 24 and 16 MB. What is longer is converted each time.
SHORT_UNITS, LONG_UNITS = (200, 30_000), (2000, 2_000)


@dataclass(frozen=True)
class Variant:
    """One view of the site: its address prefix, its `lang`, its name for readers."""

    slug: str
    lang: str
    label: str


VARIANTS = {
    variant.slug: variant
    for variant in (
        Variant("zh-hans", "zh-Hans", "简体"),
        Variant("zh-hant", "zh-Hant-TW", "繁體（台）"),
        Variant("zh-hk", "zh-Hant-HK", "繁體（港）"),
    )
}


def lang_of(slug: str) -> str:
    """The `lang` of a variant; of what is as written that of our sentences."""
    return VARIANTS[slug].lang if slug else "zh-Hans"


def convert(text: str, slug: str, table: WordTable = NO_WORDS) -> str:
    """Return one unit (a comment, a paragraph) in the variant `slug` ("" is as written); what is in it already stays.

    `table`: an editor's words against the dictionary's. In a unit left as typed its words are left too.
    """
    if not slug:
        return text
    if len(text) <= SHORT_UNITS[0]:
        return convert_short(text, slug, table)
    return convert_long(text, slug, table) if len(text) <= LONG_UNITS[0] else convert_unit(text, slug, table)


def convert_unit(text: str, slug: str, table: WordTable) -> str:
    """What `convert` gives, made anew."""
    own, other = count_own(text, slug)
    if is_in(text, slug, own, other):
        return correct_typed(text, slug)
    shown = "".join(piece if is_kept else convert_piece(piece, slug, table) for is_kept, piece in split_kept(text))
    return keep_all_but_slips(text, shown, slug) if own >= MAJORITY * other > 0 else shown


def convert_piece(text: str, slug: str, table: WordTable) -> str:
    """A piece of a unit that is to be converted, with the words of a table."""
    if not table:
        return convert_letters(text, slug)
    pieces = table.split(text)  # every second one is a word of the table
    between = convert_letters(HOLE.join(pieces[::2]), slug).split(HOLE)
    same = len(between) == len(pieces[::2])
    pieces[::2] = between if same else [convert_letters(piece, slug) for piece in pieces[::2]]
    pieces[1::2] = [table.words[word] for word in pieces[1::2]]
    return "".join(pieces)


def convert_letters(text: str, slug: str) -> str:
    return to_simplified(text) if slug == "zh-hans" else to_traditional(text, slug)


def correct_typed(text: str, slug: str) -> str:
    """A unit that is in the view's script already; only 着 written as 著 is put right in Simplified."""
    return to_simplified(text, typed=True) if slug == "zh-hans" else text


def keep_all_but_slips(text: str, shown: str, slug: str) -> str:
    """A unit that is nearly all in the view's script: as typed, but for the letters that only the other script has."""
    if len(text) != len(shown):
        return shown
    letters = list(correct_typed(text, slug))
    for slip in own_letters(other_script(slug)).finditer(text):
        letters[slip.start()] = shown[slip.start()]
    return "".join(letters)


convert_short = lru_cache(maxsize=SHORT_UNITS[1])(convert_unit)
convert_long = lru_cache(maxsize=LONG_UNITS[1])(convert_unit)
