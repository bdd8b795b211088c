"""Write phrases.txt, words that the segmentation must know whole for OpenCC's phrases to be found, from its sources.

    python -m news.variants.data.build_phrases DICTIONARY_FOLDER

The folder is OpenCC's data/dictionary. Nothing at run time needs it: OpenCC's own compiled tables convert.
"""

import sys
from pathlib import Path

import rjieba

from news.variants.noncharacters import BOUNDARY
from news.variants.opencc_tables import convert_run

HERE = Path(__file__).parent
HEAD = """\
# Phrases of OpenCC 1.4.2 (Apache-2.0) that jieba's lexicon would cut, so that their letters were converted one by one.
# Made by build_phrases.py; do not edit.
"""
CONFIGS = {"STPhrases": "s2t", "TWVariantsPhrases": "s2tw", "HKVariantsPhrases": "s2hk"}


def read_keys(path: Path) -> set[str]:
    """The phrases of a table of OpenCC, as they stand there and in Simplified."""
    lines = path.read_text("utf-8").splitlines()
    keys = {line.split("\t")[0] for line in lines if line.strip() and not line.startswith("#")}
    return keys | {convert_run("t2s", key) for key in keys}


def is_lost(phrase: str, config: str, jieba: rjieba.Jieba) -> bool:
    """Whether the words of a phrase, each by itself, become something else than the phrase."""
    words = BOUNDARY.join(jieba.cut(phrase, False))
    return convert_run(config, words).replace(BOUNDARY, "") != convert_run(config, phrase)


def main(folder: str) -> None:
    jieba = rjieba.Jieba()
    found = {
        phrase
        for table, config in CONFIGS.items()
        for phrase in read_keys(Path(folder) / f"{table}.txt")
        if is_lost(phrase, config, jieba)
    }
    (HERE / "phrases.txt").write_text(HEAD + "\n".join(sorted(found)) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
