"""The text of comments: what is taken in, and how it is written out. Functions without Django's database."""

import hashlib
import re
import unicodedata
from html import escape

from comments.refusals import Refused
from news.markup import linked, trusted
from news.script import fold

LONGEST = 2000
# Control characters that carry nothing; line breaks and tabs are kept.
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
BROKEN = re.compile(r"[\x00\ud800-\udfff\ufffd]")
INVISIBLE = re.compile(r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]+")  # fmt: skip  # noqa: E501
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")
# Not the @ of an address.
AT = re.compile(r"(?<![A-Za-z0-9/=?#&._-])[@＠]")


def taken(raw):
    """Return a text as it is kept: NFC, plain line breaks. Raise Refused if empty, too long or broken.

    Text with NUL, lone surrogates or the replacement character lost something on its way and is not taken.
    """
    if BROKEN.search(raw):
        raise Refused("文字里有无法识别的字符，请删去后再发。")
    text = plain(raw)
    if not INVISIBLE.sub("", text):
        raise Refused("评论还是空的，写点什么再发吧。")
    if len(text) > LONGEST:
        raise Refused(f"评论最长 {LONGEST} 字，现在有 {len(text)} 字，请删短一些。")
    return text


def plain(raw):
    """A text in NFC with plain line breaks, without control characters and without space at its ends."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROLS.sub("", text)).strip()


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def folded_digest(text):
    """The same for texts that differ only in script, case, width or spaces."""
    return digest(fold(text))


def marks(text):
    """The columns by which a post is known again: as it was typed, and as it is folded."""
    return {"digest": digest(text), "folded": folded_digest(text)}


def first_line(text, length=60):
    """The first line of a text, at most `length` characters, as a reply quotes it."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= length and line == text else f"{line[:length].rstrip('…')}…"


def written(text, mentions=()):
    """Return a comment's text as trusted HTML: line breaks, links, and `mentions` [(as typed, address)] linked."""
    text = BLANK_LINES.sub("\n\n", text)
    names = sorted(mentions, key=lambda pair: -len(pair[0]))
    return trusted(linked(text, lambda piece: with_mentions(piece, names)).replace("\n", "<br>\n"))


def with_mentions(text, names):
    """Escape a stretch of plain text, each `@name` of `names` [(as typed, address)] becoming a link."""
    if not names:
        return escape(text)
    pattern = re.compile("([@＠])(" + "|".join(re.escape(name) for name, _ in names) + ")")
    addresses, out, end = dict(names), [], 0
    for match in pattern.finditer(text):
        out += [escape(text[end : match.start()]), mention(match, addresses[match.group(2)])]
        end = match.end()
    return "".join([*out, escape(text[end:])])


def mention(match, address):
    return f'<a class="mention" href="{escape(address)}" translate="no">{match[1]}{escape(match[2])}</a>'


def after_ats(text, allowed, longest, most=20):
    """Yield what follows each @ of a text and may be a name (`allowed`), at most `longest` characters, `most` times."""
    for at in list(AT.finditer(text))[:most]:
        if name := allowed.match(text, at.end(), at.end() + longest):
            yield name.group()
