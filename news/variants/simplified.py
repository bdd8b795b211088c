"""A text in the Simplified view. Functions without Django."""

from news.variants.corrections import simplified
from news.variants.opencc_tables import convert_run


def to_simplified(text: str, typed: bool = False) -> str:
    """A text of any length in Simplified by its words, letter for letter; `typed`: it is Simplified already."""
    pattern, replaced = simplified(typed)
    shown = text if typed else convert_run("t2s", text)
    return pattern.sub(lambda match: replaced.get(match[0], match[0]), shown)
