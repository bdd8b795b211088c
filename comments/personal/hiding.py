"""拉黑 and muted words: what one reader does not want to see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from news.caching.parts import Row
from news.variants.text import VARIANTS, convert


@dataclass
class HiddenByReader:
    """`people`: pks of those whom a reader has blocked; `words`: what they have muted, folded; `own`: the reader's pk.

    What one wrote oneself is never muted.
    """

    people: set = field(default_factory=set)
    words: list = field(default_factory=list)
    own: int = 0

    def facts(self) -> dict[str, Any]:
        """For the script, which cannot fold: each word in every script that it may be written in."""
        spelt = {form for word in self.words for form in (word, *(convert(word, slug) for slug in VARIANTS))}
        return {"people": sorted(self.people), "words": sorted(spelt), "own": self.own}

    def hides(self, row: Row) -> bool:
        """Whether a row of a page is unwanted: by its author, or by a word in it."""
        if row.author in self.people:
            return True
        return row.author != self.own and any(word in row.words for word in self.words)
