"""What an editor says of variants inside a story, and names that regions write differently. Functions without Django.

`-{里皮}-` is left alone; `-{zh-hans:博客;zh-hant:部落格}-` says it for each variant.

Both become elements that carry every form; `news.variants.html` picks one, and a page as written shows what was
typed.
"""

import re
from html import escape
from re import Match, Pattern
from typing import Any

SLUGS = ("zh-hans", "zh-hant", "zh-hk")
LONGEST = 200
MARKED = re.compile(rf"-\{{([^{{}}<>]{{0,{LONGEST}}})\}}-")
PART = re.compile(r"\s*(zh-hans|zh-hant|zh-hk)\s*:\s*(.*?)\s*$", re.DOTALL)
BETWEEN = re.compile(r";(?=\s*(?:zh-hans|zh-hant|zh-hk)\s*:|\s*$)")  # not the end of an &amp; inside a form
TEXT = re.compile(r"(<[^>]*>)")
BEGIN, END = "-{", "}-"


def forms_of(inside: str) -> dict[str, str]:
    """{variant: text} of what stands between the marks, or {} if it is one text for all."""
    parts = [PART.match(part) for part in BETWEEN.split(inside) if part.strip()]
    return {part[1]: part[2] for part in parts if part} if all(parts) else {}


def form_in(forms: dict[str, str], slug: str) -> str:
    """The form for a variant; where an editor named none, the nearest one."""
    near = {"zh-hans": ("zh-hans", "zh-hant", "zh-hk"), "zh-hant": ("zh-hant", "zh-hk", "zh-hans")}
    order = near.get(slug, ("zh-hk", "zh-hant", "zh-hans"))
    return next(forms[name] for name in order if name in forms)


def render_marks(html: str, terms: list[Any] | tuple[Any, ...] = ()) -> str:
    """Body HTML with the marks and the regional names of its text made into elements.

    `terms`: dicts {variant: name}. What is inside a mark is no longer looked at.
    """
    terms = [{slug: escape(name, quote=False) for slug, name in term.items()} for term in terms]
    pattern = finder(terms)
    return "".join(
        piece if number % 2 else pattern.sub(lambda match: element(match, terms), piece)
        for number, piece in enumerate(TEXT.split(html))
    )


def finder(terms: list[Any]) -> Pattern[str]:
    names = sorted({name for term in terms for name in term.values()}, key=len, reverse=True)
    return re.compile("|".join([MARKED.pattern, *map(whole, names)]))


def whole(name: str) -> str:
    """A name as a pattern; one in Latin letters is no part of a longer word, nor of an &amp;."""
    before = "(?<![A-Za-z0-9&])" if name[:1].isascii() and name[:1].isalnum() else ""
    after = "(?![A-Za-z0-9])" if name[-1:].isascii() and name[-1:].isalnum() else ""
    return f"{before}{re.escape(name)}{after}"


def element(match: Match[str], terms: list[Any]) -> str:
    if match[1] is None:
        term = next(term for term in terms if match[0] in term.values())
        return carrier("term", term, match[0])
    forms = forms_of(match[1])
    if not forms:
        return f'<span translate="no">{match[1]}</span>'
    return carrier("variant", {slug: form_in(forms, slug) for slug in SLUGS}, form_in(forms, "zh-hans"))


def carrier(kind: str, forms: dict[str, str], typed: str) -> str:
    attributes = "".join(f' data-{slug}="{forms[slug].replace(chr(34), "&quot;")}"' for slug in SLUGS)
    return f'<span class="{kind}"{attributes}>{typed}</span>'


def strip_marks(text: str) -> str:
    """A text without its marks, for lists, searches and descriptions: every form that a mark names."""
    return MARKED.sub(lambda match: " ".join(dict.fromkeys(forms_of(match[1]).values())) or match[1], text)


def broken(text: str) -> int:
    """How many marks of a text are not closed or not opened, so that they are shown as typed."""
    rest = MARKED.sub("", text)
    return rest.count(BEGIN) + rest.count(END)
