"""What a story or comment of another site says, in the forms in which this site keeps it. Functions without Django."""

from __future__ import annotations

import re
from html import unescape
from re import Match
from typing import NamedTuple

from lxml import etree, html

from news.importing.html_lines import TooDeep, lines_of
from news.importing.media_folder import without_size
from news.importing.records import RecordError
from news.text.markup import BLOCK, clean_body
from news.text.typed_body import split_blocks

RAW_MOST, COMMENT_MOST, BODY_MOST = 200_000, 20_000, 5_000_000
PICTURES_MOST = 500
TITLE_MOST = 120
# Shortcodes of WordPress. A caption holds its picture, the others only say what a plugin shows.
CAPTION = re.compile(r"\[(?:wp_)?caption\b([^\[\]]*)\]", re.IGNORECASE)
CAPTION_END = re.compile(r"\[/(?:wp_)?caption\]", re.IGNORECASE)
SHORTCODE = re.compile(r"\[/?(?:gallery|embed|audio|video|playlist|contact-form[\w-]*)\b[^\[\]]*\]", re.IGNORECASE)
PICTURE = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"\b(src|alt|caption)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
MARKED = re.compile("\ue0f0(\\d{1,3})\ue0f1")  # where a picture stands while the body is cleaned
MARKS = re.compile("[\ue0f0\ue0f1]")
TAG = re.compile(r"<[^<>]*>")
EMPTY_LINK = re.compile(r"<a [^<>]*>\s*</a>")
BLANK_LINES = re.compile(r"\n\s*\n")
PLACE = re.compile(r"<p>\s*\[图\s*\d{1,3}\]\s*</p>")


class BodyPicture(NamedTuple):
    address: str
    caption: str


# -- stories ------------------------------------------------------------------------------------------


def body_pieces(raw: str) -> list[str | BodyPicture]:
    """The body of a story as clean HTML, parted where its pictures stand; RecordError if it is too long."""
    if len(raw) > BODY_MOST:
        raise RecordError(f"正文超过 {BODY_MOST // 10_000} 万字")
    pictures: list[str] = []

    def mark(match: Match[str]) -> str:
        source = attributes_of(match[1]).get("src", "")
        if not source or len(pictures) >= PICTURES_MOST:
            return ""
        pictures.append(source)
        return f"\ue0f0{len(pictures) - 1}\ue0f1"

    text = PICTURE.sub(mark, without_shortcodes(MARKS.sub("", raw)))
    text = text.replace("\r\n", "\n")
    if not BLOCK.search(text):
        text = "\n".join(f"<p>{part.strip()}</p>" for part in BLANK_LINES.split(text)).replace("\n", "<br>")
        text = text.replace("</p><br><p>", "</p>\n<p>")
    # The marks that say it differently for each variant are this site's editors'.
    clean = clean_body(text).replace("-{", "-&#123;")
    return [piece for _, block in split_blocks(clean) for piece in block_pieces(block, pictures)]


def without_shortcodes(text: str) -> str:
    def caption(match: Match[str]) -> str:
        return f"<figure>{attributes_of(match[1]).get('caption', '')}"

    return SHORTCODE.sub("", CAPTION_END.sub("</figure>", CAPTION.sub(caption, text)))


def attributes_of(text: str) -> dict[str, str]:
    return {name.lower(): unescape(double or single) for name, double, single in ATTRIBUTE.findall(text)}


def block_pieces(block: str, pictures: list[str]) -> list[str | BodyPicture]:
    """One block of a clean body: its pictures, then what is left of it. The text of a figure is its caption."""
    found = [pictures[int(number)] for number in MARKED.findall(block) if int(number) < len(pictures)]
    if not found:
        return [block] if TAG.sub("", block).strip() or "<hr" in block else []
    rest = EMPTY_LINK.sub("", MARKED.sub("", block))
    words = " ".join(unescape(TAG.sub(" ", rest)).split())
    if block.startswith("<figure"):
        return [BodyPicture(found[0], words[:300]), *(BodyPicture(one, "") for one in found[1:])]
    return [*(BodyPicture(one, "") for one in found), *([rest] if words else [])]


def join_body(pieces: list[str | BodyPicture], numbers: dict[str, int]) -> str:
    """The body with a mark where each picture stands that has a number (from 1, by its address without a size)."""
    places = (piece if isinstance(piece, str) else place_of(piece, numbers) for piece in pieces)
    return "\n".join(place for place in places if place)


def with_head(pieces: list[str | BodyPicture], address: str) -> list[str | BodyPicture]:
    """The pieces with the picture at `address` before them, unless they have it in any size."""
    shown = {without_size(piece.address) for piece in pieces if isinstance(piece, BodyPicture)}
    return pieces if not address or without_size(address) in shown else [BodyPicture(address, ""), *pieces]


def place_of(picture: BodyPicture, numbers: dict[str, int]) -> str:
    number = numbers.get(without_size(picture.address))
    return f"<p>[图{number}]</p>" if number else ""


def words_of(body: str) -> str:
    """What two bodies are compared by: their words, whatever pictures came in."""
    return " ".join(unescape(TAG.sub(" ", PLACE.sub("", body))).split())


def title_of(raw: str, body: str) -> str:
    """A title as plain text of one line; a story without one is called by its first words."""
    title = " ".join(unescape(TAG.sub("", raw[: 10 * TITLE_MOST])).split()) or words_of(body[:2000])[:30] or "无题"
    return title if len(title) <= TITLE_MOST else f"{title[: TITLE_MOST - 1]}…"


# -- comments -----------------------------------------------------------------------------------------


def comment_text(raw: str) -> str:
    """The HTML of a comment as plain text, links with their addresses; RecordError if there is none or too much."""
    if len(raw) > RAW_MOST:
        raise RecordError("评论过长")
    text = raw.replace("\r\n", "\n").strip()
    if "<" in text or "&" in text:
        text = plain_text(text if BLOCK.search(text) else text.replace("\n", "<br>"))
    if not text.strip():
        raise RecordError("评论没有文字")
    if len(text) > COMMENT_MOST:
        raise RecordError(f"评论超过 {COMMENT_MOST} 字")
    return text


def plain_text(markup: str) -> str:
    try:
        return "\n".join(lines_of(with_addresses(markup) if "<a" in markup.lower() else markup)).strip()
    except TooDeep:
        raise RecordError("评论的元素嵌套过深") from None


def with_addresses(markup: str) -> str:
    """HTML in which every link says where it leads; what was shortened is written in full."""
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError):
        return markup
    for link in root.iter("a"):
        address, said = link.get("href") or "", "".join(link.itertext()).strip()
        if not address.startswith(("http://", "https://")) or said == address:
            continue
        is_address = said.startswith(("http://", "https://", "www.")) or not said
        for child in list(link):
            link.remove(child)
        link.text = address if is_address else f"{said} {address}"
    return html.tostring(root, encoding="unicode")
