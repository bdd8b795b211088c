"""Texts that are dear to work on, and every step that works on text from outside: n against 2n."""

import time

from comments.pipeline.repeats import fold_for_repeats
from comments.thread.text import plain, render_text
from news.search.excerpts import excerpt_pieces
from news.search.grams import stream
from news.text.markup import clean_body, link_urls, plain_body
from news.text.unicode_text import has_stacked_marks, is_blank, normalize
from news.variants.folding import fold
from news.variants.marks import render_marks, strip_marks
from news.variants.text import convert_unit

SIZE = 100_000
# The sanitiser of a library is quadratic in bare ampersands (0.1 s for 100,000): only the admin's texts reach it, which
# are bounded by their form, and readers' never do.
SIZES = {"clean_body": 10_000, "marked": 10_000}
MOST = 2.6  # times as long for twice the text
NOISE_SECONDS = 0.02  # below it a ratio says nothing

ALTERNATING = "\u0301\u0316"  # two marks that normalising sorts past each other
HOSTILE = {
    "alternating marks": lambda n: "a" + ALTERNATING * (n // 2),
    "marks of three classes": lambda n: "z" + "\u0334\u0327\u0301" * (n // 3),
    "ligatures": lambda n: "ﷺ" * (n // 18),
    "open tags": lambda n: "<div" * (n // 4),
    "open comments": lambda n: "<!--" * (n // 4),
    "quotes": lambda n: "<a '\"" * (n // 5),
    "brackets": lambda n: "http://a/" + ")" * n,
    "addresses": lambda n: "http://" * (n // 7),
    "ats": lambda n: "@" * n,
    "marks of variants": lambda n: "-{" * (n // 2),
    "blank lines": lambda n: "\n \t" * (n // 3),
    "blanks": lambda n: "\n" + " " * n + "x",
    "invisible": lambda n: "\u200b" * n,
    "quotation": lambda n: "“" * n,
    "entities": lambda n: "&" * n,
    "traditional": lambda n: "發展體系" * (n // 4),
    "letters": lambda n: "好" * n,
}
STEPS = {
    "normalize": lambda text: [normalize(form, text) for form in ("NFC", "NFKC", "NFKD")],
    "fold": fold,
    "fold_for_repeats": fold_for_repeats,
    "plain": plain,
    "written": lambda text: render_text(text, [("糖桔", "/readers/糖桔/")]),
    "linked": link_urls,
    "plain_body": plain_body,
    "clean_body": clean_body,
    "convert": lambda text: convert_unit(text, "zh-hant", ()),
    "stream": stream,
    "pieces": lambda text: excerpt_pieces(text, ["好"]),
    "marked": lambda text: render_marks(clean_body(text), [{"zh-hans": "普京", "zh-hant": "普丁"}]),
    "unmarked": strip_marks,
    "has_stacked_marks": has_stacked_marks,
    "is_blank": is_blank,
}


def measure_seconds(step, text):
    """The least processor seconds of five runs of one step over one text."""
    best = float("inf")
    for _ in range(5):
        start = time.thread_time()
        step(text)
        best = min(best, time.thread_time() - start)
    return best


def measure_steps(size=SIZE):
    """[(step, shape, seconds at n, growth for twice the text)] of every step and shape that can be told from noise.

    The growth is the root of that from n to 4n: two doublings, of which one alone would be noise.
    """
    rows = []
    for name, step in STEPS.items():
        for shape, make in HOSTILE.items():
            length = min(size, SIZES.get(name, size))
            one, four = measure_seconds(step, make(length)), measure_seconds(step, make(4 * length))
            if four > NOISE_SECONDS:
                rows.append((name, shape, one, (four / one) ** 0.5))
    return rows
