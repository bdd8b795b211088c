"""The sentences of our JavaScript in the reader's variant: found in the modules, converted as pages are.

A module says them in Simplified, `say("没有成功，请稍后再试。")`; `static/js/sentences.js` looks up the form of the
variant. Without Django.
"""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

from news.variants.interface import convert_sentence
from news.variants.word_table import NO_WORDS, WordTable

CALL = re.compile(r'\bsay\(\s*"([^"\\]+)"')


def find_sentences(folder: Path) -> tuple[str, ...]:
    """The sentences that the modules of a folder say, each once."""
    sources = (path.read_text("utf-8") for path in folder.glob("*.js"))
    return tuple(sorted({sentence for source in sources for sentence in CALL.findall(source)}))


@lru_cache(maxsize=8)
def render_sentences(sentences: tuple[str, ...], slug: str, table: WordTable = NO_WORDS) -> tuple[str, str]:
    """(a mark of the content, a script that sets `window.sentences`) for a variant: {sentence: its form}, where that
    differs. Without any difference the mark is ""."""
    forms = {sentence: convert_sentence(sentence, slug, table) for sentence in sentences} if slug else {}
    forms = {sentence: form for sentence, form in forms.items() if form != sentence}
    script = f"window.sentences = {json.dumps(forms, ensure_ascii=False, separators=(',', ':'))};\n"
    return hashlib.sha256(script.encode()).hexdigest()[:8] if forms else "", script
