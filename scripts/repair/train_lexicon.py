"""Collects the symbols and acronyms of clean official text, for mending them by their own grammar.

python -m scripts.repair.train_lexicon CORPUS_DIR MODEL_FILE
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import Counter
from pathlib import Path

from normalizers.repair.tokens import EDGES, is_mixed
from normalizers.symbols import SYMBOL, parse_symbol
from normalizers.text import is_upper
from scripts.repair.corpus import WEIGHTS, paragraphs_of

LEAST = {"symbols": 5, "acronyms": 30, "mixed": 5}


def collect(folder: Path) -> dict[str, dict[str, int]]:
    """Tails of symbols (`/QĐ-TTg`), words in capitals and words of mixed case (`IoT`), with how often they occur."""
    tails: Counter[str] = Counter()
    acronyms: Counter[str] = Counter()
    mixed: Counter[str] = Counter()
    for name in WEIGHTS:
        for line in paragraphs_of(folder, name):
            for match in SYMBOL.finditer(line):
                symbol = parse_symbol(match[0])
                if symbol and symbol.number is not None:
                    tails[re.sub(r"^\d+(?:/(?:19|20)\d\d)?", "", symbol.text)] += 1
            if not is_upper(line):
                cores = (token.strip(EDGES) for token in line.split())
                words = [core for core in cores if 2 <= len(core) <= 8 and core.isalpha()]
                acronyms.update(word for word in words if word.isupper())
                mixed.update(word for word in words if is_mixed(word) and word.isascii())
    return {
        "symbols": {t: n for t, n in sorted(tails.items()) if n >= LEAST["symbols"]},
        "mixed": {m: n for m, n in sorted(mixed.items()) if n >= LEAST["mixed"]},
        "acronyms": {a: n for a, n in sorted(acronyms.items()) if n >= LEAST["acronyms"]},
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    arguments = parser.parse_args()
    lexicon = collect(arguments.corpus)
    data = zlib.compress(json.dumps(lexicon, ensure_ascii=False, sort_keys=True).encode(), 9)
    arguments.model.write_bytes(data)
    sizes = {kind: len(words) for kind, words in lexicon.items()}
    print(f"{sizes}; {arguments.model}: {len(data) / 1e6:.2f} MB", file=sys.stderr)
