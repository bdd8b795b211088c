"""A picture in pasted HTML: where it comes from, and what its caption says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

SOURCES = ("data-src", "data-original", "data-actualsrc", "data-lazy-src", "data-lazyload", "data-url", "data-full-src")
SETS = ("data-srcset", "srcset")
DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,", re.IGNORECASE)
PLACEHOLDER_LONGEST = 2000  # characters of data; a picture of a story is never as small
EXTRACTED = re.compile(r"pasted:\d{1,3}")  # data that the browser has taken out of the HTML before sending it
CAPTION_CLASS = re.compile(
    r"caption|pic[-_]?(?:desc|note|text|title)|img[-_]?desc|photo[-_]?(?:desc|text)|图说", re.IGNORECASE
)
DECORATION_CLASS = re.compile(r"emoji|avatar|icon|logo|emoticon|smil", re.IGNORECASE)
DECORATION_WIDEST = 48  # pixels
FILENAME = re.compile(r"^[\w%.-]+\.(?:jpe?g|png|gif|webp|bmp|avif)$|^(?:img|image|picture|图片)\d*$", re.IGNORECASE)
CAPTION_LONGEST = 300


@dataclass
class PastedPicture:
    """`source`: an address, a `data:` URI, or `pasted:N` for the Nth that the browser holds."""

    source: str
    caption: str

    @property
    def is_data(self) -> bool:
        return self.source.startswith("data:")


def source_of(image: Any, page: str) -> str:
    """Where the picture of an `<img>` comes from: what its page loads later, not what stands in for it; or ""."""
    src = (image.get("src") or "").strip()
    if EXTRACTED.fullmatch(src):
        return src
    later = [image.get(name, "").strip() for name in SOURCES] + [largest_of(image.get(name, "")) for name in SETS]
    for picture in image.iterancestors("picture"):
        later += [largest_of(one.get("srcset", "")) for one in picture.iter("source")]
    for address in (*later, src):
        if DATA.match(address) and len(address) > PLACEHOLDER_LONGEST:
            return str(address)
        if address and not address.startswith(("data:", "about:", "blob:", "javascript:")):
            return join(page, address)
    return ""


def join(page: str, address: str) -> str:
    """The whole address; "" for one that cannot be read."""
    try:
        whole = urljoin(page, address)
        return whole if urlsplit(whole).scheme in ("http", "https", "file", "") else ""
    except ValueError:
        return ""


def largest_of(srcset: str) -> str:
    """The address with the largest width or density of a `srcset`; "" if there is none."""
    found = [part.strip().rsplit(None, 1) for part in re.split(r",\s+", srcset) if part.strip()]
    sized = [(number_of(part[1]) if len(part) == 2 else 1.0, part[0]) for part in found]
    return max(sized)[1] if sized else ""


def number_of(size: str) -> float:
    try:
        return float(size[:-1])
    except ValueError:
        return 0


def is_decoration(image: Any, source: str) -> bool:
    """Whether a picture is none of the story: a letter, a face, a dot that counts readers."""
    sides = [number_of(f"{image.get(name, '').removesuffix('px')}x") for name in ("width", "height")]
    small = any(0 < side <= DECORATION_WIDEST for side in sides)
    return small or bool(DECORATION_CLASS.search(image.get("class", ""))) or source.lower().endswith(".svg")


def caption_of(image: Any) -> str:
    """The words under a picture, taken out of the page; else what its page says for those who cannot see it."""
    figure = next(image.iterancestors("figure"), None)
    element = next(figure.iter("figcaption"), None) if figure is not None else next_caption(image)
    if element is not None:
        text = words_of(element.text_content())
        element.drop_tree()
        return text
    said = words_of(image.get("alt") or image.get("title") or "")
    return "" if FILENAME.match(said) else said


def next_caption(image: Any) -> Any:
    """The element after the picture, or after what holds it alone, that its page calls a caption; or None."""
    element = image
    while element is not None and element.tag not in ("body", "html"):
        following = element.getnext()
        if following is not None:
            return following if CAPTION_CLASS.search(following.get("class") or "") else None
        element = element.getparent()
    return None


def words_of(text: str) -> str:
    return " ".join(text.split())[:CAPTION_LONGEST]
