"""What an editor says of variants inside a story, and names that regions write differently. Functions without Django.

`-{里皮}-` is left alone; `-{zh-hans:博客;zh-hant:部落格}-` says it for each variant.

Both become elements that carry every form; `news.variants.html` picks one, and a page as written shows what was
typed.
"""

import re
from re import Match

from news.variants.noncharacters import BLOT
from news.variants.regional_terms import Found, TermFinder

SLUGS = ("zh-hans", "zh-hant", "zh-hk")
LONGEST = 200
MARKED = re.compile(rf"-\{{([^{{}}<>]{{0,{LONGEST}}})\}}-")
PART = re.compile(r"\s*(zh-hans|zh-hant|zh-hk)\s*:\s*(.*?)\s*$", re.DOTALL)
BETWEEN = re.compile(r";(?=\s*(?:zh-hans|zh-hant|zh-hk)\s*:|\s*$)")  # not the end of an &amp; inside a form
TEXT = re.compile(r"(<[^>]*>)")
BEGIN, END = "-{", "}-"
INLINE_TAG = re.compile(r"</?(?:a|b|em|i|s|strong|sub|sup|u|br)\b[^>]*>")
NO_TERMS = TermFinder()


def forms_of(inside: str) -> dict[str, str]:
    """{variant: text} of what stands between the marks, or {} if it is one text for all."""
    parts = [PART.match(part) for part in BETWEEN.split(inside) if part.strip()]
    return {part[1]: part[2] for part in parts if part} if all(parts) else {}


def form_in(forms: dict[str, str], slug: str) -> str:
    """The form for a variant; where an editor named none, the nearest one."""
    near = {"zh-hans": ("zh-hans", "zh-hant", "zh-hk"), "zh-hant": ("zh-hant", "zh-hk", "zh-hans")}
    order = near.get(slug, ("zh-hk", "zh-hant", "zh-hans"))
    return next(forms[name] for name in order if name in forms)


def render_marks(html: str, terms: TermFinder = NO_TERMS) -> str:
    """Body HTML with the marks and the regional names of its text made into elements, block by block.

    What is inside a mark is no longer looked at.
    """
    pieces = TEXT.split(html)  # every second one is a tag
    out: list[str] = []
    start = 0
    for number in range(1, len(pieces) + 1, 2):
        if number >= len(pieces) or not INLINE_TAG.fullmatch(pieces[number]):
            out += [*render_block(pieces[start:number], terms), *pieces[number : number + 1]]
            start = number + 1
    return "".join(out)


def render_names(html: str, terms: TermFinder) -> str:
    """The HTML of one line without tags, such as a title, with its regional names as elements."""
    pieces = [html]
    wrap_names(pieces, html, terms)
    return pieces[0]


def render_block(pieces: list[str], terms: TermFinder) -> list[str]:
    """The texts and inline tags of one block (every second one is a tag) with their marks and names as elements."""
    wrap_names(pieces, hide_marks("".join(pieces[::2])), terms)
    return [piece if number % 2 else MARKED.sub(render_mark, piece) for number, piece in enumerate(pieces)]


def hide_marks(text: str) -> str:
    """A text with its marks blotted out, letter for letter, so that no name is found in them or across them."""
    return MARKED.sub(lambda match: BLOT * len(match[0]), text)


def wrap_names(pieces: list[str], text: str, terms: TermFinder) -> None:
    """Put the elements of all names of `text`, what the pieces say, into the pieces; the last first."""
    for one in reversed(terms.find(text)):
        wrap_name(pieces, one)


def wrap_name(pieces: list[str], found: Found) -> None:
    """Put the element of a name into the pieces; also around tags that open and close within it."""
    first, start = place_of(pieces, found.start)
    last, end = place_of(pieces, found.end - 1)
    end += 1
    tags = pieces[first + 1 : last : 2]
    while depth(tags) < 0 and start == 0 and first and pieces[first - 1][1] != "/":
        tags.insert(0, pieces[first - 1])
        first, start = first - 2, len(pieces[first - 2])
    while depth(tags) > 0 and end == len(pieces[last]) and pieces[last + 1 : last + 2] and pieces[last + 1][1] == "/":
        tags.append(pieces[last + 1])
        last, end = last + 2, 0
    if depth(tags) != 0:
        return  # it begins in one element and ends in another
    pieces[last] = f"{pieces[last][:end]}</span>{pieces[last][end:]}"
    pieces[first] = f"{pieces[first][:start]}{opening_tag('term', found.term.forms)}{pieces[first][start:]}"


def depth(tags: list[str]) -> int:
    """How many elements are open after some tags, or -1 if one was closed that had not been opened."""
    level = 0
    for tag in tags:
        if tag[:2] == "</":
            level -= 1
        elif not tag.startswith("<br"):
            level += 1
        if level < 0:
            return -1
    return level


def place_of(pieces: list[str], offset: int) -> tuple[int, int]:
    """(number of the text, place in it) of a letter of the joined texts."""
    for number in range(0, len(pieces), 2):
        if offset < len(pieces[number]):
            return number, offset
        offset -= len(pieces[number])
    raise IndexError(offset)


def render_mark(match: Match[str]) -> str:
    forms = forms_of(match[1])
    if not forms:
        return f'<span translate="no">{match[1]}</span>'
    carried = {slug: form_in(forms, slug) for slug in SLUGS}
    return f"{opening_tag('variant', carried)}{form_in(forms, 'zh-hans')}</span>"


def opening_tag(kind: str, forms: dict[str, str]) -> str:
    """The start of an element that carries a form for each variant."""
    attributes = "".join(f' data-{slug}="{forms[slug].replace(chr(34), "&quot;")}"' for slug in SLUGS)
    return f'<span class="{kind}"{attributes}>'


def strip_marks(text: str) -> str:
    """A text without its marks, for lists, searches and descriptions: every form that a mark names."""
    return MARKED.sub(lambda match: " ".join(dict.fromkeys(forms_of(match[1]).values())) or match[1], text)


def broken(text: str) -> int:
    """How many marks of a text are not closed or not opened, so that they are shown as typed."""
    rest = MARKED.sub("", text)
    return rest.count(BEGIN) + rest.count(END)
