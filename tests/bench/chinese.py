"""How right each view is, beside plain OpenCC: sentences exact, tolerable or wrong; titles with a wrong letter.

Reads corpora in the format of the folder `data/chinese` (CORPORA=folder names another): `hard_pairs.json` with rows
{hans, tw, hk}, `news_titles.json` with rows {hans, right}, `traditional_untouched.json` with rows {text},
`fold_pairs.json` with rows {a, b}, `interface_terms.json` with rows {hans, tw, hk}. Tolerable: differs in nothing but
letters that the place writes both ways.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

from news.variants.folding import fold
from news.variants.js_sentences import convert_sentence
from news.variants.opencc_tables import convert_run
from news.variants.text import convert, convert_unit
from news.variants.word_table import NO_WORDS
from tests.news.variants.corpora import FOLDER, is_tolerable

PLACES = {"tw": ("zh-hant", "s2tw"), "hk": ("zh-hk", "s2hk")}
ROUNDS = 5


def main():
    folder = Path(os.environ.get("CORPORA", FOLDER))
    if not folder.is_dir():
        sys.exit(f"没有语料：{folder}（用 CORPORA= 指定文件夹）")
    pairs = read(folder, "hard_pairs")
    print("方向 | 句 | 一字不差 | 两种写法都对 | 有错 | OpenCC 有错")
    for name, (slug, config) in PLACES.items():
        rows = [(row["hans"], row[name]) for row in pairs if name in row]
        report(f"简体 → {slug}", rows, slug, config)
        report(f"{slug} → 简体", [(right, hans) for hans, right in rows], "zh-hans", "t2s")
    report_titles(read(folder, "news_titles"))
    report_untouched(read(folder, "traditional_untouched"))
    folded = [fold(row["a"]) == fold(row["b"]) for row in read(folder, "fold_pairs")]
    print(f"两种写法搜到同一处 | {sum(folded)} / {len(folded)}")
    report_interface(read(folder, "interface_terms"))
    report_cost([row["hans"] for row in pairs])


def read(folder, name):
    path = folder / f"{name}.json"
    return json.loads(path.read_text("utf-8"))["rows"] if path.exists() else []


def report(direction, rows, slug, config):
    exact = tolerable = wrong = plain = 0
    for typed, right in rows:
        shown = convert(typed, slug)
        exact += shown == right
        tolerable += shown != right and is_tolerable(shown, right, slug)
        wrong += not is_tolerable(shown, right, slug)
        plain += not is_tolerable(convert_run(config, typed), right, slug)
    print(f"{direction} | {len(rows)} | {exact} | {tolerable} | {wrong} | {plain}")


def report_titles(rows):
    ours = sum(not all(part in convert(row["hans"], "zh-hant") for part in row["right"]) for row in rows)
    plain = sum(not all(part in convert_run("s2tw", row["hans"]) for part in row["right"]) for row in rows)
    print(f"标题里有错字 | {len(rows)} | {ours} | OpenCC {plain}")


def report_untouched(rows):
    for slug in ("zh-hant", "zh-hk"):
        kept = sum(convert(row["text"], slug) == row["text"] for row in rows)
        print(f"本地文字照原样，{slug} | {kept} / {len(rows)}")


def report_interface(rows):
    for name, (slug, _) in PLACES.items():
        right = sum(convert_sentence(row["hans"], slug) == row[name] for row in rows)
        print(f"界面用词，{slug} | {right} / {len(rows)}")


def report_cost(sentences):
    """The processor's time of converting the sentences anew, as a ratio to plain OpenCC's, in turns in one run."""
    for slug, config in PLACES.values():
        times = [(seconds(convert_all, sentences, slug), seconds(plain, sentences, config)) for _ in range(ROUNDS)]
        ours, theirs = (statistics.median(side) * 1000 for side in zip(*times, strict=True))
        print(f"{slug}，{len(sentences)} 句 | {ours:.1f} ms | OpenCC {theirs:.1f} ms | {ours / theirs:.2f} ×")


def convert_all(sentences, slug):
    return [convert_unit(sentence, slug, NO_WORDS) for sentence in sentences]


def plain(sentences, config):
    return [convert_run(config, sentence) for sentence in sentences]


def seconds(work, *arguments):
    began = time.process_time()
    work(*arguments)
    return time.process_time() - began
