"""The text of comments: what is taken in, and how it is written out. Functions without Django's database."""

import re
from collections.abc import Iterator
from html import escape
from re import Match, Pattern
from typing import Any

from comments.exceptions import Refused
from comments.pipeline.repeats import digest, fold_for_repeats
from news.text.markup import link_urls, trust_html
from news.text.unicode_text import has_stacked_marks, is_blank, normalize

LONGEST = 2000
RAW_LONGEST = 4 * LONGEST  # before normalising, which makes one letter of up to four
# Control characters that carry nothing; line breaks and tabs are kept.
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
BROKEN = re.compile(r"[\x00\ud800-\udfff\ufffd]")
STACKED = "文字里叠加的符号太多，请删除后再发。"
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")
# Not the @ of an address.
AT = re.compile(r"(?<![A-Za-z0-9/=?#&._-])[@＠]")


def clean_text(raw: str) -> str:
    """Return a text as it is kept: NFC, plain line breaks. Raise Refused if empty, too long or broken.

    Text with NUL, lone surrogates or the replacement character lost something on its way and is not taken. Length is
    looked at first, before any work on the text.
    """
    refuse_long(raw, RAW_LONGEST)
    if BROKEN.search(raw):
        raise Refused("文字里有无法识别的字符，请删除后再发。")
    if has_stacked_marks(raw):
        raise Refused(STACKED)
    text = plain(raw)
    if is_blank(text):
        raise Refused("评论还是空的，写点什么再发吧。")
    refuse_long(text, LONGEST)
    return text


def refuse_long(text: str, longest: int) -> None:
    if len(text) > longest:
        raise Refused(f"评论最长 {LONGEST} 字，现在有 {len(text)} 字，请删短一些。")


def plain(raw: str) -> str:
    """A text in NFC with plain line breaks, without control characters and without space at its ends."""
    return without_controls(raw).strip()


def without_controls(raw: str) -> str:
    """A text in NFC with plain line breaks and without control characters; every space stays."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return normalize("NFC", CONTROLS.sub("", text))


def marks(text: str) -> dict[str, str]:
    """The columns by which a post is known again: as it was typed, and as repeats are compared."""
    return {"digest": digest(text), "folded": digest(fold_for_repeats(text))}


def first_line(text: str, length: int = 60) -> str:
    """The first line of a text, at most `length` characters, as a reply quotes it."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= length and line == text else f"{line[:length].rstrip('…')}…"


def render_text(text: str, mentions: Any = ()) -> str:
    """Return a comment's text as trusted HTML: line breaks, links, and `mentions` [(as typed, address)] linked."""
    text = BLANK_LINES.sub("\n\n", text)
    names = sorted(mentions, key=lambda pair: -len(pair[0]))
    return trust_html(link_urls(text, lambda piece: link_mentions(piece, names)).replace("\n", "<br>\n"))


def link_mentions(text: str, names: list[Any]) -> str:
    """Escape a stretch of plain text, each `@name` of `names` [(as typed, address)] becoming a link."""
    if not names:
        return escape(text)
    pattern = re.compile("([@＠])(" + "|".join(re.escape(name) for name, _ in names) + ")")
    addresses, out, end = dict(names), [], 0
    for match in pattern.finditer(text):
        out += [escape(text[end : match.start()]), render_mention(match, addresses[match.group(2)])]
        end = match.end()
    return "".join([*out, escape(text[end:])])


def render_mention(match: Match[str], address: str) -> str:
    return f'<a class="mention" href="{escape(address)}" translate="no">{match[1]}{escape(match[2])}</a>'


def names_somebody(text: str) -> bool:
    """Whether there is an @ in a text, by which somebody may be named."""
    return AT.search(text) is not None


def candidates_after_at(text: str, allowed: Pattern[str], longest: int, most: int = 20) -> Iterator[Any]:
    """Yield what follows each @ of a text and may be a name (`allowed`), at most `longest` characters, `most` times."""
    for at in list(AT.finditer(text))[:most]:
        if name := allowed.match(text, at.end(), at.end() + longest):
            yield name.group()
