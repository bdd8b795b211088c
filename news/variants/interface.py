"""The interface's own words: what Taiwan and Hong Kong call a thing that the dictionary turns letter by letter.

For sentences of templates, of Python and of our JavaScript alone, never for what people wrote.
"""

from __future__ import annotations

import re
from functools import lru_cache

from django.conf import settings

from news.variants.corrections import read_toml
from news.variants.text import convert
from news.variants.word_table import NO_WORDS, WordTable

# {subject: {word as written: (Taiwan's, Hong Kong's)}}
TABLE = read_toml("interface_words.toml")
TITLE = re.compile("(《[^》]*》)")
PLACES = ("zh-hant", "zh-hk")
WORDS = {
    slug: {word: forms[number] for words in TABLE.values() for word, forms in words.items()}
    for number, slug in enumerate(PLACES)
}


@lru_cache(maxsize=256)
def interface_table(slug: str, overrides: WordTable, name: str) -> WordTable:
    """The interface's words of a place and an editor's `overrides`, which win, also inside a longer word.

    `name`: the site's, which its operator gave: in it stands no word of the interface.
    """
    words = WORDS.get(slug, {})
    ours = {word: form for word, form in words.items() if not any(one in word for one in overrides.words)}
    return WordTable(ours | {name: convert(name, slug, overrides)} | overrides.words)


def convert_sentence(text: str, slug: str, overrides: WordTable = NO_WORDS) -> str:
    """One unit of the interface in the variant `slug` ("" is as written); what it names in 《》 somebody wrote.

    `overrides`: an editor's words, see `news.variants.text.convert`.
    """
    if not slug:
        return text
    table = interface_table(slug, overrides, settings.SITE_NAME)
    if "《" not in text:
        return convert(text, slug, table)
    parts = TITLE.split(text)  # every second one is a title
    return "".join(convert(part, slug, overrides if number % 2 else table) for number, part in enumerate(parts))
