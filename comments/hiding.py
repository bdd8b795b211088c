"""拉黑 and muted words: what one reader does not want to see, taken out of finished HTML."""

import re
from dataclasses import dataclass, field
from html import unescape

from comments.models import Block, MutedWord
from news.script import SCRIPTS, convert, fold

# Text of readers is escaped, so neither end tag can stand inside a row or a quotation.
ROW = re.compile(r'(<li id="comment-\d+"[^>]*\sdata-author="(\d+)"[^>]*)>(.*?)</li>', re.DOTALL)
QUOTE = re.compile(r'<blockquote class="quote"[^>]*\sdata-author="(\d+)"[^>]*>.*?</blockquote>', re.DOTALL)
TEXT = re.compile(r'<div class="text"[^>]*>(.*?)</div>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


@dataclass
class Unwanted:
    """`people`: pks of those whom a reader has blocked; `words`: what they have muted, folded."""

    people: set = field(default_factory=set)
    words: list = field(default_factory=list)

    @classmethod
    def of(cls, reader):
        people = set(Block.objects.filter(reader=reader).values_list("blocked_id", flat=True))
        return cls(people, list(MutedWord.objects.filter(reader=reader).values_list("folded", flat=True)))

    def __bool__(self):
        return bool(self.people or self.words)

    def facts(self):
        """For the script, which cannot fold: each word in every script that it may be written in."""
        spelt = {form for word in self.words for form in (word, *(convert(word, slug) for slug in SCRIPTS))}
        return {"people": sorted(self.people), "words": sorted(spelt)}

    def taken_out(self, html):
        """A page without what is unwanted; empty rows stay, so that the order of lists is known."""
        if not self:
            return html
        html = ROW.sub(self.row, html)
        return QUOTE.sub(lambda quote: "" if int(quote[1]) in self.people else quote[0], html)

    def row(self, match):
        opening, author, inside = match.groups()
        if int(author) in self.people or self.mutes(inside):
            return f"{opening} hidden></li>"
        return match[0]

    def mutes(self, row):
        if not self.words:
            return False
        text = TEXT.search(row)
        said = fold(unescape(TAG.sub("", text[1]))) if text else ""
        return any(word in said for word in self.words)
