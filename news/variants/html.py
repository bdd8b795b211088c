"""Whole pages and fragments in another variant: which text is one unit, what is stepped over, which addresses move.

Works on the HTML that our own templates and sanitiser make: quoted attributes, closed elements.
Linear in the length of the page.
"""

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from re import Match
from typing import Any

from news.variants.addresses import move_addresses
from news.variants.noncharacters import SEAM
from news.variants.plain_text import convert_marked
from news.variants.script import detect_script
from news.variants.tags import KEEP, PEOPLE, PIECES, RAW, START_TAG, TYPED, WHOLE, Tag, find_end, read_tag
from news.variants.text import VARIANTS
from news.variants.word_table import NO_WORDS, WordTable

READ = re.compile(r'(\s(?:alt|title|aria-label|placeholder|label|data-share)=")([^"]*)(")')
VALUE = re.compile(r'(\s(?:value|content)=")([^"]*)(")')
VALUED = re.compile(
    r'<input\b[^>]*\stype="(?:submit|button|reset)"'
    r'|<meta\b[^>]*\s(?:name|property)="(?:description|og:(?:title|description|site_name|image:alt)|article:section|twitter:(?:title|description))"'
)
NAME_LONGEST, NAMES_KEPT = 40, 5000  # letters of a name whose script a process remembers, and how many names
TEXT, JOINING, PARTING = range(3)  # kinds of tokens: a text, a tag across which it goes on as one word, another tag
LANG = re.compile(r'\slang="[^"]*"')


def convert_html(html: str, slug: str, table: WordTable = NO_WORDS, of_people: bool = False) -> str:
    """Return a page or fragment in the variant `slug` ("" is as written); names, drafts, code, addresses stay.

    `table`: an editor's words against the dictionary's, see `news.variants.text.convert`. What is in no element with
    `data-unit` or `data-people` is the interface's, unless all of it is `of_people`.
    """
    return Conversion(slug, table, of_people).run(html) if slug else html


