"""OpenCC, and what its tables say of single letters. The only importer of OpenCC; functions without Django."""

from functools import cache
from typing import Any

import opencc

HAN = range(0x3400, 0xA000)


@cache
def converter(config: str) -> Any:
    """The one OpenCC object of a configuration in this process; loading it costs 10–130 ms."""
    return opencc.OpenCC(config)


def convert_run(config: str, text: str) -> str:
    """OpenCC on a text; it would stop at a NUL and drop the rest."""
    return "\x00".join(converter(config).convert(piece) for piece in text.split("\x00"))


def convert_letters(config: str) -> dict[str, str]:
    """{letter: what a configuration makes of it alone} of every Chinese letter that it changes."""
    convert = converter(config).convert
    return {letter: shown for letter in map(chr, HAN) if (shown := convert(letter)) != letter}
