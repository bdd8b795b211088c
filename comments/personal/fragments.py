"""What fills the slots of pages, rendered once for as many as possible."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from comments.thread.forms import fresh_key
from comments.thread.rows import NO_COMMENT, put_number
from news.caching.lru import LruCache
from news.variants.html import convert_html
from news.variants.models import ConversionOverride

if TYPE_CHECKING:
    from comments.personal.pages import Looking
    from news.articles.models import Article

MOST_LETTERS = 8 * 1024 * 1024  # of fragments that are kept
# Stand in kept fragments for what is new in each page. Nobody can write them, for nobody knows them.
TOKEN, KEY = f"token-{token_hex(12)}", f"key-{token_hex(12)}"


class Fragments:
    """What fills the slots of one page, in its variant; what is the same for many is rendered once."""

    def __init__(self, looking: Looking, article: Article | None) -> None:
        self.variant = looking.variant
        self.table = ConversionOverride.table(self.variant, article.pk if article else None)
        self.wording = (self.variant, hash(self.table))
        self.fresh = ((TOKEN, looking.token), (KEY, fresh_key()))

    def get(self, template: str, key: tuple[Any, ...], context: Callable[[], dict[str, Any]]) -> str:
        """The fragment `comments/<template>.html` with what `context()` gives; `key`: all that this depends on."""
        return KEPT.get_or_make((template, self.wording, key), lambda: self.render(template, **context()))

    def get_for_comment(self, template: str, pk: int | str, **context: Any) -> str:
        """The same of one comment, or story: rendered once for all of whom the rest of the `context` is the same."""
        html = self.get(template, (*context.values(),), lambda: context | {"pk": NO_COMMENT})
        return put_number(html, pk)

    def render(self, template: str, **context: Any) -> str:
        return self.convert(render_to_string(f"comments/{template}.html", context).strip())

    def convert(self, html: str) -> str:
        return convert_html(html, self.variant, self.table)

    def freshen(self, html: str) -> str:
        """A kept fragment with the token and the key of this page."""
        for mark, value in self.fresh:
            html = html.replace(mark, value)
        return html


KEPT: LruCache[str] = LruCache(MOST_LETTERS, lambda html: len(html) + 200)
