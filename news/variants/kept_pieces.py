"""What of a text is never converted: addresses, sentences in Japanese, letters that are spelled out. Without Django."""

import re
from collections.abc import Iterator

from news.text.typed_addresses import CHINESE_PART
from news.variants.noncharacters import SEAM

KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f"
ADDRESS = rf"(?:https?://|www\.)(?:[!-~]|{CHINESE_PART})+"
DESCRIPTION = "[\u2ff0-\u2fff][\u2ff0-\u2fff\u2e80-\u2fdf\u3400-\u9fff\uff21-\uff3aA-Z0-9]{2,12}"
SELECTED = "[\u3400-\u9fff][\ufe00-\ufe0f\U000e0100-\U000e01ef]"
SURROGATES = "[\ud800-\udfff]+"
KEPT = re.compile(f"({ADDRESS}|{DESCRIPTION}|{SELECTED}|{SURROGATES})", re.IGNORECASE)
HAS_KANA = re.compile(f"[{KANA}]")
SENTENCE_END = re.compile(f"([。！？!?\n{SEAM}]+)")
MAYBE = re.compile(f"[{KANA}\u2ff0-\u2fff\ufe00-\ufe0f\U000e0100-\U000e01ef\ud800-\udfff]|://|www\\.", re.IGNORECASE)


def split_kept(text: str) -> Iterator[tuple[bool, str]]:
    """(whether it stays as typed, a piece) of a text, in order and without loss."""
    if not MAYBE.search(text):
        yield False, text
        return
    for sentence in SENTENCE_END.split(text) if HAS_KANA.search(text) else [text]:
        if HAS_KANA.search(sentence):
            yield True, sentence
        else:
            yield from alternating(KEPT.split(sentence))


def alternating(pieces: list[str]) -> Iterator[tuple[bool, str]]:
    """The pieces that `re.split` gives with one group: every second one is what the pattern found."""
    for number, piece in enumerate(pieces):
        if piece:
            yield bool(number % 2), piece
