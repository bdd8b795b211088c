"""What templates of every page need: trusted body HTML, the QR code, addresses in other variants."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

import segno
from django import template
from django.conf import settings
from django.template import Context

from news.http.paging import query_string
from news.seo.share_picture_views import address
from news.text.markup import trust_html
from news.variants.interface import convert_sentence
from news.variants.marks import render_marks, render_names
from news.variants.models import RegionalTerm
from news.variants.plain_text import mark_kept, mark_names, mark_people
from news.variants.text import VARIANTS
from news.variants.views import address as address_of_sentences

if TYPE_CHECKING:
    from news.articles.models import Article


QUOTED = re.compile("(?<=“)([^“”]+)(?=”)")
register = template.Library()
register.filter("trusted", trust_html)


@register.filter
def story(html: str) -> str:
    """Sanitised HTML of a story with its marks for scripts and its regional names made into elements."""
    return trust_html(render_marks(html, RegionalTerm.finder()))


@register.filter
def with_regional_names(text: str) -> str:
    """A title or caption with its regional names made into elements."""
    return trust_html(render_names(escape(text), RegionalTerm.finder()))


@register.filter
def with_quoted_words(sentence: str) -> str:
    """A sentence of ours, in which people wrote what stands between “ and ”."""
    return trust_html(QUOTED.sub(r"<span data-people>\1</span>", escape(sentence)))


@register.filter
def first_photo(parts: list[str]) -> Any:
    """The photo of a story (its parts, see `news.articles.body`) that a reader meets first; None if none."""
    return next((part for part in parts if not isinstance(part, str)), None)


@lru_cache(maxsize=1024)
def qr_svg(address: str) -> str:
    """The QR code of an address as inline SVG; the fixed mask makes it ten times cheaper."""
    code = segno.make(address, mask=3, micro=False)
    return code.svg_inline(scale=4, border=2, dark="#111", light="#fff", svgclass="qr", lineclass=None, omitsize=True)


@register.simple_tag
def qr(path: str) -> str:
    return trust_html(qr_svg(settings.SITE_URL + path))


@register.simple_tag(takes_context=True)
def unconverted(context: Context, name: str) -> str:
    """A name that the conversion leaves alone, where no `translate="no"` can stand."""
    return mark_kept(name) if context["request"].variant else name


@register.simple_tag(takes_context=True)
def people(context: Context, text: Any) -> str:
    """What people wrote, where no `data-people` can stand: it has none of the interface's own words."""
    return mark_people(text) if context["request"].variant else str(text)


@register.simple_tag(takes_context=True)
def story_line(context: Context, text: str) -> str:
    """A title, caption or summary of a story where no element can stand, with the reader's regional names."""
    request = context.get("request")  # a fragment for open pages has none: it is made once for all variants
    if not request or not request.variant:
        return text
    return trust_html(mark_names(escape(text), request.variant, RegionalTerm.finder()))


@register.filter
def as_name(name: str) -> str:
    """A name in plain text that `convert_text` leaves alone."""
    return mark_kept(name)


@register.filter
def as_people(text: str) -> str:
    """What people wrote, in plain text, line by line: `convert_text` gives it none of the interface's own words."""
    return "\n".join(map(mark_people, text.split("\n")))


@register.simple_tag(takes_context=True)
def bare_path(context: Context) -> str:
    """This page's address without the prefix of a variant."""
    # Never two slashes in front: that would be another host.
    return "/" + context["request"].path_info.lstrip("/\\")


@register.simple_tag(takes_context=True)
def page_query(context: Context) -> str:
    """What this page's address asks for, with its question mark, or ""; the other variants ask the same."""
    request = context["request"]
    return query_string(request) if request.method == "GET" else ""


@register.simple_tag
def variants() -> Any:
    return list(VARIANTS.values())


@register.simple_tag(takes_context=True)
def sentences_address(context: Any) -> Any:
    """Where the sentences of our JavaScript are in this page's variant; "" where none differs, or without request."""
    return address_of_sentences(getattr(context.get("request"), "variant", ""))


@register.simple_tag
def in_each_variant(sentence: Any) -> Any:
    """JSON of {slug: a sentence of the interface in that variant}, under "" as it is."""
    forms = {slug: convert_sentence(sentence, slug) for slug in VARIANTS}
    return json.dumps({"": sentence} | forms, ensure_ascii=False)


@register.simple_tag(takes_context=True)
def card_of(context: Context, article: Article) -> str:
    """The address of the picture by which this page is shared, in its variant."""
    return address(article, context["request"].variant)
