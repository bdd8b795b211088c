"""Whole pages and fragments in another variant: which text is one unit, what is stepped over, which addresses move.

Works on the HTML that our own templates and sanitiser make: quoted attributes, closed elements.
Linear in the length of the page.
"""

import re
from itertools import accumulate, pairwise
from re import Match
from typing import Any

from news.variants.addresses import add_prefix
from news.variants.plain_text import KEPT_FROM, MARKED, PEOPLE_FROM, convert_marked
from news.variants.script import detect_script
from news.variants.text import VARIANTS
from news.variants.word_table import NO_WORDS, WordTable

TOKEN = re.compile(rf"""<!--.*?-->|{MARKED}|<(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
RAW = {"script", "style", "textarea"}
KEPT = {"code", "kbd", "samp"}
KEEP = re.compile(r'\s(?:translate="no"|data-script="[^"]*")')
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "br",
    "cite",
    "em",
    "i",
    "mark",
    "q",
    "rb",
    "rt",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "wbr",
}
READ = re.compile(r'(\s(?:alt|title|aria-label|placeholder|label|data-share)=")([^"]*)(")')
VALUE = re.compile(r'(\s(?:value|content)=")([^"]*)(")')
VALUED = re.compile(
    r'<input\b[^>]*\stype="(?:submit|button|reset)"'
    r'|<meta\b[^>]*\s(?:name|property)="(?:description|og:(?:title|description|site_name|image:alt)|article:section|twitter:(?:title|description))"'
)
MOVED = re.compile(r'(\s(?:href|action|formaction)=")(/(?!/)[^"]*)(")')
AS_IS = " data-as-is"
CARRIED = ' data-zh-hans="'
TYPED = " data-typed"
UNIT, PEOPLE = " data-unit", " data-people"  # a text that is converted as one; what people wrote
SEAM = "\ufdd0"
JOINING = re.compile(r"</?(?:a|b|em|i|mark|s|strong|sub|sup|u|wbr)\b[^>]*>|")
LANG = re.compile(r'\slang="[^"]*"')


def convert_html(html: str, slug: str, table: WordTable = NO_WORDS, of_people: bool = False) -> str:
    """Return a page or fragment in the variant `slug`; names, drafts, code and addresses stay as they are.

    `table`: an editor's words against the dictionary's, see `news.variants.text.convert`. What is in no element with
    `data-unit` or `data-people` is the interface's, unless all of it is `of_people`.
    """
    return Conversion(slug, table, of_people).run(html)


class Conversion:
    """One walk over a page. `unit` gathers the tokens of one paragraph: texts (True) and tags (False)."""

    def __init__(self, slug: str, table: WordTable = NO_WORDS, of_people: bool = False) -> None:
        self.slug, self.table, self.all_of_people = slug, table, of_people
        self.out: list[str] = []
        self.unit: list[tuple[bool, str]] = []
        # Inside a marked unit, inside what people wrote: the name and depth of the element that ends it.
        self.closing: list[Any] = []
        self.people: list[Any] = []
        self.typed = self.moved_away = False  # inside a comment's text; whether conversion changed it

    def run(self, html: str) -> str:
        end = 0
        while match := TOKEN.search(html, end):
            if end < match.start():
                self.unit.append((True, html[end : match.start()]))
            end = self.take(match.group(), html, match.end())
        self.unit.append((True, html[end:]))
        self.flush()
        return "".join(self.out)

    def take(self, tag: str, html: str, end: int) -> int:
        """Take one tag that ends at `end`; return where to read on."""
        found = NAME.match(tag)
        name = found.group(1).lower() if found else ""
        if not name or tag[1] == "!":
            self.unit.append((False, self.convert_text(tag) if tag[0] in (KEPT_FROM, PEOPLE_FROM) else tag))
            return end
        if tag[1] != "/" and CARRIED in tag:
            stop = find_end(html, name, end)
            self.unit.append((False, self.render_carried(tag, TOKEN.sub("", html[end:stop]))))
            return stop
        if tag[1] != "/" and (name in RAW or name in KEPT or KEEP.search(tag)) and name not in VOID:
            stop = find_end(html, name, end)
            inside = html[end:stop]
            if name not in RAW:
                inside = TOKEN.sub(lambda m: self.move_addresses(m.group()), inside)
            self.unit.append((False, self.attributes(self.add_lang(tag, inside)) + inside))
            return stop
        self.place(tag, name)
        return end

    @property
    def of_people(self) -> bool:
        return bool(self.all_of_people or self.closing or self.people)

    def place(self, tag: str, name: str) -> None:
        """Put a tag where it belongs: inside the running unit, or between two units."""
        opens = tag[1] != "/" and name not in VOID and (UNIT in tag or PEOPLE in tag)
        if self.closing or name in INLINE and not opens:
            self.unit.append((False, self.attributes(tag)))
        else:
            self.flush()
            if opens:
                self.open(tag, name)
                # Only a text in Traditional alone says so; in the Simplified view it has become Simplified.
                tag = LANG.sub("", tag) if UNIT in tag and self.slug == "zh-hans" else tag
            self.out.append(self.attributes(tag))
        self.count(tag, name)

    def open(self, tag: str, name: str) -> None:
        """Go into an element that is one unit, or that people wrote."""
        if UNIT in tag:
            self.closing = [name, 0]
            self.typed = 'class="text"' in tag
            self.moved_away = self.moved_away and not self.typed
        elif not self.people:
            self.people = [name, 0]

    def count(self, tag: str, name: str) -> None:
        """Go out of the element that ends here, its last text converted as what it is."""
        for around in (self.closing, self.people):
            if around and around[0] == name:
                around[1] += -1 if tag[1] == "/" else 1
                if not around[1]:
                    self.flush()
                    around.clear()

    def flush(self) -> None:
        """Convert the gathered unit as one text, so that its parts agree and no word is cut by an emphasis."""
        texts = [piece for is_text, piece in self.unit if is_text]
        if "".join(texts).isascii():
            self.out += [piece for _, piece in self.unit]
        else:
            shown = self.convert_unit(texts)
            self.moved_away = shown != texts if self.typed else self.moved_away
            left = iter(shown)
            self.out += [next(left) if is_text else piece for is_text, piece in self.unit]
        self.typed, self.unit = False, []

    def convert_unit(self, texts: list[str]) -> list[str]:
        """Convert the texts of one unit; those parted by emphasis alone are read as one run."""
        runs: Any = [[]]
        for is_text, piece in self.unit:
            if is_text:
                runs[-1].append(piece)
            elif not JOINING.fullmatch(piece):
                runs.append([])
        shown = self.convert_text(SEAM.join(map("".join, runs))).split(SEAM)
        if len(shown) != len(runs):  # a text held a seam of its own: then each for itself
            return [self.convert_text(text) for text in texts]
        return [text for run, whole in zip(runs, shown, strict=True) for text in self.split_converted(run, whole)]

    def split_converted(self, run: list[str], whole: str) -> list[str]:
        """Give each text of a run its part of the converted whole; where lengths moved, each is converted alone."""
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

    def add_lang(self, tag: str, inside: str) -> str:
        """A start tag of what is left as written, with its `lang` where that is not the page's."""
        if inside.isascii() or not KEEP.search(tag) or LANG.search(tag):
            return tag
        written_in = detect_script(TOKEN.sub("", inside))
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
        return self.move_addresses(tag)

    def move_addresses(self, tag: str) -> str:
        """A tag with its same-site addresses inside the prefix."""
        if '="/' not in tag or AS_IS in tag:
            return tag
        return MOVED.sub(lambda m: m[1] + add_prefix(m[2], self.slug) + m[3], tag)

    def convert_attribute(self, match: Match[str], of_people: bool) -> str:
        of_people = of_people or match[1].startswith(" data-share")  # the title of a story, on a button of ours
        return match[1] + convert_marked(match[2], self.slug, self.table, of_people) + match[3]


def find_end(html: str, name: str, start: int) -> int:
    """Return where the element `name`, opened just before `start`, has ended."""
    depth, edge = 1, re.compile(rf"<(/?){name}\b", re.IGNORECASE)
    for match in edge.finditer(html, start):
        depth += -1 if match.group(1) else 1
        if not depth:
            end = html.find(">", match.end())
            return end + 1 if end >= 0 else len(html)
    return len(html)


def lang_attribute(text: str) -> str:
    """The `lang` of a text in Traditional on a page that is otherwise Simplified, or "" when none is needed."""
    return "zh-Hant" if detect_script(text) == "traditional" else ""
