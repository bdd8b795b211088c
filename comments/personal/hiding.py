"""拉黑 and muted words: what one reader does not want to see, taken out of finished HTML."""

import re
from dataclasses import dataclass, field
from html import unescape

from comments.relations.models import Block, MutedWord
from news.variants.text import SCRIPTS, convert, fold

# Text of readers is escaped, so neither end tag can stand inside a row or a quotation.
ROW = re.compile(r'(<li id="comment-\d+"[^>]*\sdata-author="(\d+)"[^>]*)>(.*?)</li>', re.DOTALL)
QUOTE = re.compile(r'<blockquote class="quote"[^>]*\sdata-author="(\d+)"[^>]*>(.*?)</blockquote>', re.DOTALL)
TEXT = re.compile(r'<div class="text"[^>]*>(.*?)</div>', re.DOTALL)
LINE = re.compile(r'<span dir="auto">(.*?)</span>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
# The page of one exchange bears the words of the comment that it is about in its title.
FOCUS = re.compile(r'\sdata-focus="(\d+)"')
TITLE = re.compile(r"<title>[^<]* - ([^<]*)</title>")


@dataclass
class Unwanted:
    """`people`: pks of those whom a reader has blocked; `words`: what they have muted, folded; `own`: the reader's pk.

    What one wrote oneself is never muted.
    """

    people: set = field(default_factory=set)
    words: list = field(default_factory=list)
    own: int = 0

    @classmethod
    def of(cls, reader):
        people = set(Block.objects.filter(reader=reader).values_list("blocked_id", flat=True))
        words = list(MutedWord.objects.filter(reader=reader).values_list("folded", flat=True))
        return cls(people, words, reader.pk)

    def __bool__(self):
        return bool(self.people or self.words)

    def facts(self):
        """For the script, which cannot fold: each word in every script that it may be written in."""
        spelt = {form for word in self.words for form in (word, *(convert(word, slug) for slug in SCRIPTS))}
        return {"people": sorted(self.people), "words": sorted(spelt), "own": self.own}

    def taken_out(self, html):
        """A page without what is unwanted; empty rows stay, so that the order of lists is known."""
        if not self:
            return html
        html = QUOTE.sub(self.quote, ROW.sub(self.row, html))
        focus = FOCUS.search(html)
        if focus and re.search(rf'<li id="comment-{focus[1]}"[^>]* hidden></li>', html):
            html = TITLE.sub(r"<title>\1</title>", html, count=1)
        return html

    def row(self, match):
        opening, author, inside = match.groups()
        return f"{opening} hidden></li>" if self.hides(int(author), TEXT.search(inside)) else match[0]

    def quote(self, match):
        author, inside = match.groups()
        return "" if self.hides(int(author), LINE.search(inside)) else match[0]

    def hides(self, author, text):
        """Whether what `author` said is unwanted; `text`: a match whose first group is the HTML of it, or None."""
        if author in self.people:
            return True
        if not text or not self.words or author == self.own:
            return False
        said = fold(unescape(TAG.sub("", text[1])))
        return any(word in said for word in self.words)