class Conversion:
    """One walk over a page. `unit` gathers the pieces of one paragraph, `kinds` what each is."""

    def __init__(self, slug: str, table: WordTable = NO_WORDS, of_people: bool = False) -> None:
        self.slug, self.table, self.all_of_people = slug, table, of_people
        self.out: list[str] = []
        self.unit: list[str] = []
        self.kinds: list[int] = []
        self.is_ascii = True  # all texts of the unit: nothing is to be converted
        # Inside a marked unit, inside what people wrote: the name and depth of the element that ends it.
        self.closing: list[Any] = []
        self.people: list[Any] = []
        self.typed = self.moved_away = False  # inside a comment's text; whether conversion changed it

    def run(self, html: str) -> str:
        pieces = PIECES.split(html)  # every second one is a tag
        number = 0
        while number < len(pieces):
            if text := pieces[number]:
                self.add(TEXT, text)
                self.is_ascii = self.is_ascii and text.isascii()
            number += 1
            if number < len(pieces):
                number = self.take(pieces, number)
        self.flush()
        return "".join(self.out)

    def add(self, kind: int, piece: str) -> None:
        self.kinds.append(kind)
        self.unit.append(piece)

    def take(self, pieces: list[str], number: int) -> int:
        """Take the tag of this number, and all of an element that is not looked into; return where to go on."""
        tag = pieces[number]
        facts = read_tag(tag)
        if facts.kind == "plain":
            self.place(tag, facts)
            return number + 1
        if facts.kind in ("comment", "mark"):
            self.add(PARTING, self.convert_text(tag) if facts.kind == "mark" else tag)
            return number + 1
        if facts.name in WHOLE:
            self.add(PARTING, START_TAG.sub(lambda match: self.attributes(match[0]), tag, count=1))
            return number + 1
        last = find_end(pieces, facts.name, number + 2)
        inside = pieces[number + 1 : last + 1]
        if facts.kind == "carried":
            self.add(PARTING, self.render_carried(tag, "".join(inside[::2])))
            return last + 1
        tag = self.attributes(self.add_lang(tag, inside[::2]))
        if facts.name not in RAW:
            inside[1::2] = [move_addresses(one, self.slug) for one in inside[1::2]]
        self.add(PARTING, tag + "".join(inside))
        return last + 1

    @property
    def of_people(self) -> bool:
        return bool(self.all_of_people or self.closing or self.people)

    def place(self, tag: str, facts: Tag) -> None:
        """Put a tag where it belongs: inside the running unit, or between two units."""
        opens = facts.is_unit or facts.is_people
        if self.closing or facts.is_inline and not opens:
            shown = self.attributes(tag) if facts.has_attributes else tag
            self.add(JOINING if facts.is_joining else PARTING, shown)
        else:
            if self.unit:
                self.flush()
            if opens:
                self.open(tag, facts)
                # Only a text in Traditional alone says so; in the Simplified view it has become Simplified.
                tag = LANG.sub("", tag) if facts.is_unit and self.slug == "zh-hans" else tag
            self.out.append(self.attributes(tag) if facts.has_attributes else tag)
        if self.closing or self.people:
            self.count(facts)

    def open(self, tag: str, facts: Tag) -> None:
        """Go into an element that is one unit, or that people wrote."""
        if facts.is_unit:
            self.closing = [facts.name, 0]
            self.typed = 'class="text"' in tag
            self.moved_away = self.moved_away and not self.typed
        elif not self.people:
            self.people = [facts.name, 0]

    def count(self, facts: Tag) -> None:
        """Go out of the element that ends here, its last text converted as what it is."""
        for around in (self.closing, self.people):
            if around and around[0] == facts.name:
                around[1] += -1 if facts.is_end else 1
                if not around[1]:
                    self.flush()
                    around.clear()

    def flush(self) -> None:
        """Convert the gathered unit as one text, so that its parts agree and no word is cut by an emphasis."""
        if self.is_ascii:
            self.out += self.unit
        else:
            texts = [piece for kind, piece in zip(self.kinds, self.unit, strict=True) if kind == TEXT]
            shown = self.convert_unit(texts)
            self.moved_away = shown != texts if self.typed else self.moved_away
            left = iter(shown)
            self.out += [
                next(left) if kind == TEXT else piece for kind, piece in zip(self.kinds, self.unit, strict=True)
            ]
        self.typed, self.unit, self.kinds, self.is_ascii = False, [], [], True

    def convert_unit(self, texts: list[str]) -> list[str]:
        """Convert the texts of one unit; those parted by emphasis alone are read as one run."""
        if len(texts) == 1:
            return [self.convert_text(texts[0])]
        runs: list[list[str]] = [[]]
        for kind, piece in zip(self.kinds, self.unit, strict=True):
            if kind == TEXT:
                runs[-1].append(piece)
            elif kind == PARTING:
                runs.append([])
        shown = self.convert_text(SEAM.join(map("".join, runs))).split(SEAM)
        if len(shown) != len(runs):  # a text held a seam of its own: then each for itself
            return [self.convert_text(text) for text in texts]
        return [text for run, whole in zip(runs, shown, strict=True) for text in self.split_converted(run, whole)]

    def split_converted(self, run: list[str], whole: str) -> list[str]:
        """Give each text of a run its part of the converted whole; where lengths moved, each is converted alone."""
        if len(run) <= 1:
            return [whole] if run else []
        if len(whole) != sum(map(len, run)):
            return [self.convert_text(text) for text in run]
        ends = list(accumulate(map(len, run), initial=0))
        return [whole[start:end] for start, end in pairwise(ends)]

    def convert_text(self, text: str) -> str:
        return convert_marked(text, self.slug, self.table, self.of_people)

    def render_carried(self, tag: str, typed: str) -> str:
        """What an element that carries a form for each variant becomes in this one; see `news.variants.marks`."""
        found = re.search(rf' data-{self.slug}="([^"]*)"', tag)
        assert found is not None  # whatever carries one form carries all of them
        shown = found[1]
        if ' class="term"' not in tag:
            return f'<span translate="no">{shown}</span>'
        ours = self.convert_text(typed)
        if shown == ours:
            return ours
        title = ours.replace('"', "&quot;")
        both = f'<span class="theirs">{shown}</span><span class="ours">{ours}</span>'
        return f'<span class="term" title="{title}">{both}</span>'

    def add_lang(self, tag: str, texts: list[str]) -> str:
        """A start tag of what is left as written, `texts`, with its `lang` where that is not the page's."""
        text = "".join(texts)
        if text.isascii() or not KEEP.search(tag) or LANG.search(tag):
            return tag
        written_in = script_of(text) if len(text) <= NAME_LONGEST else detect_script(text)
        foreign = {"traditional": "zh-Hant"} if self.slug == "zh-hans" else {"simplified": "zh-Hans"}
        return f'{tag[:-1]} lang="{foreign[written_in]}">' if written_in in foreign else tag

    def attributes(self, tag: str) -> str:
        """Return a start tag with its readable attributes converted and its addresses inside the prefix."""
        if TYPED in tag and self.moved_away:
            tag = tag.replace(" hidden", "")
        if tag.startswith("<html"):
            return LANG.sub(f' lang="{VARIANTS[self.slug].lang}"', tag)
        if not tag.isascii():
            of_people = self.of_people or PEOPLE in tag
            tag = READ.sub(lambda match: self.convert_attribute(match, of_people), tag)
            if VALUED.match(tag):
                tag = VALUE.sub(lambda match: self.convert_attribute(match, of_people), tag)
        return move_addresses(tag, self.slug)

    def convert_attribute(self, match: Match[str], of_people: bool) -> str:
        of_people = of_people or match[1].startswith(" data-share")  # the title of a story, on a button of ours
        return match[1] + convert_marked(match[2], self.slug, self.table, of_people) + match[3]


@lru_cache(maxsize=NAMES_KEPT)
def script_of(name: str) -> str:
    """In which script a name is written; those of a page stand on it many times."""
    return detect_script(name)


def lang_attribute(text: str) -> str:
    """The `lang` of a text in Traditional on a page that is otherwise Simplified, or "" when none is needed."""
    return "zh-Hant" if detect_script(text) == "traditional" else ""
