"""Score searches over articles that are kept elsewhere, against truth written by hand.

    python tests/corpus/search/quality.py --real FOLDER --truth FILE

The file is TOML: a table ``queries`` that names for each query the files in which it should be found,
by the beginnings of their names. What is printed holds nothing of the articles' text.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RECALL, PRECISION = 0.99, 0.98


def found_in(folder: Path, queries: Sequence[str]) -> dict[str, set[str]]:
    """Return for each query the names of the files in which it is found."""
    from corpus.ingest.pipeline import article_from_bytes
    from corpus.library.intake import open_intake
    from corpus.library.store import Library
    from corpus.query.parse import parse
    from corpus.search.searcher import Searcher

    with tempfile.TemporaryDirectory() as name, Library(Path(name) / "real.sqlite") as library:
        intake = open_intake(library)
        names = {}
        for path in sorted(folder.glob("*.txt")):
            article = article_from_bytes(path.read_bytes(), path.name)
            intake.store(article)
            names[article.id] = path.name
        searcher = Searcher(library)
        return {text: {names[id_] for id_ in searcher.ids(parse(text))} for text in queries}


def named(folder: Path, beginnings: Sequence[str]) -> set[str]:
    """Return the files whose names begin so.

    Raises:
        SystemExit: None or more than one does.
    """
    files = set()
    for beginning in beginnings:
        fitting = [path.name for path in folder.glob("*.txt") if path.name.startswith(beginning)]
        if len(fitting) != 1:
            sys.exit(f"{beginning!r} is the beginning of {len(fitting)} names")
        files.add(fitting[0])
    return files


def scored(folder: Path, truth: Mapping[str, Sequence[str]]) -> int:
    """Print the score and what is wrong; 1 if that is too much."""
    found = found_in(folder, list(truth))
    wanted = {text: named(folder, beginnings) for text, beginnings in truth.items()}
    right = sum(len(found[text] & files) for text, files in wanted.items())
    recall = right / max(1, sum(map(len, wanted.values())))
    precision = right / max(1, sum(map(len, found.values())))
    for text, files in wanted.items():
        for name in sorted(files - found[text]):
            print(f"missed     {text}  {name}")
        for name in sorted(found[text] - files):
            print(f"not meant  {text}  {name}")
    print(f"{len(truth)} queries: recall {recall:.3f}, precision {precision:.3f}")
    return int(recall < RECALL or precision < PRECISION)


def main() -> int:
    """Score what the options name."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--real", type=Path, metavar="FOLDER", required=True)
    parser.add_argument("--truth", type=Path, metavar="FILE", required=True)
    options = parser.parse_args()
    truth = tomllib.loads(options.truth.read_text(encoding="utf-8"))["queries"]
    return scored(options.real, truth)


if __name__ == "__main__":
    sys.exit(main())
