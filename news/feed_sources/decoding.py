"""The bytes of an XML file as text that is safe to parse. Functions without Django."""

import codecs
import re
from collections.abc import Iterator
from html.entities import html5

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# What may be declared, by the name that Python gives it, and the larger set of which it is a part.
SETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "cp950", "cp950": "cp950"}
SETS |= {name: name for name in ("big5hkscs", "utf-16", "iso8859-1", "cp1252", "shift_jis", "euc_jp", "euc_kr")}
DECLARED = re.compile(rb"^\s*<\?xml\b[^>]{0,200}\bencoding\s*=\s*[\"']([\w.-]{1,40})")
DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,200}\?>")
AMPERSAND = re.compile(r"&(?:(#?\w{1,32});)?")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
OF_XML = {"amp", "lt", "gt", "quot", "apos"}
MOST_MARKS = 300_000  # tags, and attributes: a bound of the memory that they take
MOST_FAULTS = 100_000  # letters `&` in a file that is put right


class FeedError(Exception):
    """Why a file is no feed that can be read, as a sentence for editors."""


def decode(raw: bytes, charset: str = "") -> str:
    """The text of the bytes of an XML file, without its declaration; `charset` is what the server has said of it.

    FeedError where it can be read in no character set, or holds what is dangerous to parse.
    """
    for name in candidates(raw, charset):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        return check(DECLARATION.sub("", text))
    raise FeedError("文字编码无法识别，请对方改用 UTF-8。")


def candidates(raw: bytes, charset: str) -> Iterator[str]:
    """The character sets to try: by the mark at the beginning, UTF-8, as the server says, as the file declares."""
    yield from (name for mark, name in MARKS.items() if raw.startswith(mark))
    yield "utf-8"
    declared = DECLARED.match(raw)
    for label in (charset, declared[1].decode("ascii") if declared else ""):
        try:
            if name := SETS.get(codecs.lookup(label).name):
                yield name
        except (LookupError, ValueError):
            continue


def check(text: str) -> str:
    """The same text; FeedError if it declares entities, which may grow without bound, or has too many elements."""
    if "<!ENTITY" in text:
        raise FeedError("文件里自定义了实体，为安全起见不读取。")
    if max(text.count("<"), text.count("=")) > MOST_MARKS:
        raise FeedError("文件里的元素过多。")
    return text


def repair(text: str) -> str:
    """XML with its two most frequent faults put right: names of HTML's letters, an `&` that stands for itself."""
    if text.count("&") > MOST_FAULTS:
        return text
    return AMPERSAND.sub(lambda match: reference(match[0], match[1] or ""), CONTROLS.sub("", text))


def reference(whole: str, name: str) -> str:
    if name in OF_XML or name.startswith("#"):
        return whole
    letters = html5.get(f"{name};")
    return "".join(f"&#{ord(letter)};" for letter in letters) if letters else f"&amp;{whole[1:]}"
